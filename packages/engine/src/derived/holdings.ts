/**
 * Per asset, everything the house owes, summed as it changes: balances, pools, payments under way, fees, outbox, what was too little (INV-001).
 *
 * @module
 */
import type { AccountRow, AssetRow, ExitAssetRow, LocationRow, SegmentRow, VenueRow, WindUpRow } from "@novate/codec";
import { assert } from "@novate/stdx";

export class Holdings {
  readonly #owed = new Map<number, bigint>();
  readonly #escrow = new Map<number, bigint>();
  readonly #touched = new Set<number>();

  followAccount(before: AccountRow | undefined, after: AccountRow | undefined): void {
    if (before?.balances === after?.balances) return;
    for (const { assetId, amountAtoms } of before?.balances ?? []) this.#add(assetId, -amountAtoms);
    for (const { assetId, amountAtoms } of after?.balances ?? []) this.#add(assetId, amountAtoms);
  }

  followSegment(before: SegmentRow | undefined, after: SegmentRow | undefined): void {
    if (before !== undefined) this.#add(before.settlementAssetId, -poolsOf(before));
    if (after !== undefined) this.#add(after.settlementAssetId, poolsOf(after));
  }

  followVenue(before: VenueRow | undefined, after: VenueRow | undefined): void {
    if (before !== undefined) this.#add(before.spec.settlementAssetId, -venuePoolsOf(before));
    if (after !== undefined) this.#add(after.spec.settlementAssetId, venuePoolsOf(after));
  }

  /** Coins on their way between accounts of a segment that winds up, and what nobody has of them in the end. */
  followWindUp(before: WindUpRow | undefined, after: WindUpRow | undefined): void {
    if (before?.remains === after?.remains) return;
    for (const { assetId, amountAtoms } of before?.remains ?? []) this.#add(assetId, -amountAtoms);
    for (const { assetId, amountAtoms } of after?.remains ?? []) this.#add(assetId, amountAtoms);
  }

  followLocation(before: LocationRow | undefined, after: LocationRow | undefined): void {
    this.#add((after ?? before)!.assetId, (after?.keptAtoms ?? 0n) - (before?.keptAtoms ?? 0n));
  }

  followAsset(before: AssetRow | undefined, after: AssetRow | undefined): void {
    const row = after ?? before;
    assert(row !== undefined, "holdings: an asset change without a row");
    this.#add(row.assetId, (after?.outboxAtoms ?? 0n) - (before?.outboxAtoms ?? 0n));
    this.#escrow.set(row.assetId, after?.escrowAtoms ?? 0n);
  }

  /** What a vault in exit pays beyond what was had here is owed by others, until it is replaced. */
  followExitAsset(before: ExitAssetRow | undefined, after: ExitAssetRow | undefined): void {
    this.#add((after ?? before)!.assetId, (before?.overAtoms ?? 0n) - (after?.overAtoms ?? 0n));
  }

  followExitPot(change: bigint, settlementAssetId: number): void {
    this.#add(settlementAssetId, change);
  }

  /** Asserts INV-001 for every asset touched since the last call: what is owed is what is held, to the atom. */
  assertConserved(): void {
    for (const assetId of this.#touched) {
      const owed = this.#owed.get(assetId) ?? 0n;
      const escrow = this.#escrow.get(assetId) ?? 0n;
      assert(owed === escrow, `INV-001: asset ${assetId} owes ${owed} and holds ${escrow}`);
    }
    this.#touched.clear();
  }

  owedOf(assetId: number): bigint {
    return this.#owed.get(assetId) ?? 0n;
  }

  #add(assetId: number, change: bigint): void {
    this.#touched.add(assetId);
    if (change !== 0n) this.#owed.set(assetId, (this.#owed.get(assetId) ?? 0n) + change);
  }
}

/** All of a segment's cash that is no account's. */
export const poolsOf = (row: SegmentRow): bigint =>
  row.feesAtoms + row.skinAtoms + row.juniorFundAtoms + row.seniorFundAtoms + row.dustAtoms + row.transitAtoms;

const venuePoolsOf = (row: VenueRow): bigint => row.guaranteeAtoms + row.feesAtoms;
