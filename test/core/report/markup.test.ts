// Texts of strangers stay texts: every page is rendered with hostile names, comments, proofs and titles, and read back by
// an HTML parser, which must find the same elements and attributes as on the harmless page.
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { Text } from '../../../src/core/model/text.js';
import { profilePage } from '../../../src/core/report/profile.js';
import { rankingPage } from '../../../src/core/report/ranking.js';
import { prepareReport } from '../../../src/core/report/report.js';
import { compileTemplates } from '../../../src/shell/publish/render.js';
import { payloads } from './payloads.js';
import { positionOf, right, smallInput, smallSnapshot, wordsIn } from './small-report.js';

const templates = right(await compileTemplates('templates')());
const en = wordsIn('en');

/** Both pages with `payload(i)` in place of every text that comes from outside. */
const pagesWith = (payload: (i: number) => string): ReadonlyArray<string> => {
  let next = 0;
  const text = (): string => payload(next++);
  const inAll = (): Text => ({ kk: text(), ru: text(), en: text() });
  const base = smallInput({
    snapshot: {
      ...smallSnapshot,
      units: smallSnapshot.units.map((unit) => ({ ...unit, name: { ...unit.name, kk: text(), ru: text() } })),
      assessments: smallSnapshot.assessments.map((each) => ({
        ...each,
        comment: text(),
        evidence: `${text()}; https://example.org/${encodeURIComponent(text())}`,
      })),
    },
  });
  const { definition } = base.scores;
  const root = { ...definition.root, title: inAll() };
  const leaf = definition.leaves[0]!;
  const input = {
    ...base,
    scores: {
      ...base.scores,
      definition: {
        ...definition,
        root,
        title: inAll(),
        note: inAll(),
        leaves: [{ ...leaf, title: inAll() }, ...definition.leaves.slice(1)],
      },
      columns: { ...base.scores.columns, units: base.scores.columns.units.map((unit) => ({ ...unit, name: inAll() })) },
    },
    engine: text(),
    datasets: [
      {
        name: text(),
        title: inAll(),
        licences: [{ title: inAll(), url: text() }],
        sources: [{ title: inAll(), url: `https://example.org/"${text()}` }],
      },
    ],
    trace: () => ({
      unit: 'u',
      node: 'n',
      lines: [{ depth: 0, label: text(), expression: text(), value: text(), where: text() }],
    }),
  };
  const report = prepareReport(input);
  return [
    right(templates.render('profile', profilePage(report, positionOf(base, 'Alpha'), en), 'linked')),
    right(templates.render('ranking', rankingPage(report, en), 'linked')),
  ];
};

const shapeOf = (
  html: string,
): { readonly tags: string; readonly names: ReadonlyArray<string>; readonly addresses: ReadonlyArray<string> } => {
  const { document } = parseHTML(html);
  const tags: string[] = [];
  const names = new Set<string>();
  const addresses: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    // How many proofs a text comes to is its own affair; what stands in the list is not.
    if (element.closest('.proofs, td.proof') === null) tags.push(element.tagName);
    for (const attribute of element.attributes) {
      names.add(`${element.tagName} ${attribute.name}`);
      if (attribute.name === 'href' || attribute.name === 'src') addresses.push(attribute.value);
    }
  }
  return { tags: tags.join(' '), names: [...names].sort(), addresses };
};

const harmless = pagesWith((i) => `text ${i}`).map(shapeOf);

test('there are at least 300 hostile texts', () => expect(payloads.length).toBeGreaterThanOrEqual(300));

test('no hostile text leaves an element, an attribute or an address of its own', () => {
  // A page holds about 150 outside texts, so each payload stands in several places over the rounds.
  for (let round = 0; round < 6; round++) {
    const pages = pagesWith((i) => payloads[(i * 7 + round * 53) % payloads.length]!);
    pages.forEach((html, page) => {
      const { tags, names, addresses } = shapeOf(html);
      expect(names).toEqual(harmless[page]!.names);
      expect(tags.replace(/ A\b/g, '') === harmless[page]!.tags.replace(/ A\b/g, '')).toBe(true);
      for (const address of addresses)
        expect(address).toMatch(/^(?:https?:\/\/|mailto:|\.\.?\/|#|units\/|[0-9]{9}\.pdf$|ranking\.pdf$)/);
    });
  }
});

test('the style of the sheets holds the name as a string and nothing else', () => {
  const [profile] = pagesWith(() => '"}</style><script>alert(1)</script>');
  const { document } = parseHTML(profile!);
  expect(document.querySelectorAll('script').length).toBe(0);
  expect(document.querySelectorAll('style').length).toBe(1);
});

test('every page forbids scripts', () => {
  for (const html of pagesWith(() => 'x')) {
    const policy = parseHTML(html)
      .document.querySelector('meta[http-equiv="Content-Security-Policy"]')
      ?.getAttribute('content');
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toContain('script-src');
  }
});
