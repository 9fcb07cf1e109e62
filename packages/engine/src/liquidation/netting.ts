/**
 * Netting first: opposite quantities of managed accounts in one instrument cross at the mark (LIQ-002).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Lots, lots } from "@novate/num";
import { positionOf } from "../account/balances.ts";
import type { Evolve } from "../command/evolve.ts";
import type { House } from "../house.ts";
import { isMarkFresh } from "../oracle/marks.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { passageOf, withPassage, writePassage } from "./passage.ts";

export function netManagedAccounts(house: House): void {
  const accounts = [...house.state.managed.values()]
    .sort((left, right) => left.sequence - right.sequence)
    .map(({ accountId }) => accountId);
  const instruments = new Set<number>();
  for (const accountId of accounts) {
    for (const { instrumentId, lots: held } of mustGet(house.state.accounts, accountId).positions) {
      if (held !== 0n) instruments.add(instrumentId);
    }
  }
  for (const instrumentId of [...instruments].sort((left, right) => left - right))
    netInstrument(house, accounts, instrumentId);
}

/** Longs give to shorts, both in order of coming in, until one side is empty. */
function netInstrument(house: House, accounts: readonly number[], instrumentId: number): void {
  const market = mustGet(house.state.markets, instrumentId);
  if (!isMarkFresh(house.state, instrumentId, houseOf(house.state).timeMs)) return;
  const heldBy = (accountId: number): Lots => {
    const account: AccountRow = mustGet(house.state.accounts, accountId);
    return positionOf(account, instrumentId)?.lots ?? lots(0n);
  };
  const longs = accounts.filter((accountId) => heldBy(accountId) > 0n);
  const shorts = accounts.filter((accountId) => heldBy(accountId) < 0n);
  while (longs.length > 0 && shorts.length > 0) {
    const [giverAccountId, takerAccountId] = [longs[0]!, shorts[0]!];
    const [given, taken] = [heldBy(giverAccountId), -heldBy(takerAccountId)];
    const size = lots(given < taken ? given : taken);
    const giver = mustGet(house.state.accounts, giverAccountId);
    const taker = mustGet(house.state.accounts, takerAccountId);
    const passage = passageOf(house.state, giver, taker, instrumentId, size, market.markTicks);
    const [giverAfter, takerAfter] = withPassage(giver, taker, passage);
    // A leg of a hedge stays where it is: no step may raise what an account in trouble needs (I8).
    const isGiverWorse = raisesMargin(house, giver, giverAfter);
    const isTakerWorse = raisesMargin(house, taker, takerAfter);
    if (isGiverWorse) longs.shift();
    if (isTakerWorse) shorts.shift();
    if (isGiverWorse || isTakerWorse) continue;
    house.emit({ type: "PositionsNetted", giverAccountId, takerAccountId, passage });
    if (heldBy(giverAccountId) === 0n) longs.shift();
    if (heldBy(takerAccountId) === 0n) shorts.shift();
  }
}

const raisesMargin = ({ margin }: House, before: AccountRow, after: AccountRow): boolean =>
  margin.requirement(after).maintenanceMargin > margin.requirement(before).maintenanceMargin;

export const evolvePositionsNetted: Evolve<"PositionsNetted"> = (state, { giverAccountId, takerAccountId, passage }) =>
  writePassage(state, giverAccountId, takerAccountId, passage);
