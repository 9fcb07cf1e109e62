/**
 * Means: what a segment owes of an asset is what came in less what left, to the atom, and losses that are known stand recorded.
 *
 * INV-001 sums the whole house; these sums are ring-fenced, so that no segment lives on what another one holds. INV-030, DFLT-019, LIQ-008.
 *
 * @module
 */
import { AccountRole, AccountStatus, type Event, type EventType } from "@novate/codec";
import { isEnding } from "../entries/endings.ts";
import { isHaircutAgreed } from "../entries/haircuts.ts";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { sum } from "../sums.ts";
import { isOwed } from "../waiting.ts";
import { collateralValueOf, isAssetKnown, isPriced, shortfallOf } from "../worth.ts";

/** Events behind default management in a block: after them equity is no longer what was recorded. */
const LATER: readonly EventType[] = [
  "FundingIndexAdvanced",
  "HaircutBound",
  "HaircutMoved",
  "InstrumentSettled",
  "PositionExpired",
];
/** Blocks in which a debt beyond its limit may stay though it could be sold for: settlement makes it, the next block sells. */
const PATIENCE_BLOCKS = 3;
/** Cash of a backstop that buys an atom of anything. */
const BUYERS_LEAST = 1_000_000n;

export class Means {
  /** Came in less what left, by segment and asset. */
  readonly #net = new Map<string, bigint>();
  /** What venues were paid by the members of each segment, and what stands in for them, by asset. */
  readonly #venueFees = new Map<number, bigint>();
  /** What venues' treasuries were paid by vaults in exit, by asset: a segment holds it on paper, and nothing moves there any more. */
  readonly #toTreasuries = new Map<number, bigint>();
  readonly #guarantees = new Map<number, bigint>();
  /** Since which height an account owes too much beside something that could be sold. */
  readonly #overdrawn = new Map<number, number>();

  /** Counts what an event brings in or lets out. */
  note(ledger: Ledger, event: Event): void {
    const add = <K>(sums: Map<K, bigint>, key: K, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount);
    const flow = (accountId: number, assetId: number, amount: bigint) =>
      add(this.#net, `${ledger.account(accountId).segmentId}/${assetId}`, amount);
    if (event.type === "DepositCredited" || event.type === "InboxCredited")
      flow(event.accountId, event.assetId, event.amountAtoms);
    if (event.type === "WithdrawalQueued") {
      const { accountId, assetId, amountAtoms } = event.withdrawal;
      flow(accountId, assetId, -amountAtoms);
    }
    if (event.type === "ExitBooked" && ledger.get("accounts", event.accountId) !== undefined)
      flow(event.accountId, event.assetId, event.lackAtoms - event.paidAtoms);
    if (event.type === "ExitVenueBooked") add(this.#toTreasuries, event.assetId, event.paidAtoms);
    if (event.type === "WithdrawalReturned" && event.accountId !== 0)
      flow(event.accountId, event.assetId, event.amountAtoms);
    if (event.type === "ExitPaid") flow(event.accountId, event.assetId, -event.amountAtoms);
    if (event.type === "ExitOffset") flow(event.payerAccountId, event.assetId, -event.amountAtoms);
    if (event.type === "WithdrawalCancelled") flow(event.accountId, event.assetId, event.amountAtoms);
    if (event.type === "WithdrawalsTakenBack")
      for (const { assetId, amountAtoms } of event.parts) flow(event.accountId, assetId, amountAtoms);
    if (event.type === "SkinFunded") {
      const { settlementAssetId } = ledger.must("segments", event.segmentId);
      add(this.#net, `${event.segmentId}/${settlementAssetId}`, event.amountAtoms);
    }
    if (event.type === "GuaranteeFunded")
      add(this.#guarantees, ledger.must("venues", event.venueId).spec.settlementAssetId, event.amountAtoms);
    if (event.type === "PositionNovated" || event.type === "DeliverySettled")
      add(this.#venueFees, ledger.must("instruments", event.instrumentId).segmentId, event.venueFeeAtoms);
  }

  /** Judges the end of a block. */
  check(ledger: Ledger, events: readonly Event[]): void {
    this.#checkRings(ledger);
    checkOutbox(ledger);
    checkEarmarks(ledger, events);
    this.#checkDebts(ledger);
  }

  #checkRings(ledger: Ledger): void {
    const owed = new Map<string, bigint>();
    const add = (segmentId: number, assetId: number, amount: bigint) => {
      const key = `${segmentId}/${assetId}`;
      owed.set(key, (owed.get(key) ?? 0n) + amount);
    };
    for (const { segmentId, balances } of ledger.rows("accounts"))
      for (const { assetId, amountAtoms } of balances) add(segmentId, assetId, amountAtoms);
    for (const row of ledger.rows("segments")) {
      const { segmentId, settlementAssetId } = row;
      const pools = row.feesAtoms + row.skinAtoms + row.juniorFundAtoms + row.seniorFundAtoms + row.dustAtoms;
      add(segmentId, settlementAssetId, pools + row.transitAtoms + (this.#venueFees.get(segmentId) ?? 0n));
    }
    for (const { segmentId, potAtoms } of ledger.rows("exitPots"))
      add(segmentId, ledger.must("segments", segmentId).settlementAssetId, potAtoms);
    for (const { segmentId, remains } of ledger.rows("windUps"))
      for (const { assetId, amountAtoms } of remains) add(segmentId, assetId, amountAtoms);
    for (const [key, amount] of owed)
      checkEqual("INV-030", amount, this.#net.get(key) ?? 0n, `what is owed of segment/asset ${key}`);
    for (const [key, net] of this.#net) {
      const { heldAtoms } = ledger.must("collaterals", key);
      check("INV-030", net >= 0n, () => `${-net} more of segment/asset ${key} left than came in`);
      checkEqual("INV-030", heldAtoms, net, `what is held of segment/asset ${key}`);
    }
    for (const { assetId, escrowAtoms, outboxAtoms } of ledger.rows("assets")) {
      const inside = [...this.#net].filter(([key]) => key.endsWith(`/${assetId}`)).map(([, net]) => net);
      const held = sum(inside) + (this.#guarantees.get(assetId) ?? 0n);
      const kept = ledger.get("locations", assetId)?.keptAtoms ?? 0n;
      const over = ledger.get("exitAssets", assetId)?.overAtoms ?? 0n;
      const gone = this.#toTreasuries.get(assetId) ?? 0n;
      checkEqual("INV-030", escrowAtoms + gone - outboxAtoms - kept + over, held, `what is left of asset ${assetId}`);
    }
  }

  /** LIQ-008: an account without positions that owes too much does not keep what a backstop has cash for. */
  #checkDebts(ledger: Ledger): void {
    const { height } = ledger.house;
    for (const { accountId, segmentId, status, positions, owner } of ledger.rows("accounts")) {
      if (isEnding(ledger, segmentId)) continue;
      const { maxNegativeCashAtoms } = ledger.must("segments", segmentId).parameters.clearing;
      const owes = status === AccountStatus.active && ledger.cash(accountId) < -maxNegativeCashAtoms;
      if (!owes || positions.length > 0 || !hasBuyer(ledger, segmentId, owner) || !hasGoods(ledger, accountId)) {
        this.#overdrawn.delete(accountId);
        continue;
      }
      const since = this.#overdrawn.get(accountId) ?? height;
      this.#overdrawn.set(accountId, since);
      check("LIQ-008", height - since < PATIENCE_BLOCKS, () => `account ${accountId} keeps collateral beside its debt`);
    }
  }
}

/** INV-014: claims on the outside add up to what left. */
function checkOutbox(ledger: Ledger): void {
  const claims = new Map<number, bigint>();
  for (const row of ledger.rows("outbox"))
    if (isOwed(ledger, row)) claims.set(row.assetId, (claims.get(row.assetId) ?? 0n) + row.amountAtoms);
  for (const { assetId, outboxAtoms } of ledger.rows("assets"))
    checkEqual("INV-014", outboxAtoms, claims.get(assetId) ?? 0n, `claims on asset ${assetId}`);
}

/** DFLT-019: what a managed account is certainly short of is earmarked or recorded once a block had room for all who are managed. */
function checkEarmarks(ledger: Ledger, events: readonly Event[]): void {
  const isLater = events.some(({ type }) => LATER.includes(type));
  for (const { segmentId, earmarkedAtoms, parameters } of ledger.rows("segments")) {
    if (isEnding(ledger, segmentId)) continue;
    const isOf = (accountId: number) => ledger.account(accountId).segmentId === segmentId;
    const managed = [...ledger.rows("managed")].filter(({ accountId }) => isOf(accountId));
    const total = sum(managed.map((row) => row.earmarkedAtoms));
    checkEqual("DFLT-019", earmarkedAtoms, total, `earmarked losses of segment ${segmentId}`);
    const cured = events.filter((each) => each.type === "AccountCured" && isOf(each.accountId)).length;
    if (isLater || managed.length + cured > parameters.clearing.managedPerBlock) continue;
    for (const row of managed) {
      const account = ledger.account(row.accountId);
      const missing = shortfallOf(ledger, account);
      if (missing <= 0n || row.openedHeight === ledger.house.height || !isPriced(ledger, account)) continue;
      const known = row.earmarkedAtoms + row.uncoveredAtoms;
      check("DFLT-019", missing <= known, () => `account ${row.accountId} lacks ${missing}, recorded are ${known}`);
    }
  }
}

const hasGoods = (ledger: Ledger, accountId: number): boolean => {
  const { segmentId, balances } = ledger.account(accountId);
  return balances.some(
    ({ assetId, amountAtoms }) =>
      assetId !== ledger.settlementAsset(accountId) &&
      ledger.get("impairments", assetId) === undefined && // LIQ-098: no backstop buys it
      isAssetKnown(ledger, segmentId, assetId) &&
      isHaircutAgreed(ledger, segmentId, assetId) &&
      collateralValueOf(ledger, segmentId, assetId, amountAtoms) > 0n,
  );
};

const hasBuyer = (ledger: Ledger, segmentId: number, owner: string): boolean =>
  [...ledger.rows("accounts")].some(
    (row) =>
      row.role === AccountRole.backstop &&
      row.segmentId === segmentId &&
      row.status === AccountStatus.active &&
      row.owner !== owner &&
      ledger.cash(row.accountId) >= BUYERS_LEAST,
  );
