/**
 * A house for benchmarks: ten perpetuals on five underlyings, and as many accounts as wanted with a position in each.
 *
 * Signatures are taken as checked: what is measured is the engine and the store.
 *
 * @module
 */
import {
  type Change,
  type Command,
  type Hex,
  type HouseId,
  Side,
  type TradeReport,
  tradeReference,
} from "@novate/codec";
import { type Genesis, indexFeed, listPerpetual, type PreparedTransaction, underlying } from "@novate/engine";
import {
  address,
  BTC_CONTRACT,
  BTC_FEED,
  ownerSigner,
  PUBLISHER_SIGNER,
  testGenesis,
  USDC,
  usdc,
  VENUE,
  VENUE_SIGNER,
} from "@novate/engine/testing";
import { atoms, lots, ppm, ticks } from "@novate/num";

export const INSTRUMENTS = 10;
const UNDERLYINGS = 5;
/** Accounts that one genesis holds; the others are opened by transactions. */
export const FOUNDED_ACCOUNTS = 60_000;
const PRICE_TICKS = ticks(1_000_000n);
const DOLLAR = 100_000_000n;

/** The test market five times over, with two perpetuals on each underlying, and the first accounts funded. */
export function benchGenesis(accounts: number): Genesis {
  const base = testGenesis();
  const changes: Change[] = [];
  for (let index = 0; index < UNDERLYINGS; index += 1) {
    const feedId = 10 + index;
    const underlyingId = 10 + index;
    const symbol = `U${index}`;
    changes.push(indexFeed({ feedId, symbol: `${symbol}/USD` }));
    changes.push(
      underlying({ underlyingId, segmentId: 1, indexFeedId: feedId, symbol, depthAtoms: usdc(100_000_000) }),
    );
    for (const half of [0, 1]) {
      const instrumentId = 100 + 2 * index + half;
      changes.push(listPerpetual({ ...BTC_CONTRACT, instrumentId, underlyingId, symbol: `${symbol}-PERP-${half}` }));
    }
  }
  const founded = Array.from({ length: Math.min(accounts, FOUNDED_ACCOUNTS) }, (_, index) => ({
    owner: address(index + 1),
    segmentId: 1,
    method: 1,
    role: 0,
    balances: [{ assetId: USDC, amountAtoms: usdc(1_000_000) }],
  }));
  return { ...base, changes: [...base.changes, ...changes], accounts: founded };
}

/** Makes prepared transactions whose signers' nonces count up. */
export class Traffic {
  readonly #house: HouseId;
  #nonces = new Map<string, bigint>();
  #serial = 1n;

  constructor(house: HouseId) {
    this.#house = house;
  }

  /** One observation of every feed at `timeMs`, drifting a little with it. */
  prices(timeMs: number): PreparedTransaction {
    const feeds = [1, BTC_FEED, ...Array.from({ length: UNDERLYINGS }, (_, index) => 10 + index)];
    const observations = feeds.map((feedId) => ({
      feedId,
      value: feedId === 1 ? DOLLAR : 100_000n * DOLLAR + BigInt(timeMs % 100_000) * 1_000n,
      confidence: 0n,
      publishedAtMs: timeMs,
    }));
    const command: Command = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] };
    return this.#prepared(command, PUBLISHER_SIGNER, timeMs, []);
  }

  /** A report of these trades. */
  report(trades: readonly TradeReport[], timeMs: number): PreparedTransaction {
    const proofOf = () => ({ digest: this.#digest(), isSigned: true });
    const proofs = trades.map(() => ({ bodyHash: this.#digest(), buyer: proofOf(), seller: proofOf() }));
    return this.#prepared({ type: "ReportTrades", venueId: VENUE, trades }, VENUE_SIGNER, timeMs, proofs);
  }

  /** One lot from `sellerId` to `buyerId`. */
  trade(instrument: number, buyerId: number, sellerId: number, timeMs: number): TradeReport {
    const instrumentId = 100 + instrument;
    const side = (accountId: number, which: number): TradeReport["buyer"] => ({
      type: "Order",
      order: {
        accountId,
        venueId: VENUE,
        instrumentId,
        side: which,
        lots: lots(1n),
        limitPriceTicks: PRICE_TICKS,
        maxFeePpm: ppm(1_000n),
        minEquityAfterAtoms: atoms(0n),
        reduceOnly: false,
        expiresAtMs: timeMs + 60_000,
        salt: this.#serial++,
      },
      signer: ownerSigner(address(accountId)),
      signature: `0x${"00".repeat(65)}`,
    });
    return {
      reference: tradeReference(timeMs, this.#serial++),
      instrumentId,
      priceTicks: PRICE_TICKS,
      lots: lots(1n),
      buyer: side(buyerId, Side.buy),
      seller: side(sellerId, Side.sell),
      group: 0,
    };
  }

  #digest = (): Hex => `0x${(this.#serial++).toString(16).padStart(64, "0")}`;

  #prepared(
    command: Command,
    signer: typeof VENUE_SIGNER,
    timeMs: number,
    evidence: PreparedTransaction["evidence"],
  ): PreparedTransaction {
    const key = `${signer.scheme}/${signer.key}`;
    const nonce = this.#nonces.get(key) ?? 0n;
    this.#nonces.set(key, nonce + 1n);
    const transaction = {
      house: this.#house,
      signer,
      nonce,
      expiresAtMs: timeMs + 60_000,
      command,
      signature: `0x${"00".repeat(65)}` as const,
    };
    return {
      hash: this.#digest(),
      transaction,
      isSigned: true,
      evidence,
    };
  }
}

/** Trades that give each account one lot of each instrument, bought or sold: neighbours trade with each other. */
export function* openingTrades(traffic: Traffic, accounts: number, timeMs: number): Generator<TradeReport> {
  for (let accountId = 1; accountId + 1 <= accounts; accountId += 2) {
    for (let instrument = 0; instrument < INSTRUMENTS; instrument += 1) {
      const isFirstLong = (accountId + instrument) % 3 !== 0;
      const [buyer, seller] = isFirstLong ? [accountId, accountId + 1] : [accountId + 1, accountId];
      yield traffic.trade(instrument, buyer, seller, timeMs);
    }
  }
}

/** Splits trades into reports of at most `size`. */
export function* inReports(trades: Iterable<TradeReport>, size: number): Generator<TradeReport[]> {
  let report: TradeReport[] = [];
  for (const trade of trades) {
    report.push(trade);
    if (report.length < size) continue;
    yield report;
    report = [];
  }
  if (report.length > 0) yield report;
}
