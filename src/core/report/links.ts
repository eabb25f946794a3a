// Proofs as an assessor wrote them, parted into links that a page may carry and plain words.

export interface Proof {
  readonly text: string;
  /** Only https, http and mailto; null: shown as plain text. */
  readonly href: string | null;
}

const link = /^(?:https?:\/\/[^\s<>"'`]+|mailto:[^\s<>"'`@]+@[^\s<>"'`@]+)$/i;

/** An address that may stand in a link, or null. */
export const safeHref = (address: string): string | null => (link.test(address.trim()) ? address.trim() : null);

/** Proofs stand apart by semicolons, lines, or a space after an address. */
export const proofsOf = (evidence: string | null): ReadonlyArray<Proof> => {
  if (evidence === null) return [];
  return evidence
    .split(/[;\n\r]+/)
    .flatMap(partAddresses)
    .map((text) => ({ text, href: safeHref(text) }));
};

/** `see https://a.kz and https://b.kz` becomes its words and its two addresses, in order. */
const partAddresses = (text: string): ReadonlyArray<string> =>
  text
    .split(/((?:https?:\/\/|mailto:)[^\s<>"'`]+)/i)
    .map((part) => part.replace(/^[\s,]+|[\s,]+$/g, ''))
    .filter((part) => part !== '');
