/**
 * Places names beside dots so that none covers another.
 *
 * @module
 */

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly name: string;
}

/** Where a name starts, or undefined where there is no room for it. */
export type Placed = { readonly x: number; readonly y: number } | undefined;

const LETTER = 6.3;
const LINE = 12;

/** Names in the order of the dots: the first has the first choice. Every place keeps within the bounds. */
export function placeLabels(dots: readonly Dot[], bounds: Box): Placed[] {
  const taken: Box[] = dots.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  return dots.map(({ x, y, radius, name }) => {
    const width = name.length * LETTER;
    const box = candidates(x, y, radius, width).find(
      (candidate) => within(candidate, bounds) && !taken.some((other) => overlap(candidate, other)),
    );
    if (box === undefined) return undefined;
    taken.push(box);
    return { x: box.left, y: box.bottom - 3 };
  });
}

/** Beside, above and below the dot, then farther up and down. */
function candidates(x: number, y: number, radius: number, width: number): Box[] {
  const gap = radius + 6;
  const lefts = [x + gap, x - gap - width, x - width / 2, x - 4, x + 4 - width];
  const rises = [0, -LINE, LINE, -2 * LINE, 2 * LINE];
  return rises.flatMap((rise) =>
    lefts
      .filter((left) => rise !== 0 || left >= x + gap || left + width <= x - gap)
      .map((left) => {
        const middle = y + (rise === 0 ? 0 : rise + Math.sign(rise) * 3);
        return { left, right: left + width, top: middle - LINE / 2, bottom: middle + LINE / 2 };
      }),
  );
}

const within = (box: Box, bounds: Box): boolean =>
  box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
