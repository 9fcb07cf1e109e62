/**
 * A solo node in a temporary folder on a clock that the test turns.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Genesis } from "@novate/engine";
import { GENESIS_MS } from "@novate/engine/testing";
import type { ReceiptJson } from "@novate/wire";
import { Admission } from "../admission/index.ts";
import { nextNonce } from "../api/view/signer.ts";
import { type Chain, type CommittedBlock, openChain } from "../chain/index.ts";
import { type QueueLimits, type SoloConsensus, solo } from "../consensus/index.ts";
import type { WriteBoundary } from "../store/index.ts";
import {
  Actor,
  custodian,
  deposit,
  openAccount,
  publish,
  publisher,
  reportTrades,
  signedGenesis,
  venue,
} from "./actors.fixture.ts";

const BTC_DOLLARS = 100_000;

export class SoloNode {
  readonly path: string;
  readonly chain: Chain;
  readonly solo: SoloConsensus;
  readonly admission: Admission;
  readonly alice: Actor;
  readonly bob: Actor;
  readonly venue: Actor;
  readonly publisher: Actor;
  readonly custodian: Actor;
  #nowMs: number;

  private constructor(path: string, chain: Chain, admission: Admission, queue: QueueLimits | undefined) {
    this.path = path;
    this.chain = chain;
    this.admission = admission;
    const { house } = chain;
    this.alice = new Actor(1, house);
    this.bob = new Actor(2, house);
    this.venue = venue(house);
    this.publisher = publisher(house);
    this.custodian = custodian(house);
    this.#nowMs = chain.head.timeMs;
    const clock = { nowMs: () => this.#nowMs };
    const factory = solo({ clock, pacing: "manual", ...(queue && { queue }) });
    this.solo = factory({ chain, preparer: admission, onHalt: () => {} });
  }

  static async open(
    options: {
      path?: string;
      threads?: number;
      queue?: QueueLimits;
      genesis?: Genesis;
      keepBlocks?: number;
      onBoundary?: (boundary: WriteBoundary) => void;
    } = {},
  ): Promise<SoloNode> {
    const {
      path = mkdtempSync(join(tmpdir(), "novate-solo-")),
      threads = 0,
      queue,
      genesis = signedGenesis(),
      keepBlocks,
      onBoundary,
    } = options;
    const chain = await openChain({
      path,
      genesis,
      ...(keepBlocks !== undefined && { keepBlocks }),
      ...(onBoundary && { onBoundary }),
    });
    const node = new SoloNode(path, chain, new Admission({ threads }), queue);
    const { alice, bob, venue, publisher, custodian } = node;
    for (const actor of [alice, bob, venue, publisher, custodian]) {
      actor.resume(await chain.read((engine) => nextNonce(engine, actor.signer)));
    }
    return node;
  }

  /** Submits, makes one block a second later, and returns the receipts in the order given. */
  async block(...transactions: readonly Uint8Array[]): Promise<ReceiptJson[]> {
    const answers = transactions.map((bytes) => this.solo.submit(bytes));
    await this.produce();
    return Promise.all(answers);
  }

  /** Makes one block, a second later unless told. */
  produce(stepMs = 1_000): Promise<CommittedBlock> {
    this.#nowMs += stepMs;
    return this.solo.produce();
  }

  /** Like {@link block}, and every transaction and trade must be accepted. */
  async must(...transactions: readonly Uint8Array[]): Promise<void> {
    for (const receipt of await this.block(...transactions)) {
      const refusal = receipt.refusal ?? receipt.outcomes.find(({ accepted }) => !accepted)?.refusal;
      if (refusal != null) throw new Error(`refused: ${JSON.stringify(refusal)}`);
    }
  }

  /** Two funded accounts (1: alice, 2: bob), a price, an open market, one trade. */
  async populate(): Promise<void> {
    await this.must(openAccount(this.alice), openAccount(this.bob));
    await this.must(
      deposit(this.custodian, 1, 1, 1_000_000),
      deposit(this.custodian, 2, 2, 1_000_000),
      publish(this.publisher, BTC_DOLLARS, GENESIS_MS + 1_500),
    );
    await this.produce(); // a halted market re-opens through close-only, a block each
    await this.must(this.trade(10));
  }

  /** Alice buys from Bob, matched as of the last block: a chain that runs for minutes forgets older matches. */
  trade(size: number): Uint8Array {
    const fill = { buyer: this.alice, buyerAccountId: 1, seller: this.bob, sellerAccountId: 2, size };
    return reportTrades(this.venue, [{ ...fill, dollars: BTC_DOLLARS }], this.chain.head.timeMs);
  }

  async close(): Promise<void> {
    await this.solo.stop();
    await this.admission.close();
    await this.chain.store.close();
  }

  /** Closes, and removes the folder. */
  async dispose(): Promise<void> {
    await this.close();
    rmSync(this.path, { recursive: true, force: true });
  }
}
