// Raised runs of a rich text: a figure above the line points to a footnote or is a power, and must never join the digits before it.

const signs = '0123456789()';
const raisedSigns = '⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾';

/** Digits and brackets as the raised signs that Unicode has for them; all else as it is. */
export const raisedText = (text: string): string =>
  text.replace(/[0-9()]/g, (sign) => raisedSigns[signs.indexOf(sign)] ?? sign);

/** Follows the runs of one text: feed it each tag that opens. */
export class Runs {
  private raised = false;

  open(name: string, attribute: (name: string) => string | null): void {
    if (name === 'r') this.raised = false;
    else if (name === 'vertAlign') this.raised = attribute('val') === 'superscript';
  }

  /** A new text begins. */
  reset(): void {
    this.raised = false;
  }

  read(text: string): string {
    return this.raised ? raisedText(text) : text;
  }
}
