/**
 * Claims of accounts that have changed while a count is under way, as they were at it, found by account.
 *
 * @module
 */
import type { CountedClaim, FrozenClaimsRow } from "@novate/codec";
import { assert } from "@novate/stdx";

/** Accounts of a row: as many as it has room for. */
const CLAIMS_A_ROW = 16;

interface OfEpoch {
  readonly claims: Map<number, CountedClaim>;
  parts: number;
}

export class FrozenClaims {
  readonly #epochs = new Map<number, OfEpoch>();

  follow(before: FrozenClaimsRow | undefined, after: FrozenClaimsRow | undefined): void {
    assert(before === undefined || after === undefined, "claims: what is frozen never changes");
    if (after !== undefined) {
      const ofEpoch = this.#epochs.get(after.epoch) ?? { claims: new Map(), parts: 0 };
      this.#epochs.set(after.epoch, ofEpoch);
      ofEpoch.parts += 1;
      for (const claim of after.claims) ofEpoch.claims.set(claim.accountId, claim);
    } else if (before !== undefined) this.#forget(before);
  }

  get(epoch: number, accountId: number): CountedClaim | undefined {
    return this.#epochs.get(epoch)?.claims.get(accountId);
  }

  has(epoch: number, accountId: number): boolean {
    return this.get(epoch, accountId) !== undefined;
  }

  /** Accounts of which the epoch's count has kept a claim. */
  accountsOf(epoch: number): Iterable<number> {
    return this.#epochs.get(epoch)?.claims.keys() ?? [];
  }

  /** The rows that keep these too, ascending by account. */
  rowsOf(epoch: number, claims: readonly CountedClaim[]): FrozenClaimsRow[] {
    const rows: FrozenClaimsRow[] = [];
    const parts = this.#epochs.get(epoch)?.parts ?? 0;
    for (let from = 0; from < claims.length; from += CLAIMS_A_ROW)
      rows.push({ epoch, part: parts + rows.length, claims: claims.slice(from, from + CLAIMS_A_ROW) });
    return rows;
  }

  /** Only once the count is over, so that no part comes twice. */
  #forget({ epoch, claims }: FrozenClaimsRow): void {
    const ofEpoch = this.#epochs.get(epoch)!; // the row was followed
    for (const { accountId } of claims) ofEpoch.claims.delete(accountId);
    if (ofEpoch.claims.size === 0) this.#epochs.delete(epoch);
  }
}
