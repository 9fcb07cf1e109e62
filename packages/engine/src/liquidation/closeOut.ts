/**
 * The backstop takes a slice of a managed account at a health-neutral price (LIQ-003, LIQ-004, LIQ-006).
 *
 * A slice is the same part of every position, so that hedges leave together with what they hedge. Positions pass at the
 * mark; the price of the service is a discount in cash, at most the penalty and never more than the equity that the
 * slice's share of the margin carries, so that equity over maintenance margin does not fall.
 *
 * @module
 */
import { AccountRole, type AccountRow } from "@novate/codec";
import { type Atoms, atoms, divDown, divUp, lots, minOf, mulPpmDown, ZERO_ATOMS } from "@novate/num";
import { balanceOf, withBalance } from "../account/balances.ts";
import type { Evolve } from "../command/evolve.ts";
import type { House } from "../house.ts";
import { hasInitialMargin, isBelowCloseOut } from "../margin/health.ts";
import { notionalAtoms } from "../position/position.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { type Passage, passageOf, withPassage, writePassage } from "./passage.ts";

/** Slices are so many sixteenths of the account. */
const PARTS = 16;

interface Transfer {
  readonly giver: AccountRow;
  readonly taker: AccountRow;
  readonly passages: readonly Passage[];
  readonly discountAtoms: Atoms;
}

/** Passes the smallest slice that restores initial margin, or as much of it as some backstop can carry. */
export function closeOutSlice(house: House, accountId: number): void {
  const account = mustGet(house.state.accounts, accountId);
  const managed = mustGet(house.state.managed, accountId);
  const isWhole = managed.wholeAccount || isBelowCloseOut(house.margin.assess(house.state, account));
  for (const backstop of backstopsOf(house, account.segmentId)) {
    const wanted = isWhole ? PARTS : smallestCure(house, account, backstop);
    for (let parts = wanted; parts >= 1; parts >>= 1) {
      const transfer = transferOf(house, account, backstop, parts);
      if (!hasInitialMargin(house.margin.assess(house.state, transfer.taker))) continue;
      emitTransfer(house, transfer);
      return;
    }
  }
}

/** Backstop accounts of the segment, the one with the most free margin first. */
function backstopsOf(house: House, segmentId: number): AccountRow[] {
  const backstops = [...house.state.accounts.values()].filter(
    (account) => account.segmentId === segmentId && account.role === AccountRole.backstop,
  );
  const headroom = (account: AccountRow): bigint => {
    const health = house.margin.assess(house.state, account);
    return health.initialEquityAtoms - health.initialAtoms;
  };
  const ranked = backstops.map((account) => ({ account, free: headroom(account) }));
  ranked.sort((left, right) =>
    left.free === right.free ? left.account.accountId - right.account.accountId : left.free > right.free ? -1 : 1,
  );
  return ranked.map(({ account }) => account);
}

/** The fewest sixteenths after which the account meets its initial margin; all of them if none suffices. */
function smallestCure(house: House, account: AccountRow, backstop: AccountRow): number {
  let [low, high] = [1, PARTS];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { giver } = transferOf(house, account, backstop, middle);
    if (hasInitialMargin(house.margin.assess(house.state, giver))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What passing `parts` sixteenths would do to both accounts. */
function transferOf(house: House, account: AccountRow, backstop: AccountRow, parts: number): Transfer {
  const { state } = house;
  let [giver, taker] = [account, backstop];
  let notional = ZERO_ATOMS;
  const passages: Passage[] = [];
  for (const { instrumentId, lots: held } of account.positions) {
    if (held === 0n) continue;
    const part = BigInt(parts);
    const size = lots(held > 0n ? divUp(held * part, BigInt(PARTS)) : divDown(held * part, BigInt(PARTS)));
    const { markTicks } = mustGet(state.markets, instrumentId);
    const passage = passageOf(state, giver, taker, instrumentId, size, markTicks);
    [giver, taker] = withPassage(giver, taker, passage);
    passages.push(passage);
    notional = atoms(notional + notionalAtoms(mustGet(state.instruments, instrumentId), size, markTicks));
  }
  const discountAtoms = discountOf(house, account, giver, notional);
  const { settlementAssetId } = mustGet(state.segments, account.segmentId);
  return {
    giver: withBalance(giver, settlementAssetId, atoms(balanceOf(giver, settlementAssetId) - discountAtoms)),
    taker: withBalance(taker, settlementAssetId, atoms(balanceOf(taker, settlementAssetId) + discountAtoms)),
    passages,
    discountAtoms,
  };
}

/**
 * min(penalty · notional, equity · margin released / margin before), rounded down; zero without equity (LIQ-004).
 *
 * With E, M before and M′ after: (E − d)/M′ ≥ E/M exactly where d ≤ E·(M − M′)/M.
 */
function discountOf(house: House, before: AccountRow, after: AccountRow, notional: Atoms): Atoms {
  const health = house.margin.assess(house.state, before);
  const { maintenanceAtoms, equityAtoms } = health;
  const left = house.margin.requirement(after).maintenanceMargin;
  if (equityAtoms <= 0n || maintenanceAtoms === 0n || left >= maintenanceAtoms) return ZERO_ATOMS;
  const { liquidationPenaltyPpm } = mustGet(house.state.segments, before.segmentId).parameters.house;
  const neutral = atoms(divDown(equityAtoms * (maintenanceAtoms - left), maintenanceAtoms));
  return minOf(mulPpmDown(notional, liquidationPenaltyPpm), neutral);
}

function emitTransfer(house: House, { giver, taker, passages, discountAtoms }: Transfer): void {
  const { settlementAssetId } = mustGet(house.state.segments, giver.segmentId);
  house.emit({
    type: "PositionsClosedOut",
    accountId: giver.accountId,
    backstopAccountId: taker.accountId,
    passages,
    discountAtoms,
    cashAfterAtoms: balanceOf(giver, settlementAssetId),
    backstopCashAfterAtoms: balanceOf(taker, settlementAssetId),
  });
}

export const evolvePositionsClosedOut: Evolve<"PositionsClosedOut"> = (state, event) => {
  const { accountId, backstopAccountId, passages } = event;
  for (const passage of passages) writePassage(state, accountId, backstopAccountId, passage);
  const assetId = settlementAssetOf(state, accountId);
  state.accounts.put(withBalance(mustGet(state.accounts, accountId), assetId, event.cashAfterAtoms));
  state.accounts.put(withBalance(mustGet(state.accounts, backstopAccountId), assetId, event.backstopCashAfterAtoms));
};

/** The asset in which an account settles. */
export const settlementAssetOf = (state: StateView, accountId: number): number =>
  mustGet(state.segments, mustGet(state.accounts, accountId).segmentId).settlementAssetId;
