// Views, bands and peers: what of an index is counted, how its scores are named, and who is compared with whom.
import { type Problem, problem } from '../model/problem.js';
import type { Band, Group, Node, PeerRule, View } from './definition.js';
import { nearest } from './nearest.js';
import { at, atKey, type Cursor } from './placed.js';
import type { RawIndex } from './raw/index.js';
import { takenTwice } from './taken.js';

export const buildViews = (raw: RawIndex, cursor: Cursor, root: Group, problems: Problem[]): ReadonlyArray<View> => {
  if (raw.views === undefined) return [{ id: 'all', title: raw.title, bodies: null, nodes: null, ranks: true }];
  const ids = new Set<string>();
  const collect = (node: Node): void => {
    ids.add(node.id);
    if (node.kind === 'group') node.children.forEach(collect);
  };
  collect(root);
  problems.push(...takenTwice(raw.views, 'view', (i) => at(cursor, 'views', i, 'id')));
  raw.views.forEach((view, i) => {
    view.nodes?.forEach((id, k) => {
      if (!ids.has(id)) {
        problems.push(
          problem('UnknownReference', { id, nearest: nearest(id, ids), known: '' }, at(cursor, 'views', i, 'nodes', k)),
        );
      }
    });
  });
  const ranking = raw.views.flatMap((view, i) => (view.ranks === true ? [i] : []));
  if (raw.views.length > 1 && ranking.length !== 1) {
    const where = ranking[1] === undefined ? at(cursor, 'views', 0) : atKey(cursor, 'views', ranking[1], 'ranks');
    problems.push(problem('LeafNeeds', { key: 'ranks: true', kind: 'views', example: '' }, where));
  }
  return raw.views.map((view) => ({
    id: view.id,
    title: view.title,
    bodies: view.bodies ?? null,
    nodes: view.nodes ?? null,
    ranks: view.ranks === true || raw.views?.length === 1,
  }));
};

export const buildBands = (raw: RawIndex, cursor: Cursor, problems: Problem[]): ReadonlyArray<Band> => {
  const bands = raw.bands ?? [];
  problems.push(...takenTwice(bands, 'band', (i) => at(cursor, 'bands', i, 'id')));
  bands.forEach((band, i) => {
    if (i > 0 && band.from <= bands[i - 1]!.from)
      problems.push(problem('BandsNotOrdered', { id: band.id }, at(cursor, 'bands', i, 'from')));
  });
  return bands;
};

export const buildPeers = (raw: RawIndex, cursor: Cursor, problems: Problem[]): ReadonlyArray<PeerRule> => {
  const peers = raw.peers ?? [];
  problems.push(...takenTwice(peers, 'peers', (i) => at(cursor, 'peers', i, 'id')));
  return peers.map((peer, i) => {
    const here = { source: cursor.source, path: ['peers', i] };
    const bySize = peer.by.includes('size');
    if ((bySize || peer.nearest !== undefined) && peer.attribute === undefined)
      problems.push(problem('MissingKey', { key: 'attribute', allowed: '', example: 'population' }, at(here)));
    if (bySize && peer.classes === undefined)
      problems.push(problem('MissingKey', { key: 'classes', allowed: '', example: '[20000, 50000]' }, at(here)));
    return {
      id: peer.id,
      title: peer.title,
      by: peer.by,
      attribute: peer.attribute ?? null,
      classes: peer.classes ?? [],
      nearest: peer.nearest ?? null,
    };
  });
};
