/**
 * Houses for benchmarks of overload: rows written as trades would have left them, so that a large house is made in seconds,
 * and an engine restored from them.
 *
 * @module
 */
import { AccountRole, AccountStatus, type Change, type Hex, type Position } from "@novate/codec";
import { type Block, Engine, type Genesis, indexFeed, type MarginPass, underlying } from "@novate/engine";
import {
  address,
  createTestHouse,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  prepare,
  runBlock,
  SEGMENT,
  type TestHouse,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
} from "@novate/engine/testing";
import { atoms, lots } from "@novate/num";
import { assert } from "@novate/stdx";
import { Commitment } from "../../packages/engine/src/state/commitment.ts";

const DOLLAR = 100_000_000n;
/** Every index begins here; a lot of 0.001 is worth a hundred dollars. */
export const START_DOLLARS = 100_000;
/** What 0.1 dollars are worth a lot of 0.001. */
export const CONTRACT = { tickFeedUnits: 10_000_000n, tickValueAtoms: atoms(100n) } as const;
export const firstFeed = 10;

/** `count` indexes with an underlying each, of the same numbers from ten on. */
export const underlyings = (count: number): Change[] =>
  Array.from({ length: count }, (_, index) => firstFeed + index).flatMap((id) => [
    indexFeed({ feedId: id, symbol: `U${id}/USD` }),
    underlying({ underlyingId: id, segmentId: SEGMENT, symbol: `U${id}`, indexFeedId: id, depthAtoms: usdc(10 ** 9) }),
  ]);

/** The slice of a volatility of about seventy per cent that a publisher says at the start, for options of that expiry. */
const sliceOf = (expiryMs: number) => ({ expiryMs, aE9: 19_000n, bE9: 0n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n });

export class OverloadHouse {
  readonly #test: TestHouse;
  readonly #feeds: readonly number[];
  readonly #open = new Map<number, bigint>();
  #cash = 0n;
  #nonce = 0n;

  /** `expiryMs`: of the options, if there are any. */
  constructor(changes: readonly Change[], accounts: Genesis["accounts"], expiryMs: number | null = null) {
    this.#test = createTestHouse(testGenesis({ changes, accounts }), START_DOLLARS);
    this.#feeds = [...this.#test.state.feeds.values()].map(({ spec }) => spec.feedId);
    for (let step = 0; step < 2; step += 1) {
      const surfaces = expiryMs === null ? [] : [{ underlyingId: firstFeed, slices: [sliceOf(expiryMs)] }];
      const command = this.#saying(this.#test.timeMs + 1_000, START_DOLLARS, surfaces);
      runBlock(this.#test, [{ command, signer: PUBLISHER_SIGNER }]);
    }
  }

  get timeMs(): number {
    return this.#test.timeMs;
  }

  /** An account with this much cash and these lots, bought or sold at the marks. */
  add(owner: Hex, dollars: number, held: readonly (readonly [instrumentId: number, lots: bigint])[]): void {
    const { state } = this.#test;
    const [house] = [...state.house.values()];
    const accountId = house!.nextAccountId;
    state.house.put({ ...house!, nextAccountId: accountId + 1 });
    const positions: Position[] = held.map(([instrumentId, size]) => {
      const { mark, fundingIndexE6 } = state.markets.get(instrumentId)!;
      assert(mark !== null, `bench: instrument ${instrumentId} has no mark`);
      if (size > 0n) this.#open.set(instrumentId, (this.#open.get(instrumentId) ?? 0n) + size);
      const costAtoms = atoms(size * mark.priceTicks * CONTRACT.tickValueAtoms);
      return { instrumentId, lots: lots(size), costAtoms, fundingIndexE6 };
    });
    this.#cash += usdc(dollars);
    state.accounts.put({
      accountId,
      owner,
      ownerChain: 0,
      segmentId: SEGMENT,
      method: 1,
      role: AccountRole.trader,
      status: AccountStatus.active,
      openedAtMs: GENESIS_MS,
      paidCycleMs: 0,
      voidedToMs: 0,
      voidOrders: 0,
      keys: 0,
      withdrawals: 0,
      emptySinceMs: 0,
      balances: [{ assetId: USDC, amountAtoms: usdc(dollars) }],
      positions,
    });
  }

  /** The engine of the rows. Sums that the rows must keep are made to hold first. */
  engine(pass: MarginPass): Engine {
    const { state } = this.#test;
    for (const [instrumentId, size] of this.#open)
      state.markets.put({ ...state.markets.get(instrumentId)!, openLots: lots(size) });
    const asset = state.assets.get(USDC)!;
    state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + this.#cash) });
    const commitment = new Commitment();
    commitment.take(state);
    this.#nonce = [...state.nonces.values()][0]!.base;
    const restored = Engine.restore(commitment.rows(state), commitment.root(), pass);
    assert(restored.ok, "bench: the rows are not the house's");
    return restored.engine;
  }

  /** The engine's next block: every index at `dollars`, the settlement asset at one. */
  block(engine: Engine, dollars: number, stepMs = 1_000): Block {
    const [house] = [...engine.state.house.values()];
    const timeMs = house!.timeMs + stepMs;
    const command = this.#saying(timeMs, dollars, []);
    const transaction = prepare(engine.state, { command, signer: PUBLISHER_SIGNER }, this.#nonce++);
    return { height: house!.height + 1, timeMs, transactions: [transaction] };
  }

  #saying(publishedAtMs: number, dollars: number, surfaces: readonly { underlyingId: number; slices: SliceOf[] }[]) {
    const observations = this.#feeds.map((feedId) => ({
      feedId,
      value: feedId === USDC_FEED ? DOLLAR : BigInt(Math.round(dollars * 100)) * (DOLLAR / 100n),
      confidence: 0n,
      publishedAtMs,
    }));
    return {
      type: "SubmitObservations" as const,
      publisherId: 1,
      observations,
      surfaces: surfaces.map((surface) => ({ ...surface, publishedAtMs })),
    };
  }
}

/** The block clock of an engine. */
export const timeMsOf = (engine: Engine): number => [...engine.state.house.values()][0]!.timeMs;

type SliceOf = ReturnType<typeof sliceOf>;

/** The owner of the n-th account of a crowd. */
export const crowdOwner = (n: number): Hex => address(1_000_000 + n);
