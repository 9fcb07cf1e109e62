/**
 * Fixed percentages: house numbers, one calibrated on a training window, and the best one that hindsight could choose.
 *
 * @module
 */
import { lossesOf } from "../history/losses.ts";
import { createMaturity } from "./matured.ts";
import { createSlidingQuantile } from "./slidingQuantile.ts";
import type { HindsightMethod, OnlineMethod } from "./types.ts";

export const fixedPercent = (percent: number): OnlineMethod => ({
  name: `fixed-${percent}%`,
  family: "static",
  description: `${percent} % of notional, for ever`,
  start: () => () => percent / 100,
});

/** What a risk manager would do once: take the quantile of the training window, and leave it. */
export const fixedTrained: OnlineMethod = {
  name: "fixed-trained",
  family: "static",
  description: "the quantile of the training window, for ever",
  start({ coverage, mporMs, trainedMs }) {
    const matured = createMaturity<undefined>(mporMs);
    const moves = createSlidingQuantile(Infinity);
    let fraction = 1;
    return (point) => {
      if (point.timeMs > trainedMs) return fraction;
      const move = matured(point, undefined);
      if (move !== undefined) moves.push(point.timeMs, Math.abs(move.move));
      fraction = moves.at(coverage) ?? 1;
      return fraction;
    };
  },
};

/** The least fixed percentage that reaches the coverage on the very observations that it is judged by. */
export const fixedHindsight: HindsightMethod = {
  name: "fixed-hindsight",
  family: "hindsight",
  description: "the least percentage that covers, chosen with the whole history known",
  choose(history, { coverage, mporMs, trainedMs }) {
    const worst = createSlidingQuantile(Infinity);
    for (const { loss } of lossesOf(history, mporMs, trainedMs)) worst.push(0, loss);
    return worst.at(coverage) ?? 1;
  },
};
