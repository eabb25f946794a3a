// The reference of steps and methods for researchers, made from what the program itself reads: indicators/METHODS.md holds it between two marks.
import { methodFamilies } from '../method/methods.js';
import type { Parameter, Parameters, Setting } from '../method/parameters.js';
import type { JsonSchema } from './codec.js';
import { step } from './raw/recipe.js';
import { inFile } from './shown.js';

/** The sentence of a key of the words files. */
export type Say = (key: string, args: Readonly<Record<string, string | number>>) => string;

/** A step of a recipe as its author writes it, which every heading of a method shows. */
export interface ShownStep {
  readonly step: string;
  readonly method: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The family of methods that each kind of step takes; null: the step has rules of its own. */
const familyOf = {
  screen: null,
  denominate: null,
  impute: 'impute',
  treat: 'treat',
  transform: 'transform',
  normalise: 'normalise',
  weight: 'weigh',
  aggregate: 'aggregate',
} as const;

/** Each method in the shortest step that names it: what must be given, with its first example. */
export const shownSteps = (): ReadonlyArray<ShownStep> =>
  Object.entries(familyOf).flatMap(([kind, family]) =>
    (family === null ? [] : (methodFamilies[family] ?? [])).map(({ name, parameters }) => ({
      step: kind,
      method: name,
      settings: Object.fromEntries(
        Object.entries(parameters)
          .filter(([, { otherwise }]) => otherwise === undefined)
          .map(([key, { examples }]) => [key, examples[0]]),
      ),
    })),
  );

/** Markdown, one section for each kind of step in their order. */
export const methodsPage = (say: Say): string =>
  `${Object.entries(familyOf)
    .map(([kind, family]) => [`## ${kind}`, '', ...keysOf(kind, family), ...methodsOf(kind, family, say)].join('\n'))
    .join('\n\n')}\n`;

const methodsOf = (kind: string, family: string | null, say: Say): ReadonlyArray<string> => {
  if (family === null) return [];
  return shownSteps()
    .filter((shown) => shown.step === kind)
    .flatMap(({ method, settings }) => {
      const { parameters, source } = methodFamilies[family]!.find(({ name }) => name === method)!;
      const args = Object.fromEntries(Object.entries(parameters).map(([key, each]) => [key, inWords(each)]));
      const key = `method.${family}.${method}`;
      return [
        '',
        `### ${method}`,
        '',
        `*${say(`${key}.title`, args)}.* ${say(`${key}.about`, args)}`,
        '',
        `\`- ${inFile({ step: kind, method, ...settings })}\``,
        ...(Object.keys(parameters).length === 0 ? [] : ['', ...settingsTable(parameters)]),
        '',
        `Source: ${source}.`,
      ];
    });
};

const settingsTable = (parameters: Parameters): ReadonlyArray<string> => [
  '| setting | holds | unless told | for example | |',
  '| --- | --- | --- | --- | --- |',
  ...Object.entries(parameters).map(
    ([key, { setting, otherwise, examples, about }]) =>
      `| \`${key}\` | ${holds(setting)} | ${defaultOf(otherwise)} | ${examples.map((each) => `\`${inFile(each)}\``).join(', ')} | ${about} |`,
  ),
];

/** The keys that a step takes beside the settings of its methods. */
const keysOf = (kind: string, family: string | null): ReadonlyArray<string> => {
  const settings = new Set(
    family === null ? [] : (methodFamilies[family] ?? []).flatMap(({ parameters }) => Object.keys(parameters)),
  );
  const rows = Object.entries(propertiesOf(kind)).filter(
    ([key]) => key !== 'step' && key !== 'method' && !settings.has(key),
  );
  return [
    '| key of the step | for example | |',
    '| --- | --- | --- |',
    ...rows.map(([key, { description, examples }]) => {
      const shown = Array.isArray(examples) ? examples.map((each: unknown) => `\`${inFile(each)}\``).join(', ') : '';
      return `| \`${key}\` | ${shown} | ${String(description)} |`;
    }),
  ];
};

/** From the schema that editors are given, so that the page cannot say anything else. */
const propertiesOf = (kind: string): Readonly<Record<string, JsonSchema>> => {
  for (const properties of mapsIn(step.schema))
    if (isSchema(properties['step']) && properties['step']['const'] === kind) return onlySchemas(properties);
  return {};
};

const mapsIn = (schema: JsonSchema): ReadonlyArray<JsonSchema> => {
  const { properties, anyOf } = schema;
  if (isSchema(properties)) return [properties];
  return Array.isArray(anyOf) ? anyOf.filter(isSchema).flatMap(mapsIn) : [];
};

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const onlySchemas = (properties: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(Object.entries(properties).flatMap(([key, value]) => (isSchema(value) ? [[key, value]] : [])));

const inWords = ({ otherwise, examples }: Parameter<unknown>): string | number => {
  const value = otherwise === undefined || otherwise === null ? examples[0] : otherwise;
  return typeof value === 'number' ? value : inFile(value);
};

const defaultOf = (otherwise: unknown): string => {
  if (otherwise === undefined) return 'must be given';
  const isNone = otherwise === null || otherwise instanceof Map || (Array.isArray(otherwise) && otherwise.length === 0);
  return isNone ? 'none' : `\`${inFile(otherwise)}\``;
};

const range = (least: number | undefined, most: number | undefined): string => {
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return `, at least ${least}`;
  return most === undefined ? '' : `, at most ${most}`;
};

const holds = (setting: Setting): string => {
  switch (setting.kind) {
    case 'number':
      return `a number${range(setting.least, setting.most)}`;
    case 'whole':
      return `a whole number${range(setting.least, setting.most)}`;
    case 'choice':
      return setting.of.map((each) => `\`${each}\``).join(' or ');
    case 'flag':
      return '`true` or `false`';
    case 'unit':
      return 'code of a unit, in quotes';
    case 'name':
      return 'a name';
    case 'ids':
      return 'ids of indicators';
    case 'numbers':
      return `numbers, at least ${setting.least} of them`;
    case 'number-by-id':
      return `a number by id${range(setting.least, setting.most)}`;
    case 'numbers-by-id':
      return `numbers by a name${range(setting.least, setting.most)}`;
    case 'points':
      return `pairs of a value and its score, at least ${setting.least} of them`;
  }
};
