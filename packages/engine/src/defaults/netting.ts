/**
 * Netting first: opposite quantities of managed accounts in one instrument cross at the mark (LIQ-002, LIQ-021).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { absOf, divUp, type Lots, lots, minOf } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { positionOf } from "../ledger/balances.ts";
import { hasInitialMargin, lacksGapAlone } from "../ledger/health.ts";
import { mustMark } from "../ledger/mark.ts";
import { isPassable } from "./passable.ts";
import { passageOf, withPassages, writePassages } from "./passage.ts";
import { accountOf, healthOf, type Round } from "./round.ts";
import { leastThat, PARTS } from "./slice.ts";

/** Crosses what the accounts of `batch` hold against each other, instrument by instrument, in the order of the batch. */
export function netManagedAccounts(round: Round, batch: readonly number[]): void {
  const instruments = new Set<number>();
  for (const accountId of batch) {
    for (const { instrumentId, lots: held } of accountOf(round, accountId).positions) {
      if (held !== 0n) instruments.add(instrumentId);
    }
  }
  const { state } = round.house;
  const sparing = new Set(batch.filter((accountId) => lacksGapAlone(healthOf(round, accountId))));
  for (const instrumentId of [...instruments].sort((left, right) => left - right)) {
    if (isPassable(state, { instrumentId })) netInstrument(round, batch, instrumentId, sparing);
  }
}

/**
 * Longs give to shorts until one side is empty; whoever is `sparing` gives no more than restores its initial margin (LIQ-092).
 *
 * Work: at most one crossing for each account, and a search for each of those.
 */
function netInstrument(
  round: Round,
  batch: readonly number[],
  instrumentId: number,
  sparing: ReadonlySet<number>,
): void {
  const { house } = round;
  const heldBy = (accountId: number): Lots => positionOf(accountOf(round, accountId), instrumentId)?.lots ?? lots(0n);
  const isDone = (accountId: number) =>
    heldBy(accountId) === 0n || (sparing.has(accountId) && hasInitialMargin(healthOf(round, accountId)));
  const longs = batch.filter((accountId) => heldBy(accountId) > 0n && !isDone(accountId));
  const shorts = batch.filter((accountId) => heldBy(accountId) < 0n && !isDone(accountId));
  while (longs.length > 0 && shorts.length > 0) {
    const [giverAccountId, takerAccountId] = [longs[0]!, shorts[0]!];
    const most = minOf(heldBy(giverAccountId), absOf(heldBy(takerAccountId)));
    const pair = [accountOf(round, giverAccountId), accountOf(round, takerAccountId)] as const;
    const size = sizeOf(round, pair, instrumentId, most, sparing);
    const { passage, after } = crossed(round, pair, instrumentId, size);
    // A leg of a hedge stays where it is: at the mark equity does not move, so the margin must not grow (INV-008).
    const isGiverWorse = raisesMargin(round, pair[0], after[0]);
    const isTakerWorse = raisesMargin(round, pair[1], after[1]);
    if (!isGiverWorse && !isTakerWorse)
      house.emit({ type: "PositionsNetted", giverAccountId, takerAccountId, passage });
    if (isGiverWorse || isDone(giverAccountId)) longs.shift();
    if (isTakerWorse || isDone(takerAccountId)) shorts.shift();
  }
}

type Pair = readonly [giver: AccountRow, taker: AccountRow];

function crossed({ house: { state } }: Round, [giver, taker]: Pair, instrumentId: number, size: Lots) {
  const passage = passageOf(state, giver, taker, instrumentId, size, mustMark(state, instrumentId));
  return { passage, after: withPassages(giver, taker, [passage]) };
}

/** All of `most`, or the fewest lots of it after which one of the pair that gives sparingly meets its initial margin. */
function sizeOf(round: Round, pair: Pair, instrumentId: number, most: Lots, sparing: ReadonlySet<number>): Lots {
  const { margin, state } = round.house;
  const partOf = (parts: number): Lots => lots(divUp(most * BigInt(parts), BigInt(PARTS)));
  const needs = pair.map(({ accountId }, at) =>
    sparing.has(accountId)
      ? leastThat(PARTS, (parts) =>
          hasInitialMargin(margin.assess(state, crossed(round, pair, instrumentId, partOf(parts)).after[at]!)),
        )
      : PARTS,
  );
  return partOf(Math.min(...needs));
}

const raisesMargin = ({ house: { margin, state } }: Round, before: AccountRow, after: AccountRow): boolean =>
  margin.requirement(state, after).maintenanceMargin > margin.requirement(state, before).maintenanceMargin;

export const evolvePositionsNetted: Evolve<"PositionsNetted"> = (state, { giverAccountId, takerAccountId, passage }) =>
  writePassages(state, giverAccountId, takerAccountId, [passage]);
