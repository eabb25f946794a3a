// Names of another tool as ids or variables of ours: signs we do not take are changed, and what then collides is numbered.
import { idPattern, variablePattern } from '../define/patterns.js';

/** By old name; ids are told apart ignoring case, as file systems do. None becomes one of `reserved`. */
export const idsOf = (
  names: ReadonlyArray<string>,
  kind: 'id' | 'variable' = 'id',
  reserved: ReadonlyArray<string> = [],
): ReadonlyMap<string, string> => {
  const [pattern, filler] = kind === 'id' ? [idPattern, '-'] : [variablePattern, '_'];
  const found = new Map<string, string>();
  const taken = new Set<string>(reserved.map((name) => name.toLowerCase()));
  for (const name of names) {
    if (found.has(name)) continue;
    const plain = name.replace(kind === 'id' ? /[^A-Za-z0-9-]+/g : /[^\p{L}\p{N}_]+/gu, filler).slice(0, 60);
    const base = pattern.test(plain) ? plain : `x${filler}${plain}`.slice(0, 60);
    let free = base;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${base}${filler}${n}`;
    taken.add(free.toLowerCase());
    found.set(name, free);
  }
  return found;
};
