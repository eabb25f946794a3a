// How much of a profile's first sheet is left for the steps: a sheet is not measured here but reckoned, from the letters that
// fit a line of each place, so that the same unit gives the same page on screen, on paper and on every machine.
import type { Figure } from './headline.js';
import type { Points } from './strengths.js';

/** Everything on the sheet whose height depends on its words. */
export interface FirstSheet {
  readonly note: string;
  readonly figures: ReadonlyArray<Figure>;
  readonly sentence: string;
  readonly rows: ReadonlyArray<string>;
  readonly points: Points;
}

/** A step's words, as one line of them is set. */
export interface StepWords {
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

/** Points of a first sheet of A4 between its margins. */
const sheet = 771;
/** Title, strip, headings, keys and rules, as they stand in every profile. */
const always = 313;
const line = 10;
/** Rows of the three tables with one line of text each. */
const blockRow = 11.2;
const pointRow = 12.3;
const stepRow = 11.8;

/** Letters of a line in each place; a title that is all capitals or full of wide letters takes the spare line. */
const letters = { note: 132, sentence: 90, figure: 24, row: 51, point: 47, step: 98 } as const;

const lines = (text: string, place: keyof typeof letters): number =>
  text === '' ? 0 : Math.ceil(widthOf(text) / letters[place]);

/** In Cyrillic letters, which are the wider ones. */
const widthOf = (text: string): number => text.length - 0.1 * (text.match(/[\p{Script=Latin} ,.0-9]/gu)?.length ?? 0);

/** Points left under strengths and weaknesses, where the steps stand. */
export const roomForSteps = ({ note, figures, sentence, rows, points }: FirstSheet): number => {
  const figureLines = Math.max(
    0,
    ...figures.map((figure) => figure.lines.reduce((sum, each) => sum + lines(each, 'figure'), 0)),
  );
  const listHeight = (list: Points['strengths']): number =>
    list.reduce((sum, { title }) => sum + pointRow + line * (lines(title, 'point') - 1), 0);
  return (
    sheet -
    always -
    line * lines(note, 'note') -
    line * figureLines -
    12.5 * lines(sentence, 'sentence') -
    rows.reduce((sum, title) => sum + blockRow + line * (lines(title, 'row') - 1), 0) -
    Math.max(pointRow, listHeight(points.strengths), listHeight(points.weaknesses))
  );
};

/** How many of the steps the room takes, `most` at most; one is always shown. */
export const stepsThatFit = (steps: ReadonlyArray<StepWords>, most: number, room: number): number => {
  // The line of the sum comes with them.
  let height = stepRow;
  let n = 0;
  for (const { title, from, to } of steps.slice(0, most)) {
    height += stepRow + line * (lines(`${title}: ${from} – → ${to}`, 'step') - 1);
    if (height > room && n > 0) break;
    n++;
  }
  return n;
};
