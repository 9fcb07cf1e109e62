/**
 * Where sources came apart: what each printed at its extreme, what the house used then, and whether anybody was closed
 * out on the word of one source alone.
 *
 * @module
 */
import { absOf } from "@novate/num";
import type { Tape, TapeStep } from "../../tape/types.ts";
import { toFeedUnits } from "../house/feedUnits.ts";
import type { HousePlan } from "../house/plan.ts";
import type { CloseOut } from "./closeOuts.ts";
import { priceAt, type UsedPrice } from "./prices.ts";

/** All prices in feed units. */
export interface SourceExtreme {
  readonly venue: string;
  readonly symbol: string;
  readonly lowest: bigint;
  readonly lowestMs: number;
}

/** The print of an underlying furthest from the index in force. */
export interface Dislocation {
  readonly timeMs: number;
  readonly venue: string;
  readonly printed: bigint;
  readonly index: bigint;
  readonly mark: bigint;
  /** The last print of each other source, no older than a price may be. */
  readonly others: readonly { readonly venue: string; readonly printed: bigint }[];
}

export interface Wick {
  readonly underlying: string;
  readonly sources: readonly SourceExtreme[];
  readonly lowestIndex: bigint;
  readonly lowestMark: bigint;
  readonly dislocation: Dislocation;
  /** Accounts from which something of this underlying was taken. */
  readonly closedOutAccounts: number;
  /** Those of them for which no second source printed a price as bad around that time. */
  readonly byOneSourceAlone: number;
}

export interface WickInputs {
  readonly tape: Tape;
  readonly plan: HousePlan;
  readonly used: ReadonlyMap<string, readonly UsedPrice[]>;
  readonly closeOuts: readonly CloseOut[];
}

interface Source {
  readonly column: number;
  readonly venue: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** One entry for each underlying that several sources print, the widest dislocation first. */
export function findWicks(inputs: WickInputs): Wick[] {
  const { tape, plan, used, closeOuts } = inputs;
  const wicks = plan.underlyings.flatMap(({ name, sourceCount }): Wick[] => {
    if (sourceCount < 2) return [];
    const sources = sourcesOf(tape, name);
    const history = used.get(name)!;
    const dislocation = widest(tape, sources, history, plan.maxAgeMs);
    if (dislocation === undefined) return [];
    const own = closeOuts.filter((one) => one.underlying === name);
    const alone = own.filter((one) => !isConfirmed(tape, sources, history, one, plan.maxAgeMs));
    return [
      {
        underlying: name,
        sources: sources.flatMap((source) => lowestOf(tape, source) ?? []),
        lowestIndex: lowest(history, ({ index }) => index),
        lowestMark: lowest(history, ({ mark }) => mark),
        dislocation,
        closedOutAccounts: new Set(own.map(({ accountId }) => accountId)).size,
        byOneSourceAlone: new Set(alone.map(({ accountId }) => accountId)).size,
      },
    ];
  });
  return wicks.sort((left, right) => widthOf(right.dislocation) - widthOf(left.dislocation));
}

const sourcesOf = ({ header }: Tape, underlying: string): Source[] => {
  const decimals = header.underlyings.find(({ name }) => name === underlying)!.priceDecimals;
  return header.sources.flatMap((source, column) => {
    const { venue, symbol } = source;
    return source.underlying === underlying ? [{ column, venue, symbol, decimals }] : [];
  });
};

const widthOf = ({ printed, index }: Pick<Dislocation, "printed" | "index">): number =>
  Number(absOf(printed - index)) / Number(index);

const lowest = (history: readonly UsedPrice[], read: (price: UsedPrice) => bigint): bigint =>
  history.map(read).reduce((least, value) => (least === 0n || (value > 0n && value < least) ? value : least), 0n);

function lowestOf({ steps }: Tape, { column, venue, symbol, decimals }: Source): SourceExtreme | undefined {
  let found: SourceExtreme | undefined;
  for (const { timeMs, prints } of steps) {
    const low = prints[column]?.lowTicks;
    if (low === undefined) continue;
    const value = toFeedUnits(low, decimals);
    if (found === undefined || value < found.lowest) found = { venue, symbol, lowest: value, lowestMs: timeMs };
  }
  return found;
}

function widest(
  tape: Tape,
  sources: readonly Source[],
  history: readonly UsedPrice[],
  maxAgeMs: number,
): Dislocation | undefined {
  let found: Dislocation | undefined;
  for (const [index, step] of tape.steps.entries()) {
    const inForce = priceAt(history, step.timeMs);
    if (inForce === undefined || inForce.index === 0n) continue;
    for (const { column, venue, decimals } of sources) {
      const print = step.prints[column];
      if (print === undefined) continue;
      for (const extreme of [print.lowTicks, print.highTicks]) {
        const printed = toFeedUnits(extreme, decimals);
        const candidate = { timeMs: step.timeMs, venue, printed, index: inForce.index, mark: inForce.mark };
        if (found !== undefined && widthOf(candidate) <= widthOf(found)) continue;
        found = { ...candidate, others: othersAt(tape, sources, index, column, maxAgeMs) };
      }
    }
  }
  return found;
}

function othersAt(tape: Tape, sources: readonly Source[], at: number, column: number, maxAgeMs: number) {
  const nowMs = tape.steps[at]!.timeMs;
  return sources.flatMap((source) => {
    if (source.column === column) return [];
    for (let index = at; index >= 0 && nowMs - tape.steps[index]!.timeMs <= maxAgeMs; index--) {
      const print = tape.steps[index]!.prints[source.column];
      if (print !== undefined) return [{ venue: source.venue, printed: toFeedUnits(print.lastTicks, source.decimals) }];
    }
    return [];
  });
}

/**
 * Whether at least two sources printed a price as bad for the account as the index it was closed out at, or worse: from
 * the oldest print that could count for that index, until as long after the close-out.
 */
function isConfirmed(
  { steps }: Tape,
  sources: readonly Source[],
  history: readonly UsedPrice[],
  { timeMs, isLong }: CloseOut,
  maxAgeMs: number,
): boolean {
  const inForce = priceAt(history, timeMs);
  if (inForce === undefined) return false;
  const { index, confidence, timeMs: pricedMs } = inForce;
  const isAsBad = (step: TapeStep, { column, decimals }: Source): boolean => {
    const print = step.prints[column];
    if (print === undefined || step.timeMs < pricedMs - maxAgeMs || step.timeMs > timeMs + maxAgeMs) return false;
    return isLong
      ? toFeedUnits(print.lowTicks, decimals) <= index + confidence
      : toFeedUnits(print.highTicks, decimals) >= index - confidence;
  };
  return sources.filter((source) => steps.some((step) => isAsBad(step, source))).length >= 2;
}
