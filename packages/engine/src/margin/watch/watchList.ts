/**
 * Which accounts may be in breach: those without a certificate, and those whose certificate a price has used up (MARG-061).
 *
 * A certificate of `risk` says how far prices may move before the account's surplus can be gone. Whatever else moves a
 * surplus takes the certificate away: a change of the account's row, an account beside it, funding, other parameters.
 *
 * Derived and rebuildable: without certificates every account is due, and looking at an account that is not in breach
 * changes nothing. So the list decides how much is worked out, never what comes of it.
 *
 * @module
 */
import type { AccountRow, Hex, MarketRow } from "@novate/codec";
import { HealthWatch } from "@novate/risk";
import { collateralValueAtoms } from "../../collateral/value.ts";
import type { MarginPass, MarginWatch } from "../../command/margin.ts";
import type { Derived } from "../../derived/derived.ts";
import { atomsToNumber } from "../../gate/units.ts";
import type { Health } from "../../ledger/health.ts";
import { mustGet, type State } from "../../state/state.ts";
import type { MarginDesk } from "../desk/marginDesk.ts";
import type { SegmentBook } from "../desk/segmentBook.ts";
import { CollateralFloors } from "./collateralFloors.ts";
import { DueAccounts } from "./dueAccounts.ts";
import { FullPass, isPlain } from "./fullPass.ts";

/** The certificates of a segment, and the book that they are measured on. */
interface Watch {
  readonly book: SegmentBook;
  readonly certificates: HealthWatch;
  /** The credits under which they were written. */
  readonly credits: string;
}

export class WatchList implements MarginWatch {
  readonly #state: State;
  readonly #derived: Derived;
  readonly #margin: MarginDesk;
  readonly #pass: MarginPass;
  readonly #watches = new Map<number, Watch>();
  readonly #floors = new CollateralFloors();
  readonly #full: FullPass;
  /** Accounts without a certificate. */
  readonly #due = new DueAccounts();
  /** Owners who opened a second account in a segment since the list was last asked for: clones have no certificate already. */
  readonly #openers = new Set<Hex>();

  /** `pass`: how many accounts are margined at once. */
  constructor(state: State, derived: Derived, margin: MarginDesk, pass: MarginPass) {
    this.#state = state;
    this.#derived = derived;
    this.#margin = margin;
    this.#pass = pass;
    this.#full = new FullPass(state, margin, this.#floors, pass);
    state.accounts.observe((before, after) => this.#followAccount(before, after));
    state.markets.observe((before, after) => this.#followMarket(before, after));
  }

  /** Work: the certificates that ended, and the rows that prices replaced since the last call. */
  due(): DueAccounts {
    for (const owner of this.#openers) for (const id of this.#derived.owners.accountsOf(owner)) this.#addDue(id);
    this.#openers.clear();
    for (const accountId of this.#floors.advance(this.#state)) this.#addDue(accountId);
    for (const [segmentId, watch] of this.#watches) this.#advance(segmentId, watch);
    return this.#due;
  }

  #addDue(accountId: number): void {
    const account = this.#state.accounts.get(accountId); // a certificate or a floor may outlive its account
    if (account !== undefined) this.#due.add(account.segmentId, accountId);
  }

  /** Where many are due, a full pass first certifies those that are plainly in health. */
  narrow(accountIds: readonly number[]): readonly number[] {
    if (accountIds.length < this.#pass.leastAccounts) return accountIds;
    this.#certifyMany(accountIds);
    return accountIds.filter((accountId) => {
      const { segmentId } = mustGet(this.#state.accounts, accountId);
      return this.#due.has(segmentId, accountId);
    });
  }

  /**
   * The account is not in breach, as `health` of this instant says: it need not be looked at before that can change.
   *
   * To be called only for what {@link due} answered, and before prices move again.
   */
  certify(account: AccountRow, health: Health): void {
    const { accountId, segmentId } = account;
    const surplus = this.#provenSurplus(account, health);
    const book = this.#margin.bookOf(segmentId);
    if (surplus <= 0n || book.isCapped || this.#hasClones(account)) return;
    const { certificates } = this.#watchOf(segmentId);
    certificates.certify(accountId, book.positionsOf(account), atomsToNumber(surplus), book.currentContext);
    this.#due.delete(segmentId, accountId);
  }

  /** The account has nothing to breach until its row changes. */
  dismiss({ accountId, segmentId }: AccountRow): void {
    this.#due.delete(segmentId, accountId);
  }

  /** What {@link certify} would do for each account that plainly needs no look. */
  #certifyMany(accountIds: readonly number[]): void {
    const plain = new Map<number, AccountRow[]>();
    for (const accountId of accountIds) {
      const account = mustGet(this.#state.accounts, accountId);
      if (!isPlain(account) || this.#derived.owners.hasSiblings(accountId)) continue;
      const others = plain.get(account.segmentId);
      if (others === undefined) plain.set(account.segmentId, [account]);
      else others.push(account);
    }
    for (const [segmentId, accounts] of plain) {
      const { certificates } = this.#watchOf(segmentId);
      this.#full.run(segmentId, accounts, (accountId, positions, surplus, context) => {
        certificates.certify(accountId, positions, surplus, context);
        this.#due.delete(segmentId, accountId);
      });
    }
  }

  /** Measures what prices did, or ends all certificates where no measure holds. */
  #advance(segmentId: number, { book, certificates, credits }: Watch): void {
    const isReplaced = this.#margin.bookOf(segmentId) !== book; // parameters or listings changed
    const context = isReplaced ? null : book.context(this.#state);
    if (context === null || book.isCapped || book.credits !== credits) {
      this.#watches.delete(segmentId);
      for (const account of this.#state.accounts.values())
        if (account.segmentId === segmentId) this.#due.add(segmentId, account.accountId);
      return;
    }
    for (const underlying of book.takeMoved())
      for (const accountId of certificates.advance(underlying, context)) this.#due.add(segmentId, accountId);
  }

  /** Equity less maintenance margin, with other assets at their floors; zero where one of them is owed. */
  #provenSurplus(account: AccountRow, { equityAtoms, maintenanceAtoms }: Health): bigint {
    const { settlementAssetId } = mustGet(this.#state.segments, account.segmentId);
    const others = account.balances.filter(({ assetId }) => assetId !== settlementAssetId);
    if (others.some(({ amountAtoms }) => amountAtoms < 0n)) return 0n;
    const counted = this.#floors.countOn(account, others);
    return equityAtoms - collateralValueAtoms(this.#state, account) + counted - maintenanceAtoms;
  }

  /** Clones are charged for each other's interest, which no certificate measures. */
  #hasClones({ owner, segmentId }: AccountRow): boolean {
    return (this.#derived.owners.groupOf(owner, segmentId)?.accounts ?? 0) > 1;
  }

  #watchOf(segmentId: number): Watch {
    let watch = this.#watches.get(segmentId);
    if (watch === undefined) {
      const book = this.#margin.bookOf(segmentId);
      book.context(this.#state); // prices it, and says which credits hold
      watch = { book, certificates: new HealthWatch(book.book), credits: book.credits };
      this.#watches.set(segmentId, watch);
    }
    return watch;
  }

  #followAccount(before: AccountRow | undefined, after: AccountRow | undefined): void {
    const { accountId, owner, segmentId } = (after ?? before)!; // a change has at least one side
    if (after === undefined) {
      this.#due.delete(segmentId, accountId);
      this.#watches.get(segmentId)?.certificates.forget(accountId);
      return;
    }
    this.#due.add(segmentId, accountId);
    if (before === undefined && this.#derived.owners.groupOf(owner, segmentId)?.accounts === 2)
      this.#openers.add(owner);
  }

  #followMarket(before: MarketRow | undefined, after: MarketRow | undefined): void {
    if (before === undefined || after === undefined || before.fundingIndexE6 === after.fundingIndexE6) return;
    for (const accountId of this.#derived.positions.holdersOf(after.instrumentId)) this.#addDue(accountId);
  }
}
