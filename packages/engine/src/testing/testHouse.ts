/**
 * A house for tests: the small market, the price that a test wants, and commands answered one at a time.
 *
 * Signatures are taken as valid: nothing here signs or verifies.
 *
 * @module
 */
import {
  type AccountRow,
  AccountStatus,
  type Command,
  type Hex,
  type Refusal,
  type RefusalCode,
  type Signer,
} from "@novate/codec";
import { type Atoms, atoms, type Lots, lots, type Ticks } from "@novate/num";
import { carryOut } from "../block/carryOut.ts";
import { rebalanced } from "../collateral/seasoning.ts";
import type { Context } from "../command/context.ts";
import type { MarginPass } from "../command/margin.ts";
import { Looks } from "../derived/looks.ts";
import { createGenesisEvents, type Genesis } from "../governance/genesis.ts";
import { WorkingHouse } from "../house.ts";
import { balanceOf, positionOf, withPosition } from "../ledger/balances.ts";
import { tradedPosition } from "../ledger/position.ts";
import { learnedSamples } from "../ledger/premiumSamples.ts";
import { toTicks } from "../ledger/toTicks.ts";
import { prove } from "../prepare/prove.ts";
import type { VerifySignature } from "../prepare/verifySignature.ts";
import { decide } from "../registry/decide.ts";
import { evolve } from "../registry/evolve.ts";
import { houseOf, mustGet, type State } from "../state/state.ts";
import {
  address,
  BTC_FEED,
  CHAIN,
  CUSTODIAN_SIGNER,
  GENESIS_MS,
  ownerSigner,
  SEGMENT,
  testGenesis,
  USDC,
  USDC_FEED,
} from "./testMarket.ts";

const PRICE_UNITS = 100_000_000n; // feeds have 8 decimals

export class TestHouse {
  readonly house: WorkingHouse;
  #nextDeposit = 1n;

  readonly #verify: VerifySignature;

  /** `verify`: of what commands carry; all is signed, if absent. */
  constructor(genesis: Genesis = testGenesis(), pass?: MarginPass, verify: VerifySignature = () => true) {
    this.#verify = verify;
    this.house = new WorkingHouse(undefined, pass);
    this.house.emitAll(createGenesisEvents(genesis));
    this.house.takeEvents();
  }

  get state(): State {
    return this.house.state;
  }

  get timeMs(): number {
    return houseOf(this.state).timeMs;
  }

  account(accountId: number): AccountRow {
    return mustGet(this.state.accounts, accountId);
  }

  /** Opens a block that stays open: time and height move, nothing else runs. */
  openBlock(timeMs: number = this.timeMs + 1_000): void {
    const { height } = houseOf(this.state);
    this.house.emit({ type: "BlockOpened", height: height + 1, timeMs, isResumed: false });
  }

  /** Hears one command in the open block. Its events are written; a refusal is returned. INV-001 and INV-002 hold after it. */
  hear(command: Command, signer: Signer): Refusal | null {
    const { house, timeMs, height } = houseOf(this.state);
    const evidence = prove({ house, command }, this.#verify);
    const context: Context = {
      timeMs,
      height,
      signer,
      evidence,
      margin: this.house.margin,
      owing: this.house.derived.owers,
      looks: new Looks(),
      evolve,
    };
    const decision = decide(this.state, command, context);
    if (decision.accepted) carryOut(this.house, decision);
    this.house.derived.holdings.assertConserved();
    this.house.derived.positions.assertMatched();
    return decision.accepted ? null : decision.refusal;
  }

  /** The code of the refusal, or "accepted": what a table of outcomes compares. */
  outcome(command: Command, signer: Signer): RefusalCode | "accepted" {
    return this.hear(command, signer)?.code ?? "accepted";
  }

  /** Hears a command that must be accepted. */
  must(command: Command, signer: Signer): void {
    const refusal = this.hear(command, signer);
    if (refusal !== null) throw new Error(`${command.type} was refused: ${refusal.code} ${describe(refusal)}`);
  }

  /** Opens an account of `owner` with this much USDC and returns its id. */
  openAccount(owner: Hex = address(1), dollarsAtoms: Atoms = atoms(0n), method = 1): number {
    const accountId = houseOf(this.state).nextAccountId;
    this.must({ type: "OpenAccount", segmentId: SEGMENT, method }, ownerSigner(owner));
    if (dollarsAtoms > 0n) this.deposit(accountId, USDC, dollarsAtoms);
    return accountId;
  }

  deposit(accountId: number, assetId: number, amountAtoms: Atoms): void {
    const depositIndex = this.#nextDeposit++;
    this.must(
      { type: "CreditDeposit", chainId: CHAIN, depositIndex, accountId, assetId, amountAtoms },
      CUSTODIAN_SIGNER,
    );
  }

  /** Replaces an account's row: for what only other modules bring about, such as default management. */
  changeAccount(accountId: number, change: Partial<AccountRow>): void {
    this.state.accounts.put({ ...this.account(accountId), ...change });
  }

  /** Puts an account under default management as the house would find it; false takes it out. */
  manage(accountId: number, isManaged = true): void {
    this.changeAccount(accountId, { status: isManaged ? AccountStatus.managed : AccountStatus.active });
    const { equityAtoms, maintenanceAtoms } = this.house.margin.assess(this.state, this.account(accountId));
    const found = {
      equityAtoms,
      maintenanceAtoms,
      uncoveredAtoms: atoms(0n),
      wholeAccount: false,
      triedHeight: 0,
      shortSinceMs: 0,
      earmarkedAtoms: atoms(0n),
      skinDrawnAtoms: atoms(0n),
      juniorDrawnAtoms: atoms(0n),
      seniorDrawnAtoms: atoms(0n),
      feesDrawnAtoms: atoms(0n),
    };
    const opened = { sequence: accountId, openedHeight: 1, openedAtMs: this.timeMs };
    if (isManaged) this.state.managed.put({ accountId, ...opened, ...found });
    else this.state.managed.delete(accountId);
  }

  /** Moves settlement cash between two accounts, as a variation cycle does; the source may end below zero. */
  moveCash(sourceId: number, targetId: number, amountAtoms: Atoms): void {
    for (const [accountId, change] of [
      [sourceId, -amountAtoms],
      [targetId, amountAtoms],
    ] as const) {
      const account = this.account(accountId);
      this.state.accounts.put(rebalanced(this.state, account, USDC, atoms(balanceOf(account, USDC) + change)));
    }
  }

  /** Gives two accounts opposite positions at a price, without fees or checks. */
  novate(buyerId: number, sellerId: number, instrumentId: number, size: Lots, price: Ticks): void {
    const instrument = mustGet(this.state.instruments, instrumentId);
    const market = mustGet(this.state.markets, instrumentId);
    for (const [accountId, signed] of [
      [buyerId, size],
      [sellerId, lots(-size)],
    ] as const) {
      const account = this.account(accountId);
      const { position } = tradedPosition(instrument, market, positionOf(account, instrumentId), signed, price);
      this.state.accounts.put(withPosition(account, position));
    }
    const openLots = lots(this.house.derived.positions.longOf(instrumentId));
    this.state.markets.put({ ...market, openLots });
  }

  /**
   * Sets an index price in whole dollars at the block's time, and the marks of what refers to it; the market is open.
   *
   * It writes what the oracle would have concluded; no jump waits for confirmation. To test the oracle, publish instead.
   */
  setPrice(feedId: number, dollars: number): void {
    const { timeMs } = this;
    const value = BigInt(dollars) * PRICE_UNITS;
    this.house.emit({
      type: "FeedAggregated",
      feedId,
      value,
      confidence: 0n,
      low: value,
      high: value,
      sourceCount: 1,
      aggregatedAtMs: timeMs,
    });
    for (const { spec } of this.state.underlyings.values()) {
      if (spec.indexFeedId !== feedId) continue;
      this.house.emit({ type: "UnderlyingModeSet", underlyingId: spec.underlyingId, mode: 0 });
      for (const instrument of this.house.derived.listings.of(spec.underlyingId)) {
        const { instrumentId } = instrument.spec;
        const markTicks = toTicks(instrument, value);
        const market = mustGet(this.state.markets, instrumentId);
        for (const sample of learnedSamples(this.state, instrument, market, timeMs)) this.house.emit(sample);
        this.house.emit({ type: "MarkSet", instrumentId, markTicks, markedAtMs: timeMs, basisE6: 0n });
        this.house.emit({ type: "MarketModeSet", instrumentId, mode: 0 });
      }
    }
  }
}

/** A test house in its first block, with USDC at 1 dollar and BTC at `btcDollars`. */
export function createTestHouse(genesis: Genesis = testGenesis(), btcDollars = 100_000, pass?: MarginPass): TestHouse {
  const test = new TestHouse(genesis, pass);
  test.openBlock(GENESIS_MS + 1_000);
  test.setPrice(USDC_FEED, 1);
  test.setPrice(BTC_FEED, btcDollars);
  return test;
}

const describe = ({ data }: Refusal): string =>
  JSON.stringify(data, (_key, value) => (typeof value === "bigint" ? value.toString() : value));
