// The shipped definitions hold together, and lsgi-kz has the criteria and points that its description promises.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeIndex } from '../../../src/core/define/decode.js';
import { type Definition, type Group, isLeaf, type Leaf } from '../../../src/core/define/definition.js';
import { E } from '../../../src/core/fp.js';

const shipped = (id: string): Definition => {
  const folder = `indicators/${id}`;
  const files = readdirSync(folder).map((name) => ({
    file: `${folder}/${name}`,
    text: readFileSync(`${folder}/${name}`, 'utf8'),
  }));
  const decoded = decodeIndex(files, `${folder}/index.yaml`);
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left));
  expect(decoded.right.definition.id).toBe(id);
  return decoded.right.definition;
};

const points = (leaves: ReadonlyArray<Leaf>): number => leaves.reduce((sum, leaf) => sum + (leaf.points ?? 0), 0);
const below = (group: Group): ReadonlyArray<Leaf> =>
  group.children.flatMap((child) => (isLeaf(child) ? [child] : below(child)));
const groups = (group: Group): ReadonlyArray<Group> => group.children.filter((child): child is Group => !isLeaf(child));

describe('lsgi-kz', () => {
  const definition = shipped('lsgi-kz');

  it('has 107 criteria in 3 blocks and 17 sub-blocks', () => {
    const blocks = groups(definition.root);
    expect(blocks.map((block) => [block.id, groups(block).length, below(block).length])).toEqual([
      ['PD', 11, 54],
      ['EG', 4, 28],
      ['PA', 2, 25],
    ]);
  });

  it('weighs each block and sub-block by its points', () => {
    const nodes = groups(definition.root).flatMap((block) => [block, ...groups(block)]);
    expect(nodes.map(({ id, weight }) => [id, weight])).toEqual(nodes.map((node) => [node.id, points(below(node))]));
  });

  it.each([
    ['maslikhat', 86, 123],
    ['akimat', 44, 65],
    ['joint', 107, 153],
  ])('counts in the view %s %i criteria with %i points', (id, criteria, sum) => {
    const bodies = definition.views.find((view) => view.id === id)?.bodies ?? ['maslikhat', 'akimat', 'both'];
    const leaves = definition.leaves.filter(({ body }) => body !== null && bodies.includes(body));
    expect([leaves.length, points(leaves)]).toEqual([criteria, sum]);
  });

  it.each([
    ['region', 102, 145],
    ['city', 107, 153],
    ['district', 103, 147],
  ])('applies to a unit of the level %s with %i criteria and %i points', (level, criteria, sum) => {
    const leaves = definition.leaves.filter(({ appliesTo }) => appliesTo.levels?.includes(level) ?? true);
    expect([leaves.length, points(leaves)]).toEqual([criteria, sum]);
  });

  it('says in every language that it is a draft', () => {
    expect(definition.title).toMatchObject({
      kk: expect.stringContaining('жоба'),
      ru: expect.stringContaining('проект'),
      en: expect.stringContaining('draft'),
    });
    expect(definition.note?.en).toContain('not endorsed by its authors');
  });
});

describe('the rankings of regions', () => {
  it('use the published sixteen indicators in four blocks, the mended one without population', () => {
    for (const id of ['kz-regions', 'kz-regions-ahp']) {
      const definition = shipped(id);
      expect(definition.leaves).toHaveLength(16);
      expect(definition.units.exclude).toEqual(['790000000']);
    }
    const mended = shipped('kz-regions-mended');
    expect(mended.leaves.map((leaf) => leaf.id)).not.toContain('population');
    expect(mended.units.exclude).toEqual([]);
    expect(groups(mended.root)).toHaveLength(4);
  });

  it('weigh by pairwise comparison as published', () => {
    const { weights } = shipped('kz-regions-ahp').root.aggregate;
    const rounded = weights.kind === 'ahp' ? weights.weights.map((weight) => weight.toFixed(4)) : [];
    expect(rounded).toEqual(['0.2928', '0.1137', '0.5219', '0.0715']);
  });
});
