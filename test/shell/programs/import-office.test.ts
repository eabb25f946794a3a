// Files as offices send them, imported into a real database: encodings and separators told, spoilt ones refused.
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { placeAsText } from '../../../src/core/intake/place.js';
import { bytesOf, cp1251 } from '../readers/encoded.js';
import { codesOf, newBench, reportOf, unitsCsv } from './import-fixture.js';

const withUnits = async () => {
  const bench = newBench();
  reportOf(await bench.run([bench.write('units.csv', unitsCsv)]));
  return bench;
};

test('the report says how each file was read', async () => {
  const bench = await withUnits();
  const semicolons = 'unit;period;roads_km\nобласть Абай;2025;12\nАкмолинская область;2025;7\n';
  const tabs = 'unit\tperiod\troads_km\r\nҚызылорда облысы\t2024\t12\r\n';
  const report = reportOf(
    await bench.run([
      bench.write('windows.csv', cp1251(semicolons)),
      bench.write(
        'unicode.txt',
        Uint8Array.from([0xff, 0xfe, ...bytesOf(tabs.replace('Қызылорда', 'Абай'), 'utf-16le')]),
      ),
      bench.write('plain.csv', 'unit,period,roads_km\n110100000,2025,3\n'),
    ]),
  );
  expect(report.accepted).toBe(true);
  expect(report.files.map(({ encoding, separator, stored }) => [encoding, separator, stored])).toEqual([
    ['Windows-1251', 'semicolon', 6],
    ['UTF-16LE', 'tab', 3],
    ['UTF-8', 'comma', 3],
  ]);
});

test('letters lost in Windows-1251 stop the import at their place', async () => {
  const bench = await withUnits();
  const file = bench.write('f.csv', cp1251('unit;period;roads_km\nобласть Абай;2025;1\nА?мола облысы;2025;7\n'));
  const result = await bench.run([file], { skipBadRows: true });
  expect(
    E.isLeft(result) && result.left.map(({ code, args, at }) => [code, args.value, at && placeAsText(at)]),
  ).toEqual([['LettersLost', 'А?мола', 'f.csv:3:1']]);
  expect(codesOf(result)).toEqual(['LettersLost']);
});

test('numbers are read by the column, and the empty signs are four statuses', async () => {
  const bench = await withUnits();
  const rows = [
    '100000000;2024;1\u00a0234,5',
    '110000000;2024;-',
    '100000000;2025;х',
    '110000000;2025;...',
    '110100000;2025;0,0',
  ];
  const file = bench.write('f.csv', `unit;period;roads_km\n${rows.join('\n')}\n`);
  const report = reportOf(await bench.run([file]));
  expect(report.files[0]).toMatchObject({
    cells: 15,
    stored: 11,
    states: { zero: 1, confidential: 1, missing: 1, negligible: 1 },
  });
  const long = bench.write('long.csv', 'unit;period;variable;value\n100000000;2023;roads_km;1,234\n');
  expect(codesOf(await bench.run([long]))).toEqual(['NumberAmbiguous']);
});
