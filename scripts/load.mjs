// Loads the joined script of the program with what V8 has kept of its compiling; without that it is compiled anew, and does the same.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** `address`: where it is said to stand, for traces and for what it asks for beside it. */
export const load = (address, file = fileURLToPath(address)) => {
  const source = readFileSync(file);
  const cachedData = compiledOf(source, `${file}.compiled`);
  const script = new Script(source.toString(), {
    filename: address,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module = { exports: {} };
  script.runInThisContext()(createRequire(address), module, module.exports, address);
  return { script, main: module.exports.main };
};

const hashLength = 32;
const hashOf = (source, compiled) => createHash('sha256').update(source).update(compiled).digest();

/** What is kept beside a script: V8 compares no more than the length of the script, so a hash of both stands before it. */
export const keptOf = (source, compiled) => Buffer.concat([hashOf(source, compiled), compiled]);

const compiledOf = (source, file) => {
  try {
    const kept = readFileSync(file);
    const compiled = kept.subarray(hashLength);
    return hashOf(source, compiled).equals(kept.subarray(0, hashLength)) ? compiled : undefined;
  } catch {
    return undefined;
  }
};
