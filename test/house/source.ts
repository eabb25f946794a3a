// Reads the source as a graph of modules: what each imports, says and calls. The rules over it stand in the tests beside it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

export interface Module {
  /** Below the source folder, with `/`: `core/score/rank.ts`. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: ReadonlyArray<Import>;
  readonly tree: ts.SourceFile;
}

export interface Import {
  /** A module path below the source folder, or the name of a package (`node:fs`, `yaml`, `fp-ts`). */
  readonly target: string;
  readonly inside: boolean;
  readonly room: string;
}

/** Every module below `folder`, sorted by path. */
export const readModules = (folder: string): ReadonlyArray<Module> =>
  filesBelow(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const path = relative(folder, file).split(sep).join('/');
      const text = readFileSync(file, 'utf8');
      const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      return { path, room: roomOf(path), text, tree, imports: importsOf(path, tree) };
    });

export const filesBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));

/** `core/score/kernels/x.ts` is in `core/score`; a file directly in src, core or shell is a room of its own. */
export const roomOf = (path: string): string => {
  const parts = path.replace(/\.ts$/, '').split('/');
  return parts[0] === 'core' || parts[0] === 'shell' ? parts.slice(0, 2).join('/') : parts[0]!;
};

const importsOf = (path: string, tree: ts.SourceFile): ReadonlyArray<Import> => {
  const found: string[] = [];
  visit(tree, (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      if (ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      found.push(node.argument.literal.text);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const given = node.arguments[0];
      if (given !== undefined && ts.isStringLiteralLike(given)) found.push(given.text);
    }
  });
  return found.map((specifier) => {
    if (!specifier.startsWith('.')) {
      const parts = specifier.split('/');
      const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
      return { target: name, inside: false, room: name };
    }
    const target = posix.normalize(posix.join(dirname(path).split(sep).join('/'), specifier)).replace(/\.js$/, '.ts');
    // What leads out of the source folder (scripts/find-browser.mjs) is named like a package.
    return target.startsWith('..')
      ? { target: posix.basename(target), inside: false, room: posix.basename(target) }
      : { target, inside: true, room: roomOf(target) };
  });
};

export const visit = (node: ts.Node, look: (node: ts.Node) => void): void => {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
};

export const placeOf = (module: Module, node: ts.Node): string =>
  `${module.path}:${module.tree.getLineAndCharacterOfPosition(node.getStart(module.tree)).line + 1}`;
