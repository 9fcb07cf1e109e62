/**
 * A populated node with a second venue, whose driver counts the signatures that it has checked, and the crowds that attack it.
 *
 * @module
 */
import { encode, Side, type TradeReport, Transaction } from "@novate/codec";
import { type Genesis, houseIdOf, prepareTransaction } from "@novate/engine";
import { BTC_FEED, BTC_PERP, GENESIS_MS, USDC } from "@novate/engine/testing";
import { HOUR_MS, lots, ppm, ticks } from "@novate/num";
import { verifySignature } from "../admission/index.ts";
import type { CommittedBlock } from "../chain/index.ts";
import { type QueueLimits, type SoloConsensus, solo } from "../consensus/index.ts";
import { Actor, openAccount, signedGenesis } from "./actors.fixture.ts";
import { SoloNode } from "./soloNode.fixture.ts";

export const OTHER_VENUE = 2;

function floodedGenesis(): Genesis {
  const genesis = signedGenesis();
  const second = {
    type: "RegisterVenue",
    venueId: OTHER_VENUE,
    name: "the other venue",
    signer: new Actor(0xb2).signer,
    feePpm: ppm(100n),
    settlementAssetId: USDC,
    isActive: true,
  } as const;
  const governors = [0xa1, 0xa2, 0xa3].map((seed) => new Actor(seed).address);
  return { ...genesis, governors, changes: [...genesis.changes, second] };
}
export const FLOODED_HOUSE = houseIdOf(floodedGenesis());

export class FloodedNode {
  readonly node: SoloNode;
  readonly otherVenue = new Actor(0xb2, FLOODED_HOUSE);
  readonly governor = new Actor(0xa1, FLOODED_HOUSE);
  /** The driver under attack; the node's own made the blocks before. */
  readonly solo: SoloConsensus;
  /** Signatures checked so far. */
  checks = 0;
  /** How many had been checked when these bytes' turn came. */
  readonly checksBefore = new Map<Uint8Array, number>();
  #nowMs: number;

  private constructor(node: SoloNode, queue: QueueLimits | undefined) {
    this.node = node;
    this.#nowMs = node.chain.head.timeMs;
    const preparer = {
      prepare: async (transactions: readonly Uint8Array[]) => transactions.map(this.#prepare),
      isSigned: (transaction: Transaction) => {
        this.checks += 1;
        return node.admission.isSigned(transaction);
      },
    };
    this.solo = solo({ clock: { nowMs: () => this.#nowMs }, pacing: "manual", ...(queue && { queue }) })({
      chain: node.chain,
      preparer,
      onHalt: () => {},
    });
  }

  static async open(queue?: QueueLimits): Promise<FloodedNode> {
    const node = await SoloNode.open({ genesis: floodedGenesis() });
    await node.populate();
    return new FloodedNode(node, queue);
  }

  #prepare = (bytes: Uint8Array) => {
    this.checksBefore.set(bytes, this.checks);
    return prepareTransaction(bytes, (...question) => {
      this.checks += 1;
      return verifySignature(...question);
    });
  };

  produce(): Promise<CommittedBlock> {
    this.#nowMs += 1_000;
    return this.solo.produce();
  }

  async dispose(): Promise<void> {
    await this.solo.stop();
    await this.node.dispose();
  }
}

/** What the signer of `forged` would have sent, but for its signature: nobody's. `count` makes each different. */
const forge = (forged: Actor, command: Transaction["command"], count: number): Uint8Array =>
  encode(Transaction, {
    house: FLOODED_HOUSE,
    signer: forged.signer,
    nonce: BigInt(count),
    expiresAtMs: GENESIS_MS + HOUR_MS,
    command,
    signature: `0x${(count + 1).toString(16).padStart(128, "1")}1b`,
  });

/** Trades that nobody agreed to: each leg an order with a signature of no key. */
function madeUpTrades(count: number, salt: number): TradeReport[] {
  const actor = new Actor(77, FLOODED_HOUSE);
  const { order, signer } = actor.order(1, Side.buy, 1, salt, 100_000);
  const leg = (side: number) =>
    ({ type: "Order", order: { ...order, side }, signer, signature: `0x${"22".repeat(64)}1b` }) as const;
  return Array.from({ length: count }, (_, index) => ({
    reference: `0x${(salt * 1_000 + index + 1).toString(16).padStart(64, "e")}`,
    instrumentId: BTC_PERP,
    priceTicks: ticks(1_000_000n),
    lots: lots(1n),
    buyer: leg(Side.buy),
    seller: leg(Side.sell),
    group: 0,
  }));
}

export const reportOf = (by: Actor, venueId: number, tradeCount: number): Uint8Array =>
  by.transact({ type: "ReportTrades", venueId, trades: madeUpTrades(tradeCount, Number(by.nonce)) });

const price = (count: number): Transaction["command"] => ({
  type: "SubmitObservations",
  publisherId: 1,
  observations: [{ feedId: BTC_FEED, value: BigInt(count + 1), confidence: 0n, publishedAtMs: GENESIS_MS + 9_000 }],
  surfaces: [],
});

/** One submission of a crowd; `count` tells it from the crowd's others. */
export type Attack = (flooded: FloodedNode, count: number) => Uint8Array;

const spammer = new Actor(5_000_000, FLOODED_HOUSE);

/** Crowds by name. Each submission of one crowd has its own bytes. */
export const ATTACKS = {
  "fresh keys": (_, count) => openAccount(new Actor(6_000_000 + count, FLOODED_HOUSE)),
  "one fresh key": () => openAccount(spammer),
  "the publisher's name": ({ node }, count) => forge(node.publisher, price(count), count),
  "the custodian's name": ({ node }, count) =>
    forge(
      node.custodian,
      {
        type: "CreditDeposit",
        chainId: 1,
        depositIndex: BigInt(count),
        accountId: 1,
        assetId: USDC,
        amountAtoms: 9n as never, // of no matter: it is never believed
      },
      count,
    ),
  "an owner's name": ({ node }, count) =>
    forge(
      node.alice,
      { type: "CancelOrder", accountId: 1, orderDigest: `0x${"00".repeat(32)}`, expiresAtMs: GENESIS_MS + HOUR_MS },
      count,
    ),
  "the venue's name": ({ node }, count) =>
    forge(node.venue, { type: "ReportTrades", venueId: 1, trades: madeUpTrades(4, count) }, count),
  "a stranger's reports": () => reportOf(spammer, 1, 2),
  "one venue's reports": ({ otherVenue }) => reportOf(otherVenue, OTHER_VENUE, 3),
  "one owner's cancellations": ({ node }, count) =>
    node.bob.transact({
      type: "CancelOrder",
      accountId: 2,
      orderDigest: `0x${count.toString(16).padStart(64, "0")}`,
      expiresAtMs: GENESIS_MS + HOUR_MS,
    }),
  garbage: (_, count) =>
    new Uint8Array(200 + (count % 4_000))
      .fill(7)
      .fill(count & 255, 0, 8)
      .fill(count >> 8, 8, 16),
} as const satisfies Record<string, Attack>;
