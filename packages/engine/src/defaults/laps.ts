/**
 * Tear-ups that pass in laps: whom a lap serves, and when it is over (LIQ-064, LIQ-065).
 *
 * A lap belongs to the accounts that gave when it began. It ends with them: a cursor that outlived its givers would load
 * the next tear-up on the accounts above it alone.
 *
 * @module
 */
import type { MarketRow, TearUpLap } from "@novate/codec";
import { lots, ZERO_ATOMS } from "@novate/num";
import { positionOf } from "../ledger/balances.ts";
import { mustMark } from "../ledger/mark.ts";
import { mustGet } from "../state/state.ts";
import { isMarkInDoubt } from "./passable.ts";
import { accountOf, type Round } from "./round.ts";

/** Places in the queue of those whom a lap of the segment serves: they come before anybody else, for the contract waits. */
export function servedSequences(round: Round): Set<number> {
  return new Set(lapsOf(round).flatMap(({ tearUp }) => tearUp.givers));
}

/** Ends each lap that serves nobody any more: whose givers have left, gave all, or need not give any longer. */
export function endLaps(round: Round, workedIds: readonly number[], tornIds: readonly number[]): void {
  const { state, derived } = round.house;
  if (mustGet(state.segments, round.segmentId).cycle !== null) return; // no tear-up could go on in this block
  const laps = lapsOf(round);
  if (laps.length === 0) return;
  const excused = new Set(workedIds.filter((accountId) => !tornIds.includes(accountId)));
  for (const { instrumentId, tearUp } of laps) {
    if (isMarkInDoubt(state, instrumentId)) continue; // its givers wait for the next word
    const isServing = tearUp.givers.some((sequence) => {
      const accountId = derived.managed.accountOf(sequence);
      if (accountId === undefined || excused.has(accountId)) return false;
      const held = positionOf(accountOf(round, accountId), instrumentId)?.lots ?? 0n;
      return tearUp.isLong ? held > 0n : held < 0n;
    });
    if (isServing) continue;
    const openLotsAfter = lots(derived.positions.longOf(instrumentId));
    const nothing = { tornLots: lots(0n), lossAtoms: ZERO_ATOMS, openLotsAfter, lap: null };
    round.house.emit({ type: "TearUpClosed", instrumentId, priceTicks: mustMark(state, instrumentId), ...nothing });
  }
}

/** Markets of the segment with a lap under way, by instrument. */
function lapsOf({ house: { state, derived }, segmentId }: Round): (MarketRow & { readonly tearUp: TearUpLap })[] {
  return derived.laps
    .instruments()
    .map((instrumentId) => mustGet(state.markets, instrumentId))
    .filter((market): market is MarketRow & { readonly tearUp: TearUpLap } => market.tearUp !== null)
    .filter(({ instrumentId }) => mustGet(state.instruments, instrumentId).segmentId === segmentId);
}
