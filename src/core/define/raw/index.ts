// The keys of index.yaml. What the values mean together (weights, views, goalposts) is judged in `build.ts`.
import { choose, listOf, mapped, number, oneOf, quoted, trueOrFalse, wholeNumber } from '../codec.js';
import { field, record } from '../record.js';
import { aggregation } from './aggregation.js';
import { childrenField, includeField } from './node.js';
import { step } from './recipe.js';
import { uncertaintyField } from './uncertainty.js';
import { body, code, id, level, name, title, type ValueOf, variable } from './values.js';

const unitSelection = record(
  {},
  {
    levels: field(
      listOf(level, 1),
      'Levels of the units that are ranked.',
      ['city', 'district'],
      ['region', 'republican_city'],
    ),
    include: field(
      listOf(code, 1),
      'Codes of the only units that are ranked, in quotes.',
      ['750000000'],
      ['710000000', '790000000'],
    ),
    exclude: field(listOf(code), 'Codes of units left out, in quotes.', ['790000000'], []),
    made_up: field(
      trueOrFalse,
      'true: made-up units alone; false: real units alone; unless told, whichever have data, never both.',
      true,
      false,
    ),
  },
);
const view = record(
  {
    id: field(name, 'Name of the view.', 'maslikhat', 'joint'),
    title: field(
      title,
      'Title in the three languages.',
      { kk: 'Мәслихат', ru: 'Маслихат', en: 'Maslikhat' },
      { kk: 'Бірге', ru: 'Вместе', en: 'Joint' },
    ),
  },
  {
    bodies: field(
      listOf(body, 1),
      'Criteria of these bodies count; all unless told.',
      ['maslikhat', 'both'],
      ['akimat', 'both'],
    ),
    nodes: field(listOf(id, 1), 'Only these blocks, sub-blocks or criteria count.', ['PD'], ['PD-01', 'EG-02']),
    ranks: field(trueOrFalse, 'Whether this is the view that gives the official ranks.', true, false),
  },
);
const rankRule = record(
  {},
  {
    decimals: field(
      wholeNumber('whole_number', 0, 12),
      'Scores are rounded to this many decimals before ranking; 10 unless told.',
      1,
      10,
    ),
    within: field(oneOf('all', 'level'), 'all: one list; level: units are ranked within their level.', 'level', 'all'),
    ties: field(oneOf('min'), 'Equal scores share the better rank and the next skips.', 'min', 'min'),
  },
);
const band = record(
  {
    id: field(name, 'Name of the band.', 'low', 'high'),
    title: field(
      title,
      'The band in words.',
      { kk: 'орташа', ru: 'средний', en: 'middle' },
      { kk: 'жоғары', ru: 'высокий', en: 'high' },
    ),
    from: field(number('number'), 'Lowest score of the band.', 0, 40),
  },
  {},
);
type PeerBy = 'level' | 'region' | 'size';
const peerBy = oneOf('level', 'region', 'size');
const peer = record(
  {
    id: field(name, 'Name of the peer rule.', 'level', 'size'),
    title: field(
      title,
      'Title in the three languages.',
      { kk: 'Деңгей', ru: 'Уровень', en: 'Level' },
      { kk: 'Облыс', ru: 'Область', en: 'Region' },
    ),
    by: field(
      choose<ReadonlyArray<PeerBy>>([peerBy.schema, listOf(peerBy, 1).schema], (value) =>
        Array.isArray(value) ? listOf(peerBy, 1) : mapped(peerBy, (one) => [one]),
      ),
      'Units that agree in all of these are peers.',
      ['level'],
      ['level', 'size'],
    ),
  },
  {
    attribute: field(variable, 'Attribute of the unit that `size` or `nearest` looks at.', 'population', 'area_km2'),
    classes: field(listOf(number('number'), 1), 'size: the limits between the classes.', [20000, 50000], [100000]),
    nearest: field(
      wholeNumber('whole_number', 1, 1000),
      'Instead of classes: this many units nearest in the attribute.',
      15,
      10,
    ),
  },
);

export const indexCodec = record(
  {
    id: field(id, 'Id of the index; the name of its folder.', 'lsgi-kz', 'fiscal'),
    version: field(
      quoted('version', /^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$/),
      'Version of the definition, in quotes.',
      '1.0',
      '2025.1',
    ),
    title: field(
      title,
      'Title in the three languages.',
      { kk: 'Индекс', ru: 'Индекс', en: 'Index' },
      { kk: 'Рейтинг', ru: 'Рейтинг', en: 'Ranking' },
    ),
  },
  {
    note: field(
      title,
      'A statement printed on every page.',
      { kk: 'Жоба', ru: 'Черновик', en: 'Draft' },
      { kk: 'Сынақ', ru: 'Проба', en: 'Trial' },
    ),
    units: field(unitSelection, 'Units that are ranked.', { levels: ['city', 'district'] }, { levels: ['region'] }),
    recipe: field(
      listOf(step, 1),
      'Steps from raw values to the total, in order.',
      [{ step: 'normalise', method: 'min-max' }],
      [{ step: 'aggregate', method: 'arithmetic' }],
    ),
    views: field(
      listOf(view, 1),
      'Named selections of criteria; exactly one ranks.',
      [{ id: 'all', title: { kk: 'Бәрі', ru: 'Все', en: 'All' }, ranks: true }],
      [{ id: 'maslikhat', title: { kk: 'Мәслихат', ru: 'Маслихат', en: 'Maslikhat' }, bodies: ['maslikhat', 'both'] }],
    ),
    ranks: field(rankRule, 'How ranks are taken.', { decimals: 1, within: 'level' }, { decimals: 10 }),
    bands: field(
      listOf(band, 1),
      'Named intervals of the score, lowest first.',
      [{ id: 'low', title: { kk: 'төмен', ru: 'низкий', en: 'low' }, from: 0 }],
      [{ id: 'high', title: { kk: 'жоғары', ru: 'высокий', en: 'high' }, from: 60 }],
    ),
    peers: field(
      listOf(peer, 1),
      'Units compared with one another; reports use the first rule.',
      [{ id: 'level', title: { kk: 'Деңгей', ru: 'Уровень', en: 'Level' }, by: 'level' }],
      [
        {
          id: 'size',
          title: { kk: 'Халық саны', ru: 'Население', en: 'Population' },
          by: ['level', 'size'],
          attribute: 'population',
          classes: [20000, 50000],
        },
      ],
    ),
    uncertainty: uncertaintyField,
    aggregate: field(aggregation, 'Aggregation of the total, where it differs from the recipe.', 'geometric', {
      method: 'arithmetic',
      weights: 'equal',
    }),
    children: childrenField,
    include: includeField,
  },
);
export type RawIndex = ValueOf<typeof indexCodec>;
