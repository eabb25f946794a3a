// A found value inside a sentence.

/** A value as it is shown in a sentence: short, on one line. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null) return '∅';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};
