/**
 * Wealth with an outside hedge: what an account is worth at true prices, less what its positions gained by their moves.
 *
 * Hedged wealth moves by prices off the truth, fees, funding, close-outs and loss sharing alone, and sums to nothing over the
 * house: what one side has won, another, or the fund, has lost.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import type { Block } from "@novate/engine";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";
import { SEGMENT, USDC } from "../world.ts";

const E6 = 1e6;
const E8 = 1e8;

export class Wealth implements Observer {
  /** Dollars that each account's positions and coins gained by moves of the true prices. */
  readonly #moved = new Map<number, number>();
  /** Dollars brought in less dollars taken out. */
  readonly #brought = new Map<number, number>();
  readonly #last = new Map<string, number>();
  #contributed = 0;
  /** Dollars that each account was worth, and that the fund held, when the play began. */
  #founded: ReadonlyMap<number, number> | null = null;
  #fund = 0;
  #before: readonly AccountRow[] = [];

  before({ state }: Stage): void {
    this.#before = [...state.accounts.values()];
  }

  after(stage: Stage, _: Block, { events }: Played): void {
    const { state, timeMs, values } = stage;
    if (this.#founded === null) {
      this.#founded = new Map(this.#before.map((row) => [row.accountId, values.equity(state, row, timeMs)]));
      this.#fund = fundDollars(stage);
    }
    const value = new Map<number, number>();
    for (const { instrumentId } of state.markets.values())
      value.set(instrumentId, stage.values.lotDollars(state, instrumentId, timeMs));
    for (const account of this.#before) this.#move(stage, account, value);
    for (const [instrumentId, each] of value) this.#last.set(`lot ${instrumentId}`, each);
    for (const { assetId } of state.assets.values())
      this.#last.set(`token ${assetId}`, stage.values.tokenDollars(assetId));
    for (const event of events) {
      const dollarsOf = (assetId: number, amount: bigint) =>
        (Number(amount) / (assetId === USDC ? E6 : E8)) * stage.values.tokenDollars(assetId);
      if (event.type === "DepositCredited") this.#bring(event.accountId, dollarsOf(event.assetId, event.amountAtoms));
      if (event.type === "WithdrawalQueued")
        this.#bring(event.withdrawal.accountId, -dollarsOf(event.withdrawal.assetId, event.withdrawal.amountAtoms));
      if (event.type === "WithdrawalCancelled")
        this.#bring(event.accountId, dollarsOf(event.assetId, event.amountAtoms));
      if (event.type === "WithdrawalsTakenBack")
        for (const { assetId, amountAtoms } of event.parts)
          this.#bring(event.accountId, dollarsOf(assetId, amountAtoms));
      if (event.type === "CollateralTransferred") {
        const moved = dollarsOf(event.assetId, event.amountAtoms);
        this.#bring(event.sourceAccountId, -moved);
        this.#bring(event.targetAccountId, moved);
      }
      if (event.type === "DefaultFundContributed") {
        this.#bring(event.stake.accountId, -Number(event.amountAtoms) / E6);
        this.#contributed += Number(event.amountAtoms) / E6;
      }
    }
  }

  /** What the account gained between the last block and this one by holding what it held. */
  #move({ values }: Stage, account: AccountRow, value: ReadonlyMap<number, number>): void {
    let moved = 0;
    for (const { instrumentId, lots } of account.positions) {
      const now = value.get(instrumentId)!;
      moved += Number(lots) * (now - (this.#last.get(`lot ${instrumentId}`) ?? now));
    }
    for (const { assetId, amountAtoms } of account.balances) {
      const now = values.tokenDollars(assetId);
      moved +=
        (Number(amountAtoms) / (assetId === USDC ? E6 : E8)) * (now - (this.#last.get(`token ${assetId}`) ?? now));
    }
    this.#moved.set(account.accountId, (this.#moved.get(account.accountId) ?? 0) + moved);
    this.lastMove.set(account.accountId, moved);
  }

  /** Dollars by which the last block's prices moved each account. */
  readonly lastMove = new Map<number, number>();

  #bring(accountId: number, amount: number): void {
    this.#brought.set(accountId, (this.#brought.get(accountId) ?? 0) + amount);
  }

  /** Dollars that the account won beside the market since the play began. */
  hedged({ state, values, timeMs }: Stage, accountId: number): number {
    const account = state.accounts.get(accountId);
    if (account === undefined) return 0;
    const worth = values.equity(state, account, timeMs);
    return (
      worth -
      (this.#founded?.get(accountId) ?? 0) -
      (this.#brought.get(accountId) ?? 0) -
      (this.#moved.get(accountId) ?? 0)
    );
  }

  /** Dollars that the fund lost, contributions aside. */
  fundLoss(stage: Stage): number {
    return this.#fund + this.#contributed - fundDollars(stage);
  }
}

function fundDollars({ state }: Stage): number {
  const { skinAtoms, juniorFundAtoms, seniorFundAtoms } = state.segments.get(SEGMENT)!;
  return Number(skinAtoms + juniorFundAtoms + seniorFundAtoms) / E6;
}
