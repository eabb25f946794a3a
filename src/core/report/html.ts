// Markup made by ourselves: the one kind of value that a template writes without escaping.

/** An object and not a text, so that a template that hands over a plain text fails instead of letting it through. */
export interface Html {
  readonly html: string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** Markup from a template literal: texts and numbers are escaped, parts that are markup already pass. */
export const html = (parts: TemplateStringsArray, ...values: ReadonlyArray<string | number | Html>): Html => ({
  html: parts.reduce((made, part, i) => {
    const value = values[i - 1]!;
    return made + (typeof value === 'object' ? value.html : escapeText(String(value))) + part;
  }),
});

export const joinHtml = (parts: ReadonlyArray<Html>): Html => ({ html: parts.map((part) => part.html).join('') });

/** A text as a CSS string, safe inside a style element: everything but letters, digits and spaces is a hexadecimal escape. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`;
