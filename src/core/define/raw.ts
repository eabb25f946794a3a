// The keys of a definition file as authors write them: one codec for each kind of map, each key with its hover text.
// What the values mean together (weights, views, goalposts) is judged in `build.ts`.
import {
  type Codec,
  choose,
  field,
  later,
  listOf,
  mapOf,
  mapped,
  matching,
  number,
  oneOf,
  quoted,
  record,
  scalar,
  text,
  textInLanguages,
  trueOrFalse,
  wholeNumber,
} from './codec.js';

export const idPattern = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
export const variablePattern = /^\p{L}[\p{L}\p{N}_]{0,63}$/u;

const id = matching('id', idPattern);
const name = matching('name', /^[A-Za-z][A-Za-z0-9_-]{0,63}$/);
const title = textInLanguages(false);
const textOrTexts = textInLanguages(true);
const variable = scalar('variable', { type: 'string' }, (value) =>
  typeof value === 'string' && variablePattern.test(value.normalize('NFC')) ? value.normalize('NFC') : undefined,
);
const weight = number('weight', 0);
const share = number('share', 0, 1);
const code = quoted('code', /^[0-9]{9}$/);
const period = quoted('period', /^[0-9]{4}(-(H[12]|Q[1-4]|[0-9]{2}(-[0-9]{2})?)|\/[0-9]{4})?$/);
const level = matching('level', /^[a-z][a-z0-9_]{0,63}$/);
const body = oneOf('maslikhat', 'akimat', 'both');
const direction = oneOf('up', 'down');
const folderFile = matching('yaml_file', /^[^/\\]+\.ya?ml$/);

type ValueOf<C> = C extends Codec<infer A> ? A : never;

export type RawGoalpost = number | 'observed';
const goalpost = choose<RawGoalpost>([number('goalpost').schema, { enum: ['observed'] }], (value) =>
  value === 'observed' ? oneOf('observed') : number('goalpost'),
);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOrNumber = scalar<string | number>('text_or_number', { type: ['string', 'number'] }, (value) =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)) ? value : undefined,
);

// Weights and aggregation

export type RawWeights = 'given' | 'equal' | 'points' | { readonly ahp: ReadonlyMap<string, ReadonlyArray<number>> };
const namedWeights: Codec<RawWeights> = mapped(oneOf('given', 'equal', 'points'), (kind) => kind);
const pairwiseWeights: Codec<RawWeights> = mapped(
  record(
    {
      ahp: field(
        mapOf(listOf(number('ratio', 1e-9, 1e9), 1)),
        'Rows of the pairwise matrix by child id, columns in the order of the children; 3 says three times as important.',
        { Economic: [1, 3], Social: ['1/3', 1] },
        { Water: [1, 2], Roads: ['1/2', 1] },
      ),
    },
    {},
  ),
  (value) => value,
);
const weights = choose<RawWeights>([namedWeights.schema, pairwiseWeights.schema], (value) =>
  isMap(value) ? pairwiseWeights : namedWeights,
);

const aggregationFields = {
  weights: field(
    weights,
    'given (the default), equal, points, or ahp with the rows of a pairwise matrix.',
    'equal',
    'points',
  ),
  min_coverage: field(share, 'Share of observed weight under which a node has no score; 2/3 unless told.', '2/3', 0.5),
};
const aggregationMethod = oneOf('arithmetic', 'geometric', 'harmonic');
const aggregationMap = record(
  {},
  {
    method: field(aggregationMethod, 'How the scores of the children become one.', 'arithmetic', 'geometric'),
    ...aggregationFields,
  },
);
export type RawAggregation = ValueOf<typeof aggregationMap>;
const aggregation = choose<RawAggregation>([aggregationMethod.schema, aggregationMap.schema], (value) =>
  isMap(value) ? aggregationMap : mapped(aggregationMethod, (method) => ({ method })),
);

// Normalisation

const normalisationRequired = {
  method: field(
    oneOf('min-max', 'goalposts', 'z-score', 'percentile-rank', 'none'),
    'How raw values become scores. `goalposts` takes the floor and goal of each leaf.',
    'min-max',
    'goalposts',
  ),
};
const normalisationOptional = {
  mean: field(number('number'), 'z-score alone: the mean of the scores; 0 unless told.', 0, 100),
  sd: field(number('positive', 1e-9), 'z-score alone: the standard deviation of the scores; 1 unless told.', 1, 10),
};
const normalisation = record(normalisationRequired, normalisationOptional);
export type RawNormalisation = ValueOf<typeof normalisation>;

// Recipe

// `step` below sends every aggregate step to its own codec; the other name is known here for the sake of the sentence.
const normaliseName: Codec<'normalise'> = mapped(oneOf('normalise', 'aggregate'), () => 'normalise');
const normaliseStep = record(
  { step: field(normaliseName, 'The kind of step.', 'normalise', 'aggregate'), ...normalisationRequired },
  normalisationOptional,
);
const aggregateStep = record(
  {
    step: field(oneOf('aggregate'), 'The kind of step.', 'normalise', 'aggregate'),
    method: field(
      aggregationMethod,
      'How the scores of the children become one, where a node does not say otherwise.',
      'arithmetic',
      'geometric',
    ),
  },
  aggregationFields,
);
export type RawStep = ValueOf<typeof normaliseStep> | ValueOf<typeof aggregateStep>;
const step = choose<RawStep>([normaliseStep.schema, aggregateStep.schema], (value) =>
  isMap(value) && value['step'] === 'aggregate' ? aggregateStep : normaliseStep,
);

// Leaves

const grade = record(
  {
    id: field(name, 'Short name of the grade, used in the assessments.', 'none', 'full'),
    fraction: field(share, 'Share of the points this grade gives, 0 to 1.', 0, '1/2'),
    title: field(
      title,
      'The grade in words.',
      { kk: 'Толық', ru: 'Полностью', en: 'In full' },
      { kk: 'Жоқ', ru: 'Нет', en: 'None' },
    ),
  },
  {},
);
const reason = record(
  {
    id: field(name, 'Short name of the reason, used in the assessments.', 'no_petitions', 'no_property'),
    title: field(
      title,
      'The reason in words.',
      { kk: 'Петиция болған жоқ', ru: 'Петиций не было', en: 'There were no petitions' },
      { kk: 'Мүлік жоқ', ru: 'Имущества нет', en: 'No property' },
    ),
  },
  {},
);
const appliesTo = record(
  {},
  {
    levels: field(
      listOf(level, 1),
      'Levels of units the criterion applies to; all unless told.',
      ['city', 'district'],
      ['region'],
    ),
    where: field(text, 'A condition over the attributes of the unit.', 'population >= 20000', 'area_km2 < 5000'),
  },
);
const source = record(
  {},
  {
    publisher: field(textOrTexts, 'Who publishes the data.', 'Bureau of National Statistics', 'stat.gov.kz'),
    title: field(textOrTexts, 'Name of the publication or form.', 'Demographic yearbook', 'Form 2-T'),
    url: field(
      matching('url', /^https?:\/\/[^\s<>"]+$/),
      'Where it stands.',
      'https://stat.gov.kz',
      'https://adilet.zan.kz',
    ),
    form_number: field(text, 'Number of the statistical form.', '2-T', '1-K'),
    period: field(text, 'What the value covers: year, quarter, snapshot.', 'year', 'snapshot'),
    licence: field(text, 'Licence of the data.', 'CC BY 4.0', 'PDDL'),
    retrieved: field(
      quoted('date', /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
      'Day the data were taken.',
      '2026-11-20',
      '2025-03-01',
    ),
    declared_direction: field(
      direction,
      'What the source itself says of the direction; `check` warns where it differs.',
      'up',
      'down',
    ),
  },
);
const legalBasis = record(
  {
    text: field(textOrTexts, 'The act and article.', '401-V Art. 16', '148-II'),
    certainty: field(
      oneOf('seen_title', 'seen_press', 'recalled', 'none'),
      'How surely the duty is known; only seen_* is printed as a duty.',
      'seen_title',
      'recalled',
    ),
  },
  {},
);
const example = record(
  {
    input: field(mapOf(textOrNumber), 'Values by variable, or `grade`, or `value`.', { grade: 'full' }, { value: 40 }),
    score: field(number('number'), 'The score expected, on the scale of the index.', 100, 62.5),
  },
  {},
);

const leafRequired = {
  id: field(id, 'Stable id, never used again for anything else.', 'PD-01-01', 'gdp'),
  title: field(
    title,
    'Title in the three languages.',
    { kk: 'Жалақы', ru: 'Заработная плата', en: 'Pay' },
    { kk: 'Бюджет', ru: 'Бюджет', en: 'Budget' },
  ),
  kind: field(
    oneOf('graded', 'measure', 'formula', 'survey', 'index'),
    'graded: named grades; measure: one variable; formula: an expression; survey: an estimate; index: the score of another index.',
    'graded',
    'measure',
  ),
};
const leafOptional = {
  body: field(body, 'Who answers for the criterion.', 'maslikhat', 'both'),
  weight: field(weight, 'Weight among its siblings; its points unless told.', 2, 0.5),
  points: field(number('positive', 1e-9), 'Points the criterion gives at most.', 1, 3),
  applies_to: field(
    appliesTo,
    'Units the criterion applies to.',
    { levels: ['city', 'district'] },
    { where: 'population >= 20000' },
  ),
  not_applicable: field(
    listOf(reason),
    'Closed list of reasons for which the criterion may be marked not applicable.',
    [],
    [],
  ),
  direction: field(direction, 'up: more is better; down: less is better.', 'up', 'down'),
  measured_in: field(textOrTexts, 'Unit of measurement.', '%', { kk: 'күн', ru: 'дни', en: 'days' }),
  quantity: field(
    oneOf('share', 'rate', 'count', 'stock', 'money', 'days', 'grade', 'score'),
    'Kind of quantity; sizes (count, stock) are doubtful as qualities.',
    'share',
    'rate',
  ),
  grades: field(listOf(grade, 2), 'Grades from the worst to the best.', [], []),
  floor: field(goalpost, 'Value that gives 0, whatever the direction; a number or `observed`.', 0, 'observed'),
  goal: field(goalpost, 'Value that gives the full score; a number or `observed`.', 100, 'observed'),
  formula: field(text, 'Expression over variables.', 'crimes / population * 100000', 'share(urban, population)'),
  variable: field(
    variable,
    'The variable read; without one the value stands in the assessments.',
    'population',
    'gdp_per_capita',
  ),
  index: field(id, 'kind index: the index whose score is taken.', 'lsgi-kz', 'fiscal'),
  carry: field(
    wholeNumber('whole_number', 0, 100),
    'How many periods back a value may be taken from; 0 unless told.',
    0,
    2,
  ),
  transform: field(
    oneOf('none', 'ln', 'log10', 'sqrt', 'square', 'reciprocal'),
    'Applied before normalisation.',
    'ln',
    'sqrt',
  ),
  normalise: field(
    normalisation,
    'Normalisation of this leaf, where it differs from the recipe.',
    { method: 'min-max' },
    { method: 'z-score' },
  ),
  source: field(
    source,
    'Where the data come from.',
    { publisher: 'Bureau of National Statistics' },
    { period: 'snapshot' },
  ),
  legal_basis: field(
    legalBasis,
    'The duty behind the criterion.',
    { text: '401-V Art. 16', certainty: 'recalled' },
    { text: '148-II', certainty: 'seen_title' },
  ),
  evidence: field(
    listOf(matching('evidence_code', /^[A-Z][A-Z0-9]{1,15}$/)),
    'Codes of the places where an assessor looks.',
    ['WEB', 'DOC'],
    ['FOI'],
  ),
  status: field(
    oneOf('draft', 'experimental', 'official', 'retired'),
    'Standing of the criterion.',
    'draft',
    'official',
  ),
  since: field(period, 'First period it counts in.', '2024', '2025-H1'),
  until: field(period, 'Last period it counts in.', '2025', '2026'),
  replaces: field(id, 'Id of the criterion it follows.', 'PD-01-01', 'gdp'),
  examples: field(listOf(example), 'Worked cases that `lsg check` computes.', [], []),
};
const leaf = record(leafRequired, leafOptional);
export type RawLeaf = ValueOf<typeof leaf>;

// Groups and includes

export interface RawGroup {
  readonly id: string;
  readonly title: { readonly kk: string; readonly ru: string; readonly en: string };
  readonly weight?: number;
  readonly aggregate?: RawAggregation;
  readonly children?: ReadonlyArray<RawNode>;
  readonly include?: string | ReadonlyArray<string>;
}
export interface RawInclude {
  readonly include: string | ReadonlyArray<string>;
}
export type RawNode = RawGroup | RawLeaf | RawInclude;

const includes = choose<string | ReadonlyArray<string>>([folderFile.schema, listOf(folderFile, 1).schema], (value) =>
  Array.isArray(value) ? listOf(folderFile, 1) : folderFile,
);
const includeField = field(includes, 'File, or files, of the same folder that hold the nodes.', 'PD-01.yaml', [
  'PD.yaml',
  'EG.yaml',
]);
const includeOnly: Codec<RawInclude> = record({ include: includeField }, {});

export const isRawLeaf = (node: RawNode): node is RawLeaf => 'kind' in node;
export const isRawInclude = (node: RawNode): node is RawInclude => !('id' in node);

export const nodeCodec: Codec<RawNode> = choose<RawNode>(
  [{ $ref: '#/definitions/leaf' }, { $ref: '#/definitions/group' }, includeOnly.schema],
  (value) => {
    if (!isMap(value)) return groupCodec;
    if (Object.hasOwn(value, 'kind')) return leaf;
    if (Object.hasOwn(value, 'include') && !Object.hasOwn(value, 'id')) return includeOnly;
    const looksLikeLeaf = ['grades', 'points', 'variable', 'formula', 'direction'].some((key) =>
      Object.hasOwn(value, key),
    );
    return looksLikeLeaf && !Object.hasOwn(value, 'children') ? leaf : groupCodec;
  },
);
const children = listOf(
  later<RawNode>('node', () => nodeCodec),
  1,
);
const childrenField = field(children, 'The nodes of the next level, in the order they are shown.', [], []);
export const groupCodec: Codec<RawGroup> = record(
  {
    id: field(id, 'Stable id of the block or sub-block.', 'PD', 'PD-01'),
    title: field(
      title,
      'Title in the three languages.',
      { kk: 'Бюджет', ru: 'Бюджет', en: 'Budget' },
      { kk: 'Кадрлар', ru: 'Кадры', en: 'Staff' },
    ),
  },
  {
    weight: field(weight, 'Weight among its siblings.', 10, 0.25),
    aggregate: field(aggregation, 'Aggregation of this node, where it differs from the recipe.', 'geometric', {
      method: 'arithmetic',
      weights: 'equal',
    }),
    children: childrenField,
    include: includeField,
  },
);
export const leafCodec = leaf;

// The index itself

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
    views: field(listOf(view, 1), 'Named selections of criteria; exactly one ranks.', [], []),
    ranks: field(rankRule, 'How ranks are taken.', { decimals: 1, within: 'level' }, { decimals: 10 }),
    bands: field(listOf(band, 1), 'Named intervals of the score, lowest first.', [], []),
    peers: field(listOf(peer, 1), 'Units compared with one another; reports use the first rule.', [], []),
    aggregate: field(aggregation, 'Aggregation of the total, where it differs from the recipe.', 'geometric', {
      method: 'arithmetic',
      weights: 'equal',
    }),
    children: childrenField,
    include: includeField,
  },
);
export type RawIndex = ValueOf<typeof indexCodec>;
