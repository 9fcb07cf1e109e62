/**
 * Default management: who enters it and why, what passes to whom at which price, who pays for what is missing.
 *
 * @module
 */
import { AccountRole, AccountStatus, type EventOf } from "@novate/codec";
import { atoms, PPM_ONE } from "@novate/num";
import { mostOfClosings } from "../closings.ts";
import { check, checkEqual } from "../failure.ts";
import type { Ledger, Loss } from "../ledger.ts";
import { honestReachOf, maintenanceBounds } from "../standing.ts";
import { abs, floor, least } from "../sums.ts";
import { equityOf, isMarkFresh, isMarkInDoubt, isPriced, lotsValueOf, mustMark, shortfallOf } from "../worth.ts";
import type { Entries } from "./entry.ts";
import { bookCash, bookMoved } from "./exits.ts";
import { isHaircutAgreed } from "./haircuts.ts";
import { checkPosition, expectedPosition, openLotsOf } from "./novation.ts";
import { countLoss } from "./pendingLoss.ts";
import { checkSellable } from "./sales.ts";
import { payInCycle } from "./settlement.ts";

type Passage = EventOf<"PositionsNetted">["passage"];

/** Skin in the game, junior fund, senior fund: in the order in which they pay. */
const TRANCHES = ["skinAtoms", "juniorFundAtoms", "seniorFundAtoms"] as const;
const DRAWN = ["skinDrawnAtoms", "juniorDrawnAtoms", "seniorDrawnAtoms"] as const;

export const defaultEntries: Entries<
  | "AccountManaged"
  | "AccountTried"
  | "EntriesCarried"
  | "DebtsCarried"
  | "AccountCured"
  | "PositionsNetted"
  | "PositionsClosedOut"
  | "CollateralLiquidated"
  | "MemberDefaulted"
  | "TrancheDrawn"
  | "GainsClaimPaid"
  | "LossUncovered"
> = {
  AccountManaged(ledger, { managed }) {
    const { accountId, equityAtoms, maintenanceAtoms } = managed;
    const account = ledger.account(accountId);
    check("LIQ-001", account.status === AccountStatus.active, () => `account ${accountId} was managed twice`);
    checkEqual("LIQ-001", equityAtoms, equityOf(ledger, account), `equity of account ${accountId}`);
    const closings = mostOfClosings(ledger, account);
    const isAsked = (equity: bigint) =>
      closings === "unknown" || (closings !== null && equity < maintenanceAtoms + closings);
    check(
      "LIQ-001",
      equityAtoms < maintenanceAtoms || equityAtoms < 0n || isAsked(equityAtoms),
      () => `account ${accountId} was managed while healthy`,
    );
    const isGone = equityAtoms < 0n;
    const honest = equityAtoms + honestReachOf(ledger, account);
    const isBroken = honest < maintenanceAtoms || isAsked(honest);
    check("INV-013", isGone || isBroken, () => `account ${accountId} was managed in good standing at an honest price`);
    const bounds = maintenanceBounds(ledger, account);
    check(
      "INV-032",
      bounds === null || (maintenanceAtoms >= bounds.least && maintenanceAtoms <= bounds.most),
      () => `account ${accountId} owes a margin of ${maintenanceAtoms}, not ${bounds?.least} to ${bounds?.most}`,
    );
    checkEqual("INV-009", managed.sequence, ledger.house.nextManagedSequence, "sequence of a managed account");
    ledger.change("house", 0, { nextManagedSequence: managed.sequence + 1 });
    ledger.put("managed", managed);
    ledger.change("accounts", accountId, { status: AccountStatus.managed });
  },

  AccountTried(ledger, { accountId, equityAtoms, maintenanceAtoms }) {
    checkEqual("LIQ-055", equityAtoms, equityOf(ledger, ledger.account(accountId)), `equity of account ${accountId}`);
    ledger.change("managed", accountId, { equityAtoms, maintenanceAtoms, triedHeight: ledger.house.height });
  },

  EntriesCarried(ledger, { segmentId, deepCursor, cursor }) {
    ledger.change("segments", segmentId, { entries: { deepCursor, cursor, carriedHeight: ledger.house.height } });
  },

  DebtsCarried(ledger, { segmentId, cursor }) {
    ledger.change("segments", segmentId, { debtCursor: cursor });
  },

  AccountCured(ledger, { accountId, equityAtoms, initialAtoms }) {
    const account = ledger.account(accountId);
    checkEqual("LIQ-001", equityAtoms, equityOf(ledger, account), `equity of account ${accountId}`);
    check("LIQ-035", equityAtoms >= initialAtoms, () => `account ${accountId} was let go below its initial margin`);
    const { uncoveredAtoms, earmarkedAtoms } = ledger.must("managed", accountId);
    const segment = ledger.must("segments", account.segmentId);
    ledger.put("segments", {
      ...segment,
      uncoveredAtoms: atoms(segment.uncoveredAtoms - uncoveredAtoms),
      earmarkedAtoms: atoms(segment.earmarkedAtoms - earmarkedAtoms),
    });
    ledger.remove("managed", accountId);
    ledger.put("accounts", { ...account, status: AccountStatus.active });
  },

  PositionsNetted(ledger, { giverAccountId, takerAccountId, passage }) {
    for (const accountId of [giverAccountId, takerAccountId]) {
      check("LIQ-002", isManaged(ledger, accountId), () => `account ${accountId} was netted though it is healthy`);
    }
    const before = [giverAccountId, takerAccountId].map((id) =>
      abs(ledger.position(id, passage.instrumentId)?.lots ?? 0n),
    );
    pass(ledger, giverAccountId, takerAccountId, passage);
    for (const [index, accountId] of [giverAccountId, takerAccountId].entries()) {
      const after = abs(ledger.position(accountId, passage.instrumentId)?.lots ?? 0n);
      checkEqual("LIQ-002", after, before[index]! - abs(passage.lots), "netting took a position through zero");
    }
  },

  PositionsClosedOut(ledger, event) {
    const { accountId, backstopAccountId, passages, discountAtoms } = event;
    const backstop = ledger.account(backstopAccountId);
    const isLeaving = ledger.get("leaving", accountId) !== undefined;
    check(
      "LIQ-006",
      isManaged(ledger, accountId) || isLeaving,
      () => `account ${accountId} was closed out though it is healthy`,
    );
    check("LIQ-006", backstop.role === AccountRole.backstop, () => "a slice passed to somebody who is no backstop");
    check("LIQ-029", backstop.status === AccountStatus.active, () => "a broken backstop took a slice");
    checkEqual("SEG-001", backstop.segmentId, ledger.account(accountId).segmentId, "segment of a backstop");
    const equity = equityOf(ledger, ledger.account(accountId));
    let notional = 0n;
    for (const passage of passages) {
      notional += abs(lotsValueOf(ledger, passage.instrumentId, passage.lots, passage.priceTicks));
      pass(ledger, accountId, backstopAccountId, passage);
    }
    const { closeOutPenaltyPpm } = ledger.must("segments", backstop.segmentId).parameters.clearing;
    const most = equity > 0n ? least(floor(notional * closeOutPenaltyPpm, PPM_ONE), equity) : 0n;
    check(
      "LIQ-004",
      discountAtoms >= 0n && discountAtoms <= most,
      () => `a discount of ${discountAtoms}, at most ${most}`,
    );
    moveCash(ledger, accountId, backstopAccountId, discountAtoms, event.cashAfterAtoms, event.backstopCashAfterAtoms);
    checkEqual(
      "INV-008",
      equityOf(ledger, ledger.account(accountId)),
      equity - discountAtoms,
      "equity after a close-out",
    );
  },

  CollateralLiquidated(ledger, event) {
    const { accountId, backstopAccountId, assetId, amountAtoms, proceedsAtoms } = event;
    const { segmentId } = ledger.account(accountId);
    const limit = ledger.must("segments", segmentId).parameters.clearing.maxNegativeCashAtoms;
    const isOverdrawn = ledger.cash(accountId) < -limit;
    check(
      "LIQ-007",
      isManaged(ledger, accountId) || isOverdrawn || isLentOut(ledger, segmentId),
      () => `collateral of a healthy account was sold`,
    );
    const mayBeSold = isManaged(ledger, accountId) || isHaircutAgreed(ledger, segmentId, assetId);
    check("LIQ-088", mayBeSold, () => `asset ${assetId} was sold between two haircuts`);
    checkSellable(ledger, accountId, assetId);
    check("LIQ-007", amountAtoms > 0n && proceedsAtoms > 0n, () => "nothing was sold, or for nothing");
    const equity = equityOf(ledger, ledger.account(accountId));
    const buyer = ledger.account(backstopAccountId);
    check("LIQ-007", buyer.role === AccountRole.backstop && buyer.segmentId === segmentId, () => "sold to a stranger");
    const left = ledger.balance(accountId, assetId) - amountAtoms;
    check("LIQ-007", left >= 0n, () => "more was sold than there is");
    bookMoved(ledger, accountId, assetId, left);
    bookMoved(ledger, backstopAccountId, assetId, ledger.balance(backstopAccountId, assetId) + amountAtoms);
    moveCash(ledger, backstopAccountId, accountId, proceedsAtoms, event.backstopCashAfterAtoms, event.cashAfterAtoms);
    check("LIQ-031", event.backstopCashAfterAtoms >= 0n, () => "a backstop bought on credit");
    checkEqual("LIQ-033", equityOf(ledger, ledger.account(accountId)), equity, "equity after a sale at its value");
  },

  MemberDefaulted(ledger, { accountId, segmentId, lossAtoms }) {
    check("DFLT-001", isManaged(ledger, accountId), () => `account ${accountId} defaulted though it is healthy`);
    checkLossOf(ledger, accountId, lossAtoms);
    ledger.losses.set(accountId, { loss: lossAtoms, drawn: 0n, cut: 0n, torn: 0n });
    countLoss(ledger, segmentId, lossAtoms);
  },

  TrancheDrawn(ledger, event) {
    const { accountId, segmentId, tranche, drawnAtoms, trancheAfterAtoms } = event;
    const segment = ledger.must("segments", segmentId);
    checkEqual("SEG-001", ledger.account(accountId).segmentId, segmentId, "segment of a loss");
    const earlier = TRANCHES.slice(0, tranche).every((field) => segment[field] === 0n);
    check("INV-006", earlier, () => `tranche ${tranche} was drawn while an earlier one still held value`);
    const held = segment[TRANCHES[tranche]!];
    if (drawnAtoms < held) checkLossOf(ledger, accountId, drawnAtoms);
    checkEqual("INV-003", trancheAfterAtoms, held - drawnAtoms, "tranche after a draw");
    checkEqual("INV-003", event.cashAfterAtoms, ledger.cash(accountId) + drawnAtoms, "cash after a draw");
    ledger.put("segments", { ...segment, [TRANCHES[tranche]!]: trancheAfterAtoms });
    bookCash(ledger, accountId, event.cashAfterAtoms);
    const drawnField = DRAWN[tranche]!;
    const managed = ledger.must("managed", accountId);
    ledger.put("managed", { ...managed, [drawnField]: atoms(managed[drawnField] + drawnAtoms) });
    const loss = ledger.losses.get(accountId);
    if (loss !== undefined) loss.drawn += drawnAtoms;
  },

  GainsClaimPaid(ledger, { accountId, segmentId, paidAtoms, cashAfterAtoms }) {
    const segment = ledger.must("segments", segmentId);
    check(
      "INV-006",
      TRANCHES.every((field) => segment[field] === 0n),
      () => "gains were cut before the tranches were spent",
    );
    const missing = -equityOf(ledger, ledger.account(accountId));
    check("INV-006", paidAtoms <= missing, () => `account ${accountId} was paid more than it is missing`);
    lossOf(ledger, accountId).cut += paidAtoms;
    checkEqual("INV-003", cashAfterAtoms, ledger.cash(accountId) + paidAtoms, "cash after a claim");
    bookCash(ledger, accountId, cashAfterAtoms);
    payInCycle(ledger, segmentId, paidAtoms);
    ledger.cutBalances.set(segmentId, (ledger.cutBalances.get(segmentId) ?? 0n) - paidAtoms);
  },

  LossUncovered(ledger, { accountId, segmentId, lossAtoms, uncoveredAfterAtoms }) {
    checkLossOf(ledger, accountId, lossAtoms);
    const managed = ledger.must("managed", accountId);
    const segment = ledger.must("segments", segmentId);
    const after = segment.uncoveredAtoms - managed.uncoveredAtoms + lossAtoms;
    checkEqual("INV-006", uncoveredAfterAtoms, after, "uncovered losses of the segment");
    ledger.put("segments", { ...segment, uncoveredAtoms: uncoveredAfterAtoms });
    ledger.put("managed", { ...managed, uncoveredAtoms: lossAtoms });
  },
};

const isManaged = (ledger: Ledger, accountId: number): boolean =>
  ledger.account(accountId).status === AccountStatus.managed;

/** A loss is all that is missing where every price is known; else what is missing at the best of what may be. */
function checkLossOf(ledger: Ledger, accountId: number, lossAtoms: bigint): void {
  const missing = shortfallOf(ledger, ledger.account(accountId));
  if (isPriced(ledger, ledger.account(accountId)))
    checkEqual("INV-006", lossAtoms, missing, `loss of account ${accountId}`);
  else check("INV-006", lossAtoms <= missing, () => `account ${accountId} lost ${lossAtoms} of ${missing}`);
}

function lossOf(ledger: Ledger, accountId: number): Loss {
  const loss = ledger.losses.get(accountId);
  check("DFLT-001", loss !== undefined, () => `somebody paid for account ${accountId}, which did not default`);
  return loss;
}

/** One instrument passes at the mark, if that may be used; both sides as the auditor works them out. */
function pass(ledger: Ledger, giverId: number, takerId: number, passage: Passage): void {
  const { instrumentId, lots, priceTicks } = passage;
  check("INV-013", isMarkFresh(ledger, instrumentId), () => `instrument ${instrumentId} passed at a stale mark`);
  check("LIQ-077", !isMarkInDoubt(ledger, instrumentId), () => `instrument ${instrumentId} passed while a jump waits`);
  checkEqual("LIQ-004", priceTicks, mustMark(ledger, instrumentId), `price at which instrument ${instrumentId} passed`);
  const held = ledger.position(giverId, instrumentId);
  const isHeld = held !== undefined && held.lots * lots > 0n && abs(lots) <= abs(held.lots);
  check("LIQ-003", isHeld, () => `account ${giverId} gave ${lots} lots that it does not hold`);
  const given = expectedPosition(ledger, instrumentId, held, -lots, priceTicks);
  const taken = expectedPosition(ledger, instrumentId, ledger.position(takerId, instrumentId), lots, priceTicks);
  checkPosition("INV-003", passage.giverAfter, given);
  checkPosition("INV-003", passage.takerAfter, taken);
  ledger.setPosition(giverId, given);
  ledger.setPosition(takerId, taken);
  ledger.change("markets", instrumentId, { openLots: openLotsOf(ledger, instrumentId) as typeof lots });
}

/** Cash from one account to another, as the event says and as it must be. */
function moveCash(
  ledger: Ledger,
  source: number,
  target: number,
  amount: bigint,
  sourceAfter: bigint,
  targetAfter: bigint,
): void {
  checkEqual("INV-003", sourceAfter, ledger.cash(source) - amount, `cash of account ${source}`);
  checkEqual("INV-003", targetAfter, ledger.cash(target) + amount, `cash of account ${target}`);
  bookCash(ledger, source, sourceAfter);
  bookCash(ledger, target, targetAfter);
}

/** LIQ-096, COLL-082: debts of all together are beyond half of the cash that the segment holds, what waits to leave counted. */
function isLentOut(ledger: Ledger, segmentId: number): boolean {
  const { settlementAssetId } = ledger.must("segments", segmentId);
  let owed = 0n;
  for (const account of ledger.rows("accounts"))
    if (account.segmentId === segmentId && account.status === AccountStatus.active)
      owed -= least(ledger.cash(account.accountId), 0n);
  const key = `${segmentId}/${settlementAssetId}`;
  const waiting = ledger.get("queues", key)?.waitingAtoms ?? 0n;
  return owed * 2n > ledger.must("collaterals", key).heldAtoms + waiting;
}
