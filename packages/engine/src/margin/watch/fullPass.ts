/**
 * Many accounts held against their maintenance margin at once, in the order of the kernel's tables.
 *
 * A pass decides only who need not be looked at. Whatever it cannot show in exact numbers it leaves to the ordinary path:
 * so what a block does depends neither on the pass nor on whether there is one.
 *
 * @module
 */
import { type AccountRow, AccountStatus } from "@novate/codec";
import { AccountTable, createRequirementTable, type MarginContext, type Positions } from "@novate/risk";
import type { MarginPass } from "../../command/margin.ts";
import { atomsToNumber } from "../../gate/units.ts";
import { mustGet, type StateView } from "../../state/state.ts";
import { type MarginDesk, METHODS } from "../desk/marginDesk.ts";
import type { CollateralFloors } from "./collateralFloors.ts";

/** Accounts at once: every thread has work, and the tables stay in the processor's cache and out of the collector's way. */
const BATCH = 8_192;

/** Whether a pass can speak for the account: it has positions, and default management has not taken it. */
export const isPlain = (account: AccountRow): boolean =>
  account.positions.length > 0 && account.status !== AccountStatus.managed;

/** `surplusAtoms` is more than zero and no more than equity less maintenance margin; `positions` stand during the call. */
export type Certify = (accountId: number, positions: Positions, surplusAtoms: number, context: MarginContext) => void;

export class FullPass {
  readonly #state: StateView;
  readonly #desk: MarginDesk;
  readonly #floors: CollateralFloors;
  readonly #pass: MarginPass;
  readonly #table = new AccountTable();
  readonly #result = createRequirementTable(BATCH);
  readonly #accountIds = new Int32Array(BATCH);
  /** Settlement atoms, whole: cash, unvested gains, other assets at their floors. */
  readonly #equities = new Float64Array(BATCH);

  constructor(state: StateView, desk: MarginDesk, floors: CollateralFloors, pass: MarginPass) {
    this.#state = state;
    this.#desk = desk;
    this.#floors = floors;
    this.#pass = pass;
  }

  /** Margins accounts of one segment that are {@link isPlain} and have no clones; calls `certify` for each with a surplus. */
  run(segmentId: number, accounts: readonly AccountRow[], certify: Certify): void {
    const { settlementAssetId } = mustGet(this.#state.segments, segmentId);
    const book = this.#desk.bookOf(segmentId);
    const context = book.context(this.#state);
    if (book.isCapped) return;
    for (let from = 0; from < accounts.length; from += BATCH) {
      this.#table.clear();
      let count = 0;
      for (let at = from; at < Math.min(from + BATCH, accounts.length); at += 1) {
        const account = accounts[at]!;
        const equity = this.#equityOf(account, settlementAssetId);
        if (Number.isNaN(equity)) continue;
        this.#table.set(count, book.positionsOf(account), METHODS[account.method]!);
        this.#accountIds[count] = account.accountId;
        this.#equities[count] = equity;
        count += 1;
      }
      this.#pass.margin(book.book, context, this.#table, this.#result);
      for (let index = 0; index < count; index += 1) {
        // Infinite where the requirement is beyond exact sums.
        const surplus = this.#equities[index]! - this.#result.maintenance[index]!;
        if (surplus > 0) certify(this.#accountIds[index]!, this.#table.positions(index), surplus, context);
      }
    }
  }

  /**
   * Never more than the account's equity, and exact; NaN where float64 may not hold it, and where an asset is owed.
   *
   * Assets count at their floors, as in a certificate.
   */
  #equityOf(account: AccountRow, settlementAssetId: number): number {
    let cash = 0;
    let hasOthers = false;
    for (const { assetId, amountAtoms } of account.balances) {
      if (assetId === settlementAssetId) cash = atomsToNumber(amountAtoms);
      else if (amountAtoms < 0n) return Number.NaN;
      else hasOthers = true;
    }
    const unvested = this.#desk.exactUnvestedOf(account.positions);
    let counted = 0;
    if (hasOthers) {
      const others = account.balances.filter(({ assetId }) => assetId !== settlementAssetId);
      counted = atomsToNumber(this.#floors.countOn(account, others));
    }
    const gross = Math.abs(cash) + Math.abs(unvested) + counted;
    return gross < Number.MAX_SAFE_INTEGER ? cash + unvested + counted : Number.NaN;
  }
}
