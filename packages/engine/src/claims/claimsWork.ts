/**
 * Claims beside the state: the count under way, what a block changes meanwhile, and the tree of the last checkpoint.
 *
 * @module
 */
import type { AccountRow, ClaimCountRow, FrozenClaimsRow } from "@novate/codec";
import { isVoid } from "../ledger/voids.ts";
import { CLAIM_COUNT } from "../state/keys.ts";
import { mustGet, type State } from "../state/state.ts";
import { accountClaim, type Beside } from "./accountClaim.ts";
import { BesideIndex } from "./beside.ts";
import { type ClaimAt, ClaimsRun } from "./claimsRun.ts";
import { ClaimsTree } from "./claimsTree.ts";
import { type CountPrices, countPrices } from "./countPrices.ts";
import { FrozenClaims } from "./frozenClaims.ts";

/** The ids of the accounts that stand. */
interface StandingIds {
  /** All that are no greater than `last`, ascending. */
  upTo(last: number): number[];
}

/** An account before the block at hand changed it. */
interface Before {
  readonly account: AccountRow;
  readonly beside: Beside;
}

export class ClaimsWork {
  readonly beside = new BesideIndex();
  readonly #frozen = new FrozenClaims();
  #tree = new ClaimsTree();
  readonly #state: State;
  readonly #accountIds: StandingIds;
  readonly #changed = new Map<number, Before>();
  #run: ClaimsRun | null = null;

  constructor(state: State, accountIds: StandingIds) {
    this.#state = state;
    this.#accountIds = accountIds;
    state.claims.observe((before, after) => this.#frozen.follow(before, after));
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
    state.exitDebts.observe((before, after) => {
      this.#noteId((after ?? before)!.accountId);
      this.beside.followDebt(before, after);
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
    const run = this.#runOf(claimCount) ?? this.#begun(claimCount);
    if (blocks === null) run.finish(this.#claimAt);
    else run.advance(blocks, this.#claimAt);
    return run;
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

  /** Rows of the accounts that the block at hand changed first since the count, as they were at it. */
  unfrozen(claimCount: ClaimCountRow): FrozenClaimsRow[] {
    const { epoch } = claimCount.draft;
    if (this.#changed.size === 0) return [];
    const run = this.#runOf(claimCount) ?? this.#begun(claimCount);
    const claims = [...this.#changed.values()]
      .filter(({ account: { accountId } }) => accountId <= claimCount.lastAccountId)
      .map(({ account, beside }) => run.visited(account.accountId) ?? accountClaim(run.prices, account, beside))
      .sort((left, right) => left.accountId - right.accountId);
    return this.#frozen.rowsOf(epoch, claims);
  }

  /** The run of a count, if it is under way here: not after a restart. */
  #runOf({ draft }: ClaimCountRow): ClaimsRun | null {
    return this.#run?.claimCount.draft.epoch === draft.epoch ? this.#run : null;
  }

  #begun(claimCount: ClaimCountRow): ClaimsRun {
    const prices = countPrices(this.#state, claimCount);
    this.#run = new ClaimsRun(claimCount, prices, this.#idsAt(claimCount), this.#tree.next());
    return this.#run;
  }

  readonly #claimAt: ClaimAt = (prices: CountPrices, accountId: number) =>
    this.#frozen.get(prices.epoch, accountId) ??
    accountClaim(prices, mustGet(this.#state.accounts, accountId), this.beside.of(accountId));

  /** Accounts that stood as the count began: those that stand, and those that were closed since. */
  #idsAt({ lastAccountId, draft }: ClaimCountRow): number[] {
    const ids = this.#accountIds.upTo(lastAccountId);
    const closed = [...this.#frozen.accountsOf(draft.epoch)].filter((each) => !this.#state.accounts.has(each));
    return closed.length === 0 ? ids : [...ids, ...closed].sort((left, right) => left - right);
  }

  #noteId(accountId: number): void {
    const account = this.#state.accounts.get(accountId);
    if (account !== undefined) this.#note(account);
  }

  #note(account: AccountRow): void {
    const { accountId } = account;
    const claimCount = this.#state.claimCounts.get(CLAIM_COUNT);
    if (claimCount === undefined || this.#changed.has(accountId)) return;
    if (this.#frozen.has(claimCount.draft.epoch, accountId)) return;
    this.#changed.set(accountId, { account, beside: this.beside.of(accountId) });
  }
}
