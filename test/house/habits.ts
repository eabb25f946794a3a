// What no module may do, whatever it imports: run text as code, reach past its room for the clock, the process or the database.
import ts from 'typescript';
import { type Module, placeOf, visit } from './source.js';

interface Habit {
  readonly name: string;
  readonly where: (module: Module) => boolean;
  readonly breaks: (node: ts.Node, module: Module) => boolean;
}

const inCore = (module: Module): boolean => module.path.startsWith('core/');

/** Rooms (or single adapters, by path) that need `process`, each with its reason. */
export const touchProcess: Readonly<Record<string, string>> = {
  cli: 'arguments, streams and exit status',
  main: 'arguments, streams, signals and exit status',
  'shell/readers/workbook-child.ts': 'it is a program of its own: messages from the one that started it, and its end',
  'shell/marking/marking-child.ts': 'it is a program of its own: messages from the one that started it, and its end',
};

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name && isValue(node);

/** An identifier that stands for a value, not the name of a property, a key or a type. */
const isValue = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  return !ts.isPropertySignature(parent) && !ts.isTypeReferenceNode(parent) && !ts.isQualifiedName(parent);
};

const isMember = (node: ts.Node, object: string, member: string): boolean =>
  ts.isPropertyAccessExpression(node) && isNamed(node.expression, object) && node.name.text === member;

const sql =
  /\b(SELECT\s+[\w*(]|INSERT\s+(OR\s+\w+\s+)?INTO|CREATE\s+(TABLE|INDEX|VIEW|TRIGGER)|DELETE\s+FROM|UPDATE\s+\w+\s+SET|PRAGMA\s)/;
const sqlLower = /\bselect\s+[\w*.,\s()]+\sfrom\s|\binsert\s+into\s|\bdelete\s+from\s|\bpragma\s+\w+/;

export const habits: ReadonlyArray<Habit> = [
  {
    name: 'runs text as code',
    where: () => true,
    breaks: (node) =>
      isNamed(node, 'eval') ||
      ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isNamed(node.expression, 'Function')) ||
      (ts.isStringLiteral(node) && /^(node:)?vm$/.test(node.text) && ts.isImportDeclaration(node.parent)),
  },
  {
    name: 'imports what is only known at run time',
    where: () => true,
    breaks: (node) =>
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword || isNamed(node.expression, 'require')) &&
      !(node.arguments[0] !== undefined && ts.isStringLiteralLike(node.arguments[0])),
  },
  {
    name: 'touches process outside cli and main',
    where: (module) => !(module.room in touchProcess) && !(module.path in touchProcess),
    breaks: (node) => isNamed(node, 'process') || (ts.isStringLiteral(node) && node.text === 'node:process'),
  },
  {
    name: 'holds SQL outside shell/store',
    where: (module) => module.room !== 'shell/store',
    breaks: (node) =>
      (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && (sql.test(node.text) || sqlLower.test(node.text)),
  },
  {
    name: 'reads a clock, draws unseeded chance or writes to a console inside the core',
    where: inCore,
    breaks: (node) =>
      isMember(node, 'Date', 'now') ||
      isMember(node, 'Math', 'random') ||
      isMember(node, 'performance', 'now') ||
      isNamed(node, 'console') ||
      isNamed(node, 'globalThis') ||
      (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0),
  },
  {
    name: 'orders or writes by the locale of the machine inside the core',
    where: (module) => inCore(module) && module.room !== 'core/words',
    breaks: (node) =>
      (ts.isPropertyAccessExpression(node) && /^(localeCompare|toLocale\w+)$/.test(node.name.text)) ||
      isNamed(node, 'Intl'),
  },
  {
    name: 'knows that it is being tested',
    where: () => true,
    breaks: (node) =>
      (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && /^(VITEST|NODE_ENV|JEST_WORKER_ID)$/.test(node.text),
  },
];

/** Every breach as `file:line habit`. */
export const badHabits = (modules: ReadonlyArray<Module>): ReadonlyArray<string> =>
  modules.flatMap((module) => {
    const asked = habits.filter(({ where }) => where(module));
    const found: string[] = [];
    visit(module.tree, (node) => {
      for (const habit of asked) {
        if (habit.breaks(node, module)) found.push(`${placeOf(module, node)} ${habit.name}`);
      }
    });
    return found;
  });

const longestFile = 350;

/** Files too long to hold one idea, folders named after nothing, and work put off. */
export const untidy = (modules: ReadonlyArray<Module>): ReadonlyArray<string> =>
  modules.flatMap(({ path, text }) => [
    ...(text.split('\n').length > longestFile + 1 ? [`${path} is longer than ${longestFile} lines`] : []),
    ...(/\b(TODO|FIXME|XXX)\b/.test(text) ? [`${path} puts work off`] : []),
    ...(/(^|\/)(utils?|helpers?|common|lib|misc)(\/|\.ts$)/.test(path) ? [`${path} is named after nothing`] : []),
    ...(text.startsWith('//') ? [] : [`${path} does not open with what it decides`]),
  ]);
