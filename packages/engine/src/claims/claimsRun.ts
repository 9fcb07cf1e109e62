/**
 * The count of one epoch: every account's claim, then what an atom of it is paid, then what all of them sum to.
 *
 * It follows from the count, the accounts as they were, and how many blocks have passed: a restarted node counts the same.
 *
 * @module
 */
import type { CheckpointAsset, ClaimCountRow, CountedClaim } from "@novate/codec";
import { owedAtoms, RATE_ONE } from "@novate/evm";
import { atoms, mulDivDown } from "@novate/num";
import { assert } from "@novate/stdx";
import type { ClaimsTree, NextClaims } from "./claimsTree.ts";
import type { CountPrices } from "./countPrices.ts";
import { type SegmentShares, segmentRates } from "./segmentRates.ts";
import { addClaim, addTo, noTotals, type Totals } from "./totals.ts";
import { treasuriesOf, withTreasury } from "./treasuries.ts";

/** What a block counts of: an account's claim costs as much as four sums. */
const LEAST_WORK_A_BLOCK = 4_096;
const VISIT_WORK = 4;
/** A count takes no more blocks than so many visits' shares and as many sums', whatever it counts (CLAIM-002). */
const SHARES = 128;

/** The claim of an account as it was as the count began. */
export type ClaimAt = (prices: CountPrices, accountId: number) => CountedClaim;

interface SegmentCount {
  readonly totals: Totals;
  /** Once all are visited. */
  shares: SegmentShares;
}

const NO_SHARES: SegmentShares = { rates: new Map(), pools: 0n };

export class ClaimsRun {
  readonly claimCount: ClaimCountRow;
  readonly claims: CountedClaim[] = [];
  readonly prices: CountPrices;
  readonly #tree: NextClaims;
  readonly #ids: readonly number[];
  readonly #workABlock: number;
  /** Accounts that stand and were named for pools. */
  readonly #named: readonly number[];
  readonly #segments: ReadonlyMap<number, SegmentCount>;
  readonly #sums = new Map<number, bigint>();
  #isShared = false;
  #summed = 0;
  #blocks = 0;

  /** `ids`: of all accounts that stood as the count began, ascending. `tree`: what the one before becomes. */
  constructor(claimCount: ClaimCountRow, prices: CountPrices, ids: readonly number[], tree: NextClaims) {
    this.claimCount = claimCount;
    this.prices = prices;
    this.#tree = tree;
    this.#ids = ids;
    this.#workABlock = Math.max(LEAST_WORK_A_BLOCK, Math.ceil((VISIT_WORK * ids.length) / SHARES));
    const treasuries = treasuriesOf(claimCount);
    this.#named = treasuries.length === 0 ? [] : treasuries.filter((accountId) => ids.includes(accountId));
    this.#segments = new Map(
      claimCount.segments.map(({ segmentId }) => [segmentId, { totals: noTotals(), shares: NO_SHARES }]),
    );
  }

  get isDone(): boolean {
    return this.claims.length === this.#ids.length && this.#summed === this.#ids.length;
  }

  /** Goes on to where it stands after so many blocks. Work: a block's for each that is new. */
  advance(blocks: number, claimAt: ClaimAt): void {
    for (; this.#blocks < blocks && !this.isDone; this.#blocks += 1) this.#count(this.#workABlock, claimAt);
  }

  /** Counts what is left. */
  finish(claimAt: ClaimAt): void {
    if (!this.isDone) this.#count(Number.POSITIVE_INFINITY, claimAt);
  }

  /** The claim of an account that was visited, as that found it; undefined of others, and of accounts that were named for pools. */
  visited(accountId: number): CountedClaim | undefined {
    const place = placeOf(this.#ids, accountId);
    const claim = this.#ids[place] === accountId ? this.claims[place] : undefined;
    return claim === undefined || this.#isNamed(claim) ? undefined : claim;
  }

  /** The assets of the count with what is claimed of each, once it is done. */
  assets(): CheckpointAsset[] {
    assert(this.isDone, "claims: the count is not done");
    return this.claimCount.draft.assets.map((asset) => {
      const claimTotalAtoms = atoms(this.#sums.get(asset.assetId) ?? 0n);
      const { heldAtoms, assetId } = asset;
      assert(
        claimTotalAtoms <= heldAtoms,
        `INV-036: asset ${assetId} has claims of ${claimTotalAtoms} on ${heldAtoms}`,
      );
      const rates = [...this.#segments.values()].flatMap(({ shares }) => shares.rates.get(assetId) ?? []);
      return { ...asset, claimTotalAtoms, rates };
    });
  }

  /** The tree of all claims, once it is done. */
  tree(): ClaimsTree {
    assert(this.isDone, "claims: the count is not done");
    return this.#tree.finish();
  }

  #count(work: number, claimAt: ClaimAt): void {
    let left = work;
    const known = this.claims.length;
    for (; this.claims.length < this.#ids.length && left > 0; left -= VISIT_WORK) {
      const claim = claimAt(this.prices, this.#ids[this.claims.length]!);
      this.claims.push(claim);
      addClaim(this.#segmentOf(claim).totals, claim);
    }
    const visited = this.claims.slice(known);
    this.#tree.add(this.#named.length === 0 ? visited : visited.filter((claim) => !this.#isNamed(claim)));
    if (this.claims.length < this.#ids.length) return;
    if (!this.#isShared) this.#share();
    for (; this.#summed < this.#ids.length && left > 0; left -= 1) this.#sum(this.claims[this.#summed++]!);
  }

  /** Rates of each segment, and what is a named account's besides: its leaf is made last. */
  #share(): void {
    this.#isShared = true; // a block may end between it and the first sum
    for (const segment of this.claimCount.segments) {
      const count = this.#segments.get(segment.segmentId)!; // one each
      count.shares = segmentRates(segment, count.totals, this.#named.includes(segment.treasuryAccountId));
    }
    const poolsOf = (segmentId: number): bigint => this.#segments.get(segmentId)!.shares.pools;
    for (const [place, claim] of this.claims.entries()) {
      if (this.#named.length === 0) return;
      if (this.#isNamed(claim)) this.claims[place] = withTreasury(claim, this.claimCount, poolsOf);
    }
    this.#tree.add(this.claims.filter((claim) => this.#isNamed(claim)));
  }

  readonly #isNamed = ({ accountId }: CountedClaim): boolean => this.#named.includes(accountId);

  #sum(claim: CountedClaim): void {
    for (const { assetId, amountAtoms } of claim.kept) addTo(this.#sums, assetId, amountAtoms);
    const { rates } = this.#segmentOf(claim).shares;
    let owed: bigint | null = null;
    for (const [assetId, rate] of rates) {
      owed ??= owedAtoms(claim.parts, rate); // its kept parts are the segment's
      if (owed === 0n) return;
      addTo(this.#sums, assetId, mulDivDown(owed, rate.rate, RATE_ONE));
    }
  }

  #segmentOf({ segmentId }: CountedClaim): SegmentCount {
    const count = this.#segments.get(segmentId);
    assert(count !== undefined, `claims: segment ${segmentId} was not struck`);
    return count;
  }
}

/** Where an id stands among ascending ones, or would. */
function placeOf(ids: readonly number[], id: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
