/**
 * Colours of a terminal, and texts whose width is counted without them.
 *
 * @module
 */

/** What a colour says. */
export type Tone = "good" | "bad" | "warning" | "quiet" | "strong";

const CODES: Readonly<Record<Tone, readonly [on: number, off: number]>> = {
  good: [32, 39],
  bad: [31, 39],
  warning: [33, 39],
  quiet: [2, 22],
  strong: [1, 22],
};

/** A text and its tone; padded first, painted last. */
export interface Painted {
  readonly text: string;
  readonly tone?: Tone | undefined;
}

export type Paint = (painted: Painted) => string;

/** Answers texts as they are where there is no colour. */
export const createPaint =
  (hasColour: boolean): Paint =>
  ({ text, tone }) => {
    if (!hasColour || tone === undefined || text === "") return text;
    const [on, off] = CODES[tone];
    return `\x1b[${on}m${text}\x1b[${off}m`;
  };
