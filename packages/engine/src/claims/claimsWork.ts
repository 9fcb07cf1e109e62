/**
 * Claims beside the state: the count under way, what a block changes meanwhile, and the tree of the last checkpoint.
 *
 * @module
 */
import type { AccountRow, ClaimCountRow, ClaimRow } from "@novate/codec";
import { isVoid } from "../ledger/voids.ts";
import { CLAIM_COUNT, claimKey } from "../state/keys.ts";
import { mustGet, type State } from "../state/state.ts";
import { accountClaim, type Beside } from "./accountClaim.ts";
import { BesideIndex } from "./beside.ts";
import { type ClaimAt, ClaimsRun } from "./claimsRun.ts";
import { ClaimsTree } from "./claimsTree.ts";
import { type CountPrices, countPrices } from "./countPrices.ts";

/** An account before the block at hand changed it. */
interface Before {
  readonly account: AccountRow;
  readonly beside: Beside;
}

export class ClaimsWork {
  readonly beside = new BesideIndex();
  #tree = new ClaimsTree();
  readonly #state: State;
  readonly #changed = new Map<number, Before>();
  #run: ClaimsRun | null = null;

  constructor(state: State) {
    this.#state = state;
    state.accounts.observe((before) => {
      if (before !== undefined) this.#note(before);
    });
    state.voids.observe((before, after) => {
      if (after === undefined || after.belowId === before?.belowId) return;
      this.#noteId(after.accountId);
      this.beside.dropWaiting(after.accountId);
    });
    state.outbox.observe((before, after) => {
      const row = (after ?? before)!; // a change has at least one side
      if (isVoid(state, row)) return;
      this.#noteId(row.accountId);
      this.beside.followOutbox(before, after);
    });
    state.stakes.observe((before, after) => {
      this.#noteId((after ?? before)!.accountId);
      this.beside.followStake(before, after);
    });
    state.keys.observe((before, after) => {
      this.#noteId((after ?? before)!.accountId);
      this.beside.followKey(before, after);
    });
  }

  /** Of the last checkpoint that this process has seen struck. */
  get tree(): ClaimsTree {
    return this.#tree;
  }

  /** A block begins: nothing has changed in it. */
  begin(): void {
    this.#changed.clear();
  }

  /** The count of a count after so many blocks; all of it where `blocks` is null. */
  count(claimCount: ClaimCountRow, blocks: number | null): ClaimsRun {
    if (this.#run?.claimCount.draft.epoch !== claimCount.draft.epoch)
      this.#run = new ClaimsRun(claimCount, this.#idsAt(claimCount), this.#tree.next());
    if (blocks === null) this.#run.finish(this.#claimAt);
    else this.#run.advance(blocks, this.#claimAt);
    return this.#run;
  }

  /** The count is over: its tree is the last one. */
  close(run: ClaimsRun): void {
    this.#tree = run.tree();
    this.drop();
  }

  /** Forgets how far the count has come: it begins anew where it is asked for. */
  drop(): void {
    this.#run = null;
  }

  /** Accounts that the block at hand changed first since the count, as they were at it; by id. */
  unfrozen(claimCount: ClaimCountRow): ClaimRow[] {
    const prices = countPrices(claimCount);
    const {
      lastAccountId,
      draft: { epoch },
    } = claimCount;
    return [...this.#changed.values()]
      .filter(
        ({ account: { accountId } }) =>
          accountId <= lastAccountId && !this.#state.claims.has(claimKey(epoch, accountId)),
      )
      .map(({ account, beside }) => accountClaim(this.#state, prices, account, beside))
      .sort((left, right) => left.accountId - right.accountId);
  }

  readonly #claimAt: ClaimAt = (prices: CountPrices, accountId: number) =>
    this.#state.claims.get(claimKey(prices.epoch, accountId)) ??
    accountClaim(this.#state, prices, mustGet(this.#state.accounts, accountId), this.beside.of(accountId));

  /** Accounts that stood as the count began: those that stand, and those that were closed since. */
  #idsAt({ lastAccountId, draft }: ClaimCountRow): number[] {
    const ids = new Set<number>();
    for (const { accountId } of this.#state.accounts.values()) if (accountId <= lastAccountId) ids.add(accountId);
    for (const { accountId, epoch } of this.#state.claims.values()) if (epoch === draft.epoch) ids.add(accountId);
    return [...ids].sort((left, right) => left - right);
  }

  #noteId(accountId: number): void {
    const account = this.#state.accounts.get(accountId);
    if (account !== undefined) this.#note(account);
  }

  #note(account: AccountRow): void {
    const { accountId } = account;
    if (!this.#state.claimCounts.has(CLAIM_COUNT) || this.#changed.has(accountId)) return;
    this.#changed.set(accountId, { account, beside: this.beside.of(accountId) });
  }
}
