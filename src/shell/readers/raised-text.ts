// Runs of a rich text: a figure above the line points to a footnote or is a power, and must never join the digits before it; what is
// struck through holds no longer, and must never be read as if it did.

const signs = '0123456789()';
const raisedSigns = '⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾';

/** Digits and brackets as the raised signs that Unicode has for them; all else as it is. */
export const raisedText = (text: string): string =>
  text.replace(/[0-9()]/g, (sign) => raisedSigns[signs.indexOf(sign)] ?? sign);

/** The element alone says yes. */
export const isStruck = (value: string | null): boolean => value !== '0' && value !== 'false' && value !== 'off';

/** Follows the runs of one text: feed it each tag that opens. */
export class Runs {
  private raised = false;
  private strikes = false;
  /** Something of the text is struck through. */
  struck = false;

  open(name: string, attribute: (name: string) => string | null): void {
    if (name === 'r') this.raised = this.strikes = false;
    else if (name === 'strike') this.strikes = isStruck(attribute('val'));
    else if (name === 'vertAlign') this.raised = attribute('val') === 'superscript';
  }

  /** A new text begins. */
  reset(): void {
    this.raised = this.strikes = this.struck = false;
  }

  read(text: string): string {
    if (this.strikes && /\S/u.test(text)) this.struck = true;
    return this.raised ? raisedText(text) : text;
  }
}
