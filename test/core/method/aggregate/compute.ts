// A second program for the printed arithmetic: reads an expression and computes it with doubles, in the order it is written.

export const compute = (text: string): number => {
  const tokens = text.match(/\d+(?:\.\d+)?|[a-z][a-z0-9]*|[-+*/(),]/g) ?? [];
  let at = 0;
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      value = tokens[at++] === '+' ? value + product() : value - product();
    }
    return value;
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === '*' || tokens[at] === '/') value = tokens[at++] === '*' ? value * factor() : value / factor();
    return value;
  };
  const factor = (): number => {
    const token = tokens[at++]!;
    if (token === '-') return -factor();
    if (/^\d/.test(token)) return Number(token);
    const name = token === '(' ? '' : token;
    if (name !== '') at++;
    const args = [sum()];
    while (tokens[at] === ',') {
      at++;
      args.push(sum());
    }
    at++;
    return name === '' ? args[0]! : call(name, args);
  };
  const value = sum();
  if (at !== tokens.length) throw new Error(`${text} has a rest: ${tokens.slice(at).join(' ')}`);
  return value;
};

const call = (name: string, args: ReadonlyArray<number>): number => {
  if (name === 'min') return Math.min(...args);
  if (name === 'ln') return Math.log(args[0]!);
  if (name === 'max') return Math.max(...args);
  if (name === 'log10') return Math.log10(args[0]!);
  if (name === 'sqrt') return Math.sqrt(args[0]!);
  if (name === 'square') return args[0]! * args[0]!;
  if (name === 'exp') return Math.exp(args[0]!);
  if (name === 'pow') return args[0]! ** args[1]!;
  throw new Error(`the arithmetic uses ${name}, which this program does not know`);
};
