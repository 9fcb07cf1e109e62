/**
 * Netting first: opposite quantities of managed accounts in one instrument cross at the mark (LIQ-002, LIQ-021).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { absOf, type Lots, lots, minOf } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { positionOf } from "../ledger/balances.ts";
import { mustMark } from "../ledger/mark.ts";
import { isPassable } from "./passable.ts";
import { passageOf, withPassages, writePassages } from "./passage.ts";
import { accountOf, type Round } from "./round.ts";

/** Crosses what the accounts of `batch` hold against each other, instrument by instrument, in the order of the batch. */
export function netManagedAccounts(round: Round, batch: readonly number[]): void {
  const instruments = new Set<number>();
  for (const accountId of batch) {
    for (const { instrumentId, lots: held } of accountOf(round, accountId).positions) {
      if (held !== 0n) instruments.add(instrumentId);
    }
  }
  const { state } = round.house;
  for (const instrumentId of [...instruments].sort((left, right) => left - right)) {
    if (isPassable(state, { instrumentId })) netInstrument(round, batch, instrumentId);
  }
}

/** Longs give to shorts until one side is empty. Work: at most one crossing for each account. */
function netInstrument(round: Round, batch: readonly number[], instrumentId: number): void {
  const { house } = round;
  const markTicks = mustMark(house.state, instrumentId);
  const heldBy = (accountId: number): Lots => positionOf(accountOf(round, accountId), instrumentId)?.lots ?? lots(0n);
  const longs = batch.filter((accountId) => heldBy(accountId) > 0n);
  const shorts = batch.filter((accountId) => heldBy(accountId) < 0n);
  while (longs.length > 0 && shorts.length > 0) {
    const [giverAccountId, takerAccountId] = [longs[0]!, shorts[0]!];
    const size = minOf(heldBy(giverAccountId), absOf(heldBy(takerAccountId)));
    const [giver, taker] = [accountOf(round, giverAccountId), accountOf(round, takerAccountId)];
    const passage = passageOf(house.state, giver, taker, instrumentId, size, markTicks);
    const [giverAfter, takerAfter] = withPassages(giver, taker, [passage]);
    // A leg of a hedge stays where it is: at the mark equity does not move, so the margin must not grow (INV-008).
    const isGiverWorse = raisesMargin(round, giver, giverAfter);
    const isTakerWorse = raisesMargin(round, taker, takerAfter);
    if (!isGiverWorse && !isTakerWorse)
      house.emit({ type: "PositionsNetted", giverAccountId, takerAccountId, passage });
    if (isGiverWorse || heldBy(giverAccountId) === 0n) longs.shift();
    if (isTakerWorse || heldBy(takerAccountId) === 0n) shorts.shift();
  }
}

const raisesMargin = ({ house: { margin, state } }: Round, before: AccountRow, after: AccountRow): boolean =>
  margin.requirement(state, after).maintenanceMargin > margin.requirement(state, before).maintenanceMargin;

export const evolvePositionsNetted: Evolve<"PositionsNetted"> = (state, { giverAccountId, takerAccountId, passage }) =>
  writePassages(state, giverAccountId, takerAccountId, [passage]);
