/**
 * Goal: what was submitted is answered once, after it is durable, and never differently; too much is refused at once.
 * Method: table, on a real engine and store, on a clock that the test turns.
 */

import { BLOCK_LIMITS } from "@novate/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ClearingError } from "../../failures.ts";
import { Actor, openAccount, publish, TWIN_HOUSE } from "../../testing/actors.fixture.ts";
import { SoloNode } from "../../testing/soloNode.fixture.ts";
import { STANDARD_QUEUE } from "./inbox.ts";
import { solo } from "./solo.ts";

let node: SoloNode;
beforeEach(async () => {
  node = await SoloNode.open();
});
afterEach(() => node.dispose());

const codeOf = async (answer: Promise<unknown>): Promise<string> => {
  const failure = await answer.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(failure).toBeInstanceOf(ClearingError);
  return (failure as ClearingError).code;
};

test("a trade is novated, and the same root comes back after a restart", async () => {
  await node.populate();
  const { stateRoot, height } = node.chain.head;
  const account = await node.chain.read(({ state }) => state.accounts.get(1)!);
  expect(account.positions.map(({ lots }) => lots)).toEqual([10n]);
  await node.close();

  const again = await SoloNode.open({ path: node.path });
  expect(again.chain.head).toMatchObject({ stateRoot, height });
  await again.block(openAccount(new Actor(3)));
  expect(again.chain.head.height).toBe(height + 1);
  node = again;
});

test("the same bytes get the same answer: waiting, durable, and after a restart", async () => {
  const bytes = openAccount(node.alice);
  const [first, second] = [node.solo.submit(bytes), node.solo.submit(bytes.slice())];
  await node.produce();
  expect(await second).toEqual(await first);
  expect((await first).accepted).toBe(true);
  expect(await node.solo.submit(bytes)).toEqual(await first);
  await node.close();
  const receipt = await first;
  node = await SoloNode.open({ path: node.path });
  expect(await node.solo.submit(bytes)).toEqual(receipt);
  expect(await node.chain.read(({ state }) => state.accounts.size)).toBe(1);
});

test("a refusal by the rules is a receipt, and is remembered too", async () => {
  const [receipt] = await node.block(node.alice.transact({ type: "OpenAccount", segmentId: 9, method: 1 }));
  expect(receipt).toMatchObject({ accepted: false, refusal: { code: "SegmentUnknown" } });
});

test("ADM-010 order of arrival is order in the block, whatever the lane", async () => {
  const strangers = [5, 6, 7, 8].map((seed) => openAccount(new Actor(seed)));
  const price = publish(node.publisher, 100_000, node.chain.head.timeMs);
  const receipts = await node.block(strangers[0]!, strangers[1]!, price, strangers[2]!, strangers[3]!);
  expect(receipts.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
});

test("bytes that no block should carry are refused at the door", async () => {
  const good = openAccount(node.alice);
  const forged = good.slice();
  forged[forged.length - 10]! ^= 1;
  const answers = [
    codeOf(node.solo.submit(new Uint8Array([1, 2, 3]))),
    codeOf(
      node.solo.submit(node.alice.transact({ type: "OpenAccount", segmentId: 1, method: 1 }, { house: TWIN_HOUSE })),
    ),
    codeOf(
      node.solo.submit(
        node.alice.transact(
          { type: "OpenAccount", segmentId: 1, method: 1 },
          { signature: node.bob.sign(`0x${"11".repeat(32)}`) },
        ),
      ),
    ),
    codeOf(node.solo.submit(new Uint8Array(BLOCK_LIMITS.transactionBytes + 1))),
  ];
  expect(await Promise.all(answers)).toEqual([
    "BytesInvalid",
    "HouseMismatch",
    "SignatureInvalid",
    "TransactionTooLarge",
  ]);
  const { header } = await node.produce();
  expect(header.transactionCount).toBe(0);
});

test("ADM-006 a full lane refuses at once, and takes again after a block", async () => {
  await node.dispose();
  node = await SoloNode.open({ queue: { ...STANDARD_QUEUE, transactions: 20 } }); // two places for strangers
  const [first, second, third] = [1, 2, 3].map((seed) => openAccount(new Actor(seed)));
  const answers = [node.solo.submit(first!), node.solo.submit(second!)];
  expect(await codeOf(node.solo.submit(third!))).toBe("QueueFull");
  expect(node.solo.status()).toMatchObject({ queuedTransactions: 2, isAccepting: true });
  await node.produce();
  await Promise.all(answers);
  expect(node.solo.status()).toMatchObject({ queuedTransactions: 0, queuedBytes: 0 });
  const [receipt] = await node.block(third!);
  expect(receipt!.accepted).toBe(true);
});

test("stopping refuses what waits, with advice to try again", async () => {
  const answer = codeOf(node.solo.submit(openAccount(node.alice)));
  await node.solo.stop();
  expect(await answer).toBe("NodeStopping");
  expect(await codeOf(node.solo.submit(openAccount(node.bob)))).toBe("NodeStopping");
});

test("INV-025 a proposal of its own that others would refuse stops the driver, and makes no block", async () => {
  const { chain, admission } = node;
  const twin = openAccount(node.alice);
  const failures: unknown[] = [];
  const faulty = solo({ pacing: "manual" })({
    chain,
    preparer: {
      prepare: (transactions) => admission.prepare(transactions.map(() => twin)),
      isSigned: (transaction) => admission.isSigned(transaction),
    },
    onHalt: (failure) => failures.push(failure),
  });
  const answers = [1, 2].map((seed) => faulty.submit(openAccount(new Actor(seed))));
  const refused = Promise.all(answers.map((answer) => expect(answer).rejects.toThrow("a second time")));
  await expect(faulty.produce()).rejects.toThrow("transaction 1 comes a second time");
  await refused;
  expect(failures).toHaveLength(1);
  expect(faulty.status().isAccepting).toBe(false);
  expect(chain.head.height).toBe(0);
});

test("without a heartbeat it makes a block for a transaction, and none after it", async () => {
  node.solo.pace({ minIntervalMs: 1, heartbeatMs: null });
  await node.solo.start();
  const { height } = await node.solo.submit(openAccount(node.alice));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(node.chain.head.height).toBe(height);
});

test("block time rises even where the clock stands still or goes back", async () => {
  const times: number[] = [];
  for (let block = 0; block < 3; block++) times.push((await node.solo.produce()).header.timeMs);
  expect(times[1]).toBe(times[0]! + 1);
  expect(times[2]).toBe(times[0]! + 2);
});

test("by itself it makes a block for a transaction, and empty ones at the heartbeat", async () => {
  node.solo.pace({});
  await node.solo.start();
  const receipt = await node.solo.submit(openAccount(node.alice));
  expect(receipt.accepted).toBe(true);
  const { promise, resolve } = Promise.withResolvers<void>();
  node.chain.onCommitted(() => resolve());
  await promise;
  expect(node.chain.head.height).toBeGreaterThan(receipt.height);
});
