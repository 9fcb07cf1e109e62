/**
 * Draws a ruin: two own names take opposite sides, a jump breaks one of them, and it gives what it held away at the band's edge.
 *
 * @module
 */
import type { Dice } from "../../dice.ts";
import type { Name } from "../roles.ts";
import type { Step } from "../script.ts";
import { BTC_FUTURE, BTC_PERP, ETH_PERP } from "../world.ts";

const plain = { time: { to: "block", ms: 0 }, times: 1, truth: "calm", weather: "fair", errand: "none" } as const;

/** Opened as large as margin admits; broken once the jump is confirmed, and not yet managed while the median lags behind. */
export function drawRuin(dice: Dice): Step[] {
  const isLong = dice.chance(0.5);
  const [loser, winner] = dice.shuffle(["left", "right"] as const);
  const terms = { do: "trade", instrument: dice.pick([BTC_PERP, BTC_FUTURE, ETH_PERP]), isReducing: false } as const;
  const isFirst = dice.chance(0.5);
  const sides = (other: Name, isBuying: boolean) =>
    isBuying ? { buyer: loser!, seller: other } : { buyer: other, seller: loser! };
  const taker = dice.pick([winner!, "twin"] as const);
  return [
    {
      ...plain,
      isFirst,
      moves: [{ ...terms, ...sides(winner!, isLong), price: { at: "mark", ticks: 0 }, size: "margin" }],
    },
    { ...plain, isFirst, times: 2, truth: jump(dice, isLong), moves: [] },
    {
      ...plain,
      isFirst,
      times: dice.pick([1, 2, 4]),
      moves: [
        {
          ...terms,
          ...sides(taker, !isLong),
          price: { at: isLong ? "bandBottom" : "bandTop", ticks: 0 },
          size: taker === "twin" ? "margin" : dice.pick(["held", "heldHalf"]), // the twin has means for a part alone
        },
      ],
    },
  ];
}

const jump = (dice: Dice, isLong: boolean): Step["truth"] =>
  isLong ? dice.pick(["jumpDown", "jumpDown", "crash"]) : "jumpUp";
