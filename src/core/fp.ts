// The whole fp-ts vocabulary of the project: nothing else imports fp-ts.
// One place fixes the abbreviations and hides the path that Node's module loader needs.
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';

export { flow, pipe } from 'fp-ts/lib/function.js';
export { E, TE };
