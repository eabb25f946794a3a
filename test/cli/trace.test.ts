import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bySources } from '../../src/cli/trace.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-trace-'));

test('a frame of a joined file is told by the line of its source', async () => {
  try {
    writeFileSync(
      join(folder, 'thrower.ts'),
      '// one\n// two\nexport const fall = () => {\n  throw new Error("x");\n};\n',
    );
    writeFileSync(join(folder, 'main.ts'), "import { fall } from './thrower';\nexport const run = () => fall();\n");
    await build({
      entryPoints: [join(folder, 'main.ts')],
      outfile: join(folder, 'out', 'main.js'),
      bundle: true,
      format: 'esm',
      minifyWhitespace: true,
      sourcemap: true,
    });
    const joined = pathToFileURL(join(folder, 'out', 'main.js')).href;
    const stack = `Error: x\n    at fall (${joined}:1:${'var fall=()=>{'.length + 1})\n    at elsewhere (node:fs:1:1)`;
    const told = bySources(stack);
    expect(told).toContain(`at fall (${pathToFileURL(join(folder, 'thrower.ts')).href}:4:`);
    expect(told).toContain('at elsewhere (node:fs:1:1)');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a frame without a map stays', () => {
  const stack = `Error: x\n    at fall (${pathToFileURL(join(folder, 'none.js')).href}:3:7)`;
  expect(bySources(stack)).toBe(stack);
});
