/**
 * The grammar of an attack, in relations: no figure in it means anything without the house that it is played against.
 *
 * A script is plain data. The same script does the same in the same house, so that it can be kept, changed and shortened.
 *
 * @module
 */
import type { Name, Own } from "./roles.ts";
import type { HouseName } from "./world.ts";

/** A price by what it stands beside; `ticks` beyond it. `honest`: the true price; `next…`: the band around it, where the mark will be. */
export interface Price {
  readonly at:
    | "honest"
    | "mark"
    | "index"
    | "bandTop"
    | "bandBottom"
    | "nextTop"
    | "nextBottom"
    | "bankruptcy"
    | "nothing";
  readonly ticks: -1 | 0 | 1;
}
/** `margin`: all that initial margin of the poorer own side admits; `held`: what the seller or buyer holds. */
export type Size = "lot" | "tenth" | "third" | "margin" | "beyondMargin" | "held" | "heldHalf";
/** Of a balance, or of what may leave. */
export type Amount = "atom" | "dollar" | "tenth" | "half" | "free" | "freeAndOne" | "hourShare" | "all";
/** Until when: the next block, or a boundary of a parameter, a millisecond early or late. */
export interface Time {
  readonly to:
    | "block"
    | "median"
    | "minute"
    | "stale"
    | "staleSurface"
    | "window"
    | "expiry"
    | "cycle"
    | "hour"
    | "day"
    | "week"
    | "notice";
  readonly ms: -1 | 0 | 1;
}
/** How the true prices go in each block of a step. */
export type Truth = "calm" | "up" | "down" | "jumpUp" | "jumpDown" | "crash" | "wick";
/** What honest publishers do: `fundSilent` is a weekend of one asset; `apart`: an honest source of another venue differs. */
export type Weather = "fair" | "fundSilent" | "volSilent" | "ethSilent" | "dollarSilent" | "apart" | "outage";
/** What honest people and governors do beside their habits. */
export type Errand = "none" | "tighten" | "list";

export type Move =
  | {
      readonly do: "trade";
      readonly buyer: Name;
      readonly seller: Name;
      readonly instrument: number;
      readonly price: Price;
      readonly size: Size;
      readonly isReducing: boolean;
    }
  | { readonly do: "deposit"; readonly to: Name; readonly assetId: number; readonly amount: "atom" | "dollar" | "much" }
  | { readonly do: "withdraw"; readonly from: Own; readonly assetId: number; readonly amount: Amount }
  | { readonly do: "transfer"; readonly from: Own; readonly to: Own; readonly assetId: number; readonly amount: Amount }
  | { readonly do: "contribute"; readonly from: Own; readonly tranche: 0 | 1; readonly amount: Amount }
  | {
      readonly do: "say";
      readonly feedId: number;
      readonly lie: "bandTop" | "bandBottom" | "far" | "copy" | "early" | "late";
    }
  | { readonly do: "surface"; readonly lie: "triple" | "third" | "bent" }
  | { readonly do: "refill"; readonly what: "voidOrder" | "lastReport" }
  | { readonly do: "propose"; readonly count: "one" | "places" }
  | { readonly do: "method"; readonly of: Own; readonly method: 0 | 1 | 2 }
  | { readonly do: "open"; readonly count: 1 | 8 };
export type MoveKind = Move["do"];

export interface Step {
  readonly time: Time;
  readonly times: 1 | 2 | 4 | 8 | 20;
  readonly truth: Truth;
  readonly weather: Weather;
  readonly errand: Errand;
  /** The proposer's order: the adversary first, or last. */
  readonly isFirst: boolean;
  readonly moves: readonly Move[];
}
export interface Script {
  readonly house: HouseName;
  readonly steps: readonly Step[];
}

const signed = (base: string, ms: number, unit: string): string =>
  ms === 0 ? base : `${base}${ms > 0 ? "+" : "-"}1${unit}`;

function moveText(move: Move): string {
  const { do: kind, ...fields } = move;
  const parts = Object.entries(fields).map(([key, value]) => {
    if (typeof value !== "object") return `${key} ${String(value)}`;
    return `${key} ${signed(value.at, value.ticks, " tick")}`;
  });
  return `${kind}(${parts.join(", ")})`;
}

/** One line a step, for people. */
export const scriptText = ({ house, steps }: Script): string =>
  `  in the ${house} house:\n${steps
    .map(({ time, times, truth, weather, errand, isFirst, moves }, index) => {
      const rest = errand === "none" ? "" : `, governors ${errand}`;
      const acts = moves.length === 0 ? "nothing" : `${isFirst ? "first " : ""}${moves.map(moveText).join("; ")}`;
      return `  ${index + 1}. ${times} x ${signed(time.to, time.ms, " ms")}, ${truth}, ${weather}${rest}: ${acts}`;
    })
    .join("\n")}`;
