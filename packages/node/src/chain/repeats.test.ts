/**
 * Goal: a proposer who fills blocks with bytes that earlier blocks hold changes no root and hides no receipt.
 * Method: an honest node's blocks made again on another store, each with repeats of everything so far before, between and
 * behind its own transactions; then both are asked the same.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkProposal } from "@novate/engine";
import { afterEach, expect, test } from "vitest";
import { Actor, openAccount, publish, signedGenesis } from "../testing/actors.fixture.ts";
import { SoloNode } from "../testing/soloNode.fixture.ts";
import { type Chain, openChain } from "./index.ts";
import type { ReceiptJson } from "./receipt.ts";

const disposals: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

/** A node whose blocks hold accepted commands, refused ones of known signers and strangers, and quiet. */
async function honestNode(): Promise<SoloNode> {
  const node = await SoloNode.open();
  disposals.push(() => node.dispose());
  await node.populate();
  const stranger = new Actor(77);
  const refused = (by: Actor) => by.transact({ type: "OpenAccount", segmentId: 9, method: 1 });
  await node.block(node.trade(3), refused(node.alice), refused(stranger));
  await node.produce();
  await node.block(publish(node.publisher, 99_000, node.chain.head.timeMs), openAccount(new Actor(78)), node.trade(2));
  return node;
}

/** Every honest transaction in its order, with all bytes of earlier blocks, its own once more and garbage around it. */
function crowded(own: readonly Uint8Array[], earlier: readonly Uint8Array[]): Uint8Array[] {
  const garbage = new Uint8Array([1, 2, 3]);
  return [garbage, ...earlier, ...own.flatMap((bytes) => [bytes, bytes, ...earlier.slice(0, 2)]), garbage, ...own];
}

const receiptOf = async ({ store }: Chain, hash: string): Promise<Omit<ReceiptJson, "index">> => {
  const place = await store.history.place(Buffer.from(hash.slice(2), "hex"));
  const { index, ...receipt } = await store.history.receipt<ReceiptJson>(place!);
  expect(index).toBe(place!.index);
  return receipt;
};

test("INV-021 INV-022 INV-024 repeats in every block change no root and hide no receipt", async () => {
  const node = await honestNode();
  const path = mkdtempSync(join(tmpdir(), "novate-hostile-"));
  disposals.push(() => rmSync(path, { recursive: true, force: true }));
  const hostile = await openChain({ path, genesis: signedGenesis() });

  const earlier: Uint8Array[] = [];
  const hashes: string[] = [];
  for await (const { height, timeMs, transactions } of node.chain.store.blocks(1)) {
    const proposal = crowded(transactions, earlier);
    const prepared = await node.admission.prepare(proposal);
    const proposed = proposal.map((bytes, index) => ({ bytes, prepared: prepared[index]! }));
    expect(await hostile.read(({ state }) => checkProposal(state, proposed))).toMatch(/does not decode/);
    hostile.execute(timeMs, proposed);
    const { header } = await hostile.commit();
    expect(header.stateRoot).toBe((await node.chain.store.history.header(height))!.stateRoot);
    earlier.push(...transactions);
    hashes.push(...(await node.admission.prepare(transactions)).map(({ hash }) => hash));
  }
  expect(hashes.length).toBeGreaterThan(10);
  for (const hash of hashes) expect(await receiptOf(hostile, hash)).toEqual(await receiptOf(node.chain, hash));
  await hostile.store.close();

  const again = await SoloNode.open({ path });
  for (const [index, bytes] of earlier.entries()) {
    const { index: _, ...answer } = await again.solo.submit(bytes);
    expect(answer).toEqual(await receiptOf(node.chain, hashes[index]!));
  }
  await again.close();
});
