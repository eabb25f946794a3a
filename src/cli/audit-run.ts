// What `lsg audit` does: scores, draws, and writes the pages; then tells where they are and what they came to.
import { resolve } from 'node:path';
import { E, type TE } from '../core/fp.js';
import type { Problems } from '../core/model/problem.js';
import type { Lang } from '../core/model/text.js';
import { verdictSentence } from '../core/report/audit/verdicts.js';
import { progressText } from '../core/report/uncertainty-words.js';
import { problemAsText } from '../core/words/sentence.js';
import { auditFrom, type Draws, makeAudit } from '../shell/programs/audit.js';
import type { Format } from '../shell/programs/report-documents.js';
import type { ReportPorts } from '../shell/programs/report-request.js';
import type { ScoredIndex } from '../shell/programs/score.js';
import { usualPlan } from '../shell/programs/sensitivity.js';
import { isNothingToDraw } from '../shell/programs/uncertainty.js';
import type { CliContext } from './context.js';
import { partlyDone, whileListening } from './report.js';
import type { ScoreParts } from './score.js';
import { findSensitivity } from './sensitivity-run.js';
import type { UncertaintyParts } from './uncertainty-run.js';

export interface AuditParts extends UncertaintyParts {
  readonly ports: TE.TaskEither<Problems, Omit<ReportPorts, 'log' | 'words'>>;
  /** Name and version of the engine. */
  readonly engine: string;
}

interface AuditCall {
  readonly request: Parameters<ScoreParts['score']>[0];
  readonly langs: ReadonlyArray<Lang>;
  readonly formats: ReadonlyArray<Format>;
  readonly seed: number | undefined;
  readonly out: string;
  readonly json: boolean;
}

export const runAudit = async (
  { request, langs, formats, seed, out, json }: AuditCall,
  context: CliContext,
  parts: AuditParts,
): Promise<void> => {
  const { words, log } = context;
  const ports = await parts.ports();
  if (E.isLeft(ports)) return context.fail(ports.left);
  const scored = await parts.score(request)();
  if (E.isLeft(scored)) return context.fail(scored.left);
  for (const each of scored.right.warnings) log.line(`${words.say('cli.check.warning')} ${problemAsText(each, words)}`);
  const listening = whileListening();
  const stopped = (problems: Problems): void => {
    listening.end();
    const status = listening.status();
    context.fail(problems);
    if (status !== null) context.status(status);
  };
  const drawn = await draws(scored.right, seed, listening.signal, context, parts);
  if (E.isLeft(drawn)) return stopped(drawn.left);
  const audit = auditFrom(scored.right, drawn.right);
  if (E.isLeft(audit)) return stopped(audit.left);
  const { definitionHash, dataHash } = scored.right;
  const made = await makeAudit(
    { ...ports.right, log, words },
    {
      audit: audit.right,
      definitionHash,
      dataHash,
      engine: parts.engine,
      langs,
      formats,
      out: resolve(context.cwd, out),
      stop: listening.signal,
    },
  )();
  if (E.isLeft(made)) return stopped(made.left);
  listening.end();

  const { folder, html, printed, kept, manifest, failures } = made.right;
  if (json) {
    const { index, period, not_made, reasons } = manifest;
    const verdicts = audit.right.verdicts.map(({ rule, verdict, finding }) => ({
      rule: rule.id,
      verdict,
      figure: finding?.figure ?? null,
      named: finding?.named ?? [],
    }));
    const told = { index, period, folder, html, printed, kept, not_made, reasons, verdicts };
    context.out(`${JSON.stringify(told, null, 2)}\n`);
  } else {
    const counts = verdictSentence(audit.right, words);
    log.line(words.say('audit.done', { html, printed: printed + kept, counts }));
    const own = langs.includes(words.lang) ? words.lang : (langs[0] ?? words.lang);
    context.out(`${resolve(folder, own, html > 0 ? 'audit.html' : 'audit.pdf')}\n`);
  }
  if (failures.length === 0) return;
  context.fail(failures);
  log.line(words.say('publish.not_made', { count: manifest.not_made.length }));
  context.status(partlyDone);
};

/** Right null: the index names nothing that is unsure. */
const draws = async (
  scored: ScoredIndex,
  seed: number | undefined,
  signal: AbortSignal,
  { words, log }: CliContext,
  parts: AuditParts,
): Promise<E.Either<Problems, Draws | null>> => {
  if (scored.definition.uncertainty === null) return E.right(null);
  const tell = (done: number, total: number, left: number): void =>
    log.progress(progressText(done, total, left, words));
  const drawn = await parts.draw(scored, { seed, tell, signal })();
  if (E.isLeft(drawn) && isNothingToDraw(drawn.left)) {
    for (const each of drawn.left) log.line(`${words.say('cli.check.warning')} ${problemAsText(each, words)}`);
    return E.right(null);
  }
  if (E.isLeft(drawn)) return drawn;
  const { model, summary, seed: used } = drawn.right;
  const plan = { ...usualPlan(model.factors), seed: used };
  const sensitivity = await findSensitivity(model, { plan, tell, signal })();
  log.line('');
  return E.map((found: Draws['sensitivity']): Draws => ({ model, summary, sensitivity: found }))(sensitivity);
};
