// Templates from disk, compiled at the start of a run, and pages made from view models by them.
// Handlebars is strict here: a field that a template names and a model lacks is a located problem, never an empty place.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { E, type TE } from '../../core/fp.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import type { PageModels, PageName } from '../../core/report/models.js';
import { distributionChart } from './charts.js';
import { slopeChart } from './slope-chart.js';

/** `inline`: one file holds style and fonts, for printing. `linked`: they stand in the edition's `assets` folder. */
export type Assets = 'inline' | 'linked';

export interface Templates {
  /** A whole HTML document. Pure: equal models give equal bytes. Fails with TemplateBroken. */
  readonly render: <N extends PageName>(page: N, model: PageModels[N], assets: Assets) => E.Either<Problems, string>;
  /** What linked pages need, by path inside the edition's folder. */
  readonly files: ReadonlyArray<AssetFile>;
  /** sha256 over all templates and assets: a page is made again when it changes. */
  readonly hash: string;
}

export interface AssetFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Compiles `<folder>/report/**`: pages `<name>.hbs`, `partials/*.hbs`, `report.css` and `fonts/*.woff2`.
 * All broken templates are reported at once.
 */
export const compileTemplates =
  (folder: string): TE.TaskEither<Problems, Templates> =>
  async () => {
    const sources = await readSources(join(folder, 'report'));
    return E.isLeft(sources) ? sources : compile(sources.right);
  };

interface TemplateSource {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

interface Sources {
  readonly pages: ReadonlyArray<TemplateSource>;
  readonly partials: ReadonlyArray<TemplateSource>;
  readonly css: string;
  readonly fonts: ReadonlyArray<{ readonly name: string; readonly bytes: Uint8Array }>;
}

const readSources = async (folder: string): Promise<E.Either<Problems, Sources>> => {
  const templates = async (at: string): Promise<ReadonlyArray<TemplateSource>> => {
    const names = (await readdir(at)).filter((name) => name.endsWith('.hbs')).sort();
    return Promise.all(
      names.map(async (name) => ({
        name: name.slice(0, -'.hbs'.length),
        file: join(at, name),
        text: await readFile(join(at, name), 'utf8'),
      })),
    );
  };
  try {
    const fontNames = (await readdir(join(folder, 'fonts'))).filter((name) => name.endsWith('.woff2')).sort();
    return E.right({
      pages: await templates(folder),
      partials: await templates(join(folder, 'partials')),
      css: await readFile(join(folder, 'report.css'), 'utf8'),
      fonts: await Promise.all(
        fontNames.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, 'fonts', name))) })),
      ),
    });
  } catch (error) {
    const missing = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : folder;
    return E.left([problem('FileMissing', { file: missing }, { file: missing })]);
  }
};

const compile = (sources: Sources): E.Either<Problems, Templates> => {
  const broken = [...sources.pages, ...sources.partials].flatMap((source) => syntaxProblem(source) ?? []);
  if (broken.length > 0) return E.left(broken);

  // One environment of our own: nothing registered elsewhere can reach these templates.
  const handlebars = Handlebars.create();
  for (const partial of sources.partials) handlebars.registerPartial(partial.name, locating(handlebars, partial));
  const pages = new Map(sources.pages.map((page) => [page.name, locating(handlebars, page)]));

  const inlineCss = sources.css.replace(/url\("?([^")]+\.woff2)"?\)/g, (whole, name: string) => {
    const font = sources.fonts.find((each) => each.name === name);
    return font === undefined ? whole : `url("data:font/woff2;base64,${Buffer.from(font.bytes).toString('base64')}")`;
  });

  return E.right({
    render: (name, model, assets) => {
      const page = pages.get(name);
      if (page === undefined) return E.left([problem('TemplateBroken', { template: name, detail: 'no such page' })]);
      const charts =
        'distribution' in model
          ? distributionChart(model.distribution)
          : 'slopes' in model
            ? slopeChart(model.slopes)
            : null;
      try {
        return E.right(page({ ...model, charts, inlineCss: assets === 'inline' ? { html: inlineCss } : null }));
      } catch (error) {
        return E.left([runProblem(error, name)]);
      }
    },
    files: [
      { path: 'assets/report.css', bytes: new TextEncoder().encode(sources.css) },
      ...sources.fonts.map(({ name, bytes }) => ({ path: `assets/${name}`, bytes })),
    ],
    hash: hashOf(sources),
  });
};

const options = { strict: true, knownHelpersOnly: true, preventIndent: true } as const;

const syntaxProblem = ({ file, text, name }: TemplateSource): Problem | null => {
  try {
    Handlebars.precompile(text, options);
    return null;
  } catch (error) {
    return templateProblem(error, name, file);
  }
};

/** A failure inside nested templates belongs to the innermost one: the first that sees it puts its name on it. */
class TemplateFailure extends Error {
  constructor(readonly problem: Problem) {
    super('template');
  }
}

const locating = (handlebars: typeof Handlebars, source: TemplateSource): Handlebars.TemplateDelegate => {
  const template = handlebars.compile(source.text, options);
  return (context, runtime) => {
    try {
      return template(context, runtime);
    } catch (error) {
      if (error instanceof TemplateFailure) throw error;
      throw new TemplateFailure(templateProblem(error, source.name, source.file));
    }
  };
};

const runProblem = (error: unknown, name: string): Problem =>
  error instanceof TemplateFailure ? error.problem : templateProblem(error, name, name);

const templateProblem = (error: unknown, template: string, file: string): Problem => {
  const detail = error instanceof Error ? error.message : String(error);
  const place = /- ([0-9]+):([0-9]+)$/.exec(detail);
  const line = place?.[1] ?? /on line ([0-9]+)/.exec(detail)?.[1];
  const firstLine = detail.split('\n').at(-1) ?? detail;
  return problem(
    'TemplateBroken',
    { template, detail: firstLine },
    {
      file,
      ...(line === undefined ? {} : { line: Number(line) }),
      ...(place === null ? {} : { column: Number(place[2]) + 1 }),
    },
  );
};

const hashOf = (sources: Sources): string => {
  const hash = createHash('sha256');
  for (const { name, text } of [...sources.pages, ...sources.partials]) hash.update(`${name}:${text.length}:${text}`);
  hash.update(sources.css);
  for (const { bytes } of sources.fonts) hash.update(bytes);
  return hash.digest('hex');
};
