/**
 * Which accounts may have lost equity since margin was last watched: those whose rows changed, and those whose positions
 * or collateral were valued anew. Asked at the end of each block, so that INV-005 costs what changed and not what exists.
 *
 * @module
 */
import type { AccountRow, CollateralRow, MarketRow } from "@novate/codec";
import type { OpenPositions } from "./openPositions.ts";

export class Unwatched {
  readonly #accounts = new Set<number>();
  readonly #instruments = new Set<number>();
  readonly #holdersOf = new Map<number, Set<number>>();
  readonly #assets = new Set<number>();

  followAccount(before: AccountRow | undefined, after: AccountRow | undefined): void {
    const accountId = (after ?? before)!.accountId;
    if (after === undefined)
      this.#accounts.delete(accountId); // closed: it held nothing
    else this.#accounts.add(accountId);
    if (before?.balances === after?.balances) return;
    for (const { assetId } of before?.balances ?? []) this.#holdersOf.get(assetId)?.delete(accountId);
    for (const { assetId } of after?.balances ?? []) this.#holders(assetId).add(accountId);
  }

  followMarket(before: MarketRow | undefined, after: MarketRow | undefined): void {
    if (before === undefined || after === undefined) return;
    if (before.mark?.priceTicks !== after.mark?.priceTicks || before.fundingIndexE6 !== after.fundingIndexE6)
      this.#instruments.add(after.instrumentId);
  }

  followCollateral(before: CollateralRow | undefined, after: CollateralRow | undefined): void {
    if (after !== undefined && before?.haircutPpm !== after.haircutPpm) this.#assets.add(after.spec.assetId);
  }

  /** Everything has been watched. */
  clear(): void {
    this.#accounts.clear();
    this.#instruments.clear();
    this.#assets.clear();
  }

  /** The accounts, ascending. */
  take(positions: OpenPositions): number[] {
    const accountIds = new Set(this.#accounts);
    for (const instrumentId of this.#instruments)
      for (const id of positions.holdersOf(instrumentId)) accountIds.add(id);
    for (const assetId of this.#assets) for (const id of this.#holders(assetId)) accountIds.add(id);
    return [...accountIds].sort((left, right) => left - right);
  }

  #holders(assetId: number): Set<number> {
    let holders = this.#holdersOf.get(assetId);
    if (holders === undefined) {
      holders = new Set();
      this.#holdersOf.set(assetId, holders);
    }
    return holders;
  }
}
