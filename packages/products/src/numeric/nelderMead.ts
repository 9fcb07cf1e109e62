/**
 * Minimisation without derivatives, the same steps on every machine.
 *
 * Source: J. Nelder and R. Mead, Computer Journal 7 (1965), with the standard coefficients 1, 2, ½, ½.
 * @module
 */

export interface Minimum {
  readonly point: readonly number[];
  readonly height: number;
}

/** The least `height` found from `start`, whose simplex reaches `reach` along each axis; at most `steps` steps. */
export function minimise(
  height: (point: readonly number[]) => number,
  start: readonly number[],
  reach: readonly number[],
  steps: number,
): Minimum {
  const size = start.length;
  const corner = (axis: number): readonly number[] => start.map((x, i) => (i === axis ? x + reach[i]! : x));
  const simplex: Minimum[] = [];
  for (let axis = -1; axis < size; axis += 1) simplex.push(measure(corner(axis)));
  const order = (): void => void simplex.sort((left, right) => left.height - right.height); // stable by specification

  function measure(point: readonly number[]): Minimum {
    const value = height(point);
    return { point, height: value < Number.POSITIVE_INFINITY ? value : Number.MAX_VALUE };
  }

  for (let step = 0; step < steps; step += 1) {
    order();
    const best = simplex[0]!;
    const worst = simplex[size]!;
    if (worst.height - best.height <= 1e-14 * (1e-14 + Math.abs(best.height))) break;
    const centre = start.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < size; j += 1) sum += simplex[j]!.point[i]!;
      return sum / size;
    });
    const along = (distance: number): Minimum => measure(centre.map((x, i) => x + distance * (x - worst.point[i]!)));
    const reflected = along(1);
    if (reflected.height < best.height) {
      const expanded = along(2);
      simplex[size] = expanded.height < reflected.height ? expanded : reflected;
    } else if (reflected.height < simplex[size - 1]!.height) {
      simplex[size] = reflected;
    } else {
      const contracted = along(reflected.height < worst.height ? 0.5 : -0.5);
      if (contracted.height < Math.min(reflected.height, worst.height)) simplex[size] = contracted;
      else
        for (let j = 1; j <= size; j += 1)
          simplex[j] = measure(simplex[j]!.point.map((x, i) => 0.5 * (x + best.point[i]!)));
    }
  }
  order();
  return simplex[0]!;
}
