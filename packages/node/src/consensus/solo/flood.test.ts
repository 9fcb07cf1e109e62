/**
 * Goal: play against the queue. Whatever crowd knocks, the honest few are in the next block, what waits is bounded, and what is
 * turned away cost one check of a signature at most.
 * Method: each crowd alone, then seeded mixtures of all of them from a handful of addresses; checks are counted, not timed.
 */
import { createRandom } from "@novate/stdx";
import type { ReceiptJson } from "@novate/wire";
import { afterEach, expect, test } from "vitest";
import { codeOf } from "../../failures.ts";
import { Actor, deposit, openAccount, publish } from "../../testing/actors.fixture.ts";
import { ATTACKS, FLOODED_HOUSE, FloodedNode, OTHER_VENUE, reportOf } from "../../testing/floodedNode.fixture.ts";

const LIMITS = { transactions: 2_000, bytes: 4 * 1024 * 1024 };
/** What is checked together, and the report that may pass it. */
const BATCH_CHECKS = 2 * (512 + 513);
const MIXTURES = Number(process.env.NOVATE_FLOODS ?? 8);

let flooded: FloodedNode;
afterEach(() => flooded.dispose());

/** What people in good faith want in the next block, each from an address of its own. */
function honest({ node, governor }: FloodedNode): Map<string, Uint8Array> {
  const changes = [{ type: "SetCustodian", chainId: 9, signer: node.custodian.signer } as const];
  return new Map([
    ["proposal", governor.transact({ type: "ProposeBundle", bundleId: 1, parameterEpoch: 0, changes })],
    ["price", publish(node.publisher, 100_001, node.chain.head.timeMs)],
    ["cure", deposit(node.custodian, 900, 1, 5)],
    [
      "cancel",
      node.alice.transact({
        type: "CancelOrder",
        accountId: 1,
        orderDigest: `0x${"0a".repeat(32)}`,
        expiresAtMs: node.chain.head.timeMs + 60_000,
      }),
    ],
    ["trade", node.trade(1)],
    ["opening", openAccount(new Actor(79, FLOODED_HOUSE))],
  ]);
}

interface Outcome {
  readonly codes: readonly string[];
  readonly honest: ReadonlyMap<string, ReceiptJson>;
  readonly mostChecksBeforeHonest: number;
}

/** `submit` comes `count` times, in waves that give the node time to work; the honest knock in the middle. */
async function flood(count: number, submit: (count: number) => { bytes: Uint8Array; source: string | null }) {
  const { solo } = flooded;
  const answers: Promise<string>[] = [];
  const honestAnswers = new Map<string, Promise<ReceiptJson>>();
  const honestBytes = honest(flooded);
  let checksAtHonest = 0;
  for (let index = 0; index < count; index += 1) {
    if (index === Math.floor(count / 2)) {
      checksAtHonest = flooded.checks;
      for (const [name, bytes] of honestBytes) honestAnswers.set(name, solo.submit(bytes, `honest ${name}`));
    }
    const { bytes, source } = submit(index);
    answers.push(outcomeOf(solo.submit(bytes, source)));
    const { queuedTransactions, queuedBytes } = solo.status();
    expect(queuedTransactions).toBeLessThanOrEqual(3 * LIMITS.transactions);
    expect(queuedBytes).toBeLessThanOrEqual(3 * LIMITS.bytes);
    if (index % 200 === 199) await new Promise(setImmediate);
  }
  await flooded.produce();
  const receipts = new Map<string, ReceiptJson>();
  for (const [name, answer] of honestAnswers) receipts.set(name, await answer);
  const before = [...honestBytes.values()].map((bytes) => flooded.checksBefore.get(bytes)! - checksAtHonest);
  await solo.stop();
  const codes = await Promise.all(answers);
  return { codes, honest: receipts, mostChecksBeforeHonest: Math.max(...before) } satisfies Outcome;
}

function expectServed({ honest: receipts, mostChecksBeforeHonest }: Outcome, height: number): void {
  for (const [name, receipt] of receipts) {
    expect([name, receipt.refusal, receipt.height]).toEqual([name, null, height]);
    for (const outcome of receipt.outcomes) expect(outcome).toMatchObject({ accepted: true });
  }
  expect(mostChecksBeforeHonest).toBeLessThanOrEqual(2 * BATCH_CHECKS);
}

const addressOf = (index: number): string => `198.51.100.${index % 8}`;

test.each(Object.entries(ATTACKS))(
  "ADM-006 ADM-009 a crowd of %s keeps nobody honest out of the next block",
  async (_, attack) => {
    flooded = await FloodedNode.open(LIMITS);
    const height = flooded.node.chain.head.height + 1;
    const outcome = await flood(1_600, (count) => ({ bytes: attack(flooded, count), source: addressOf(count) }));
    expectServed(outcome, height);
  },
);

test.each([
  ["the publisher's name", "SignatureInvalid"],
  ["the custodian's name", "SignatureInvalid"],
  ["an owner's name", "SignatureInvalid"],
  ["the venue's name", "SignatureInvalid"],
  ["a stranger's reports", "RoleMissing"],
  ["garbage", "BytesInvalid"],
] as const)("ADM-003 ADM-011 a crowd of %s is turned away at a check each", async (name, code) => {
  flooded = await FloodedNode.open(LIMITS);
  const outcome = await flood(800, (count) => ({ bytes: ATTACKS[name](flooded, count), source: addressOf(count) }));
  expect(new Set(outcome.codes)).toEqual(new Set(outcome.codes.includes("QueueFull") ? [code, "QueueFull"] : [code]));
  const checked = outcome.codes.filter((each) => each === "SignatureInvalid").length;
  const honestChecks = 5 + 3; // a proposal, a price, a cure, a cancel, an opening; a trade with its two orders
  expect(flooded.checks).toBe(checked + honestChecks);
});

test.each(Array.from({ length: MIXTURES }, (_, seed) => seed))("ADM-006 ADM-007 ADM-012 mixture %i", async (seed) => {
  const random = createRandom(`flood ${seed}`);
  flooded = await FloodedNode.open(LIMITS);
  const height = flooded.node.chain.head.height + 1;
  const attacks = Object.values(ATTACKS);
  const addresses = random.nextInt(1, 40);
  const outcome = await flood(1_200, (count) => ({
    bytes: attacks[random.nextInt(0, attacks.length - 1)]!(flooded, count),
    source: `203.0.113.${random.nextInt(1, addresses)}`,
  }));
  expectServed(outcome, height);
  const checked = flooded.solo.status().lanes.reduce((sum, { signaturesChecked }) => sum + signaturesChecked, 0);
  expect(flooded.checks).toBe(checked);
});

test("ADM-008 a venue that spams reports of hundreds of trades has its turns, and no other venue's", async () => {
  flooded = await FloodedNode.open();
  const { node, solo, otherVenue } = flooded;
  const spam = Array.from({ length: 60 }, () =>
    solo.submit(reportOf(otherVenue, OTHER_VENUE, 100), "venue 2").catch(codeOf),
  );
  const trades = [1, 2, 3].map((size) => solo.submit(node.trade(size), "venue 1"));
  const { header } = await flooded.produce();
  for (const { height, outcomes } of await Promise.all(trades)) {
    expect(height).toBe(header.height);
    expect(outcomes).toMatchObject([{ accepted: true }]);
  }
  expect(header.transactionCount).toBeLessThan(60); // they do not all fit
  await solo.stop();
  await Promise.all(spam);
});

test("ADM-012 after eight wrong signatures an address's claims are checked among strangers, and still heard", async () => {
  flooded = await FloodedNode.open();
  const { node, solo } = flooded;
  const forged = (from: number) =>
    Array.from({ length: 8 }, (_, count) =>
      outcomeOf(solo.submit(ATTACKS["the publisher's name"](flooded, from + count), "suspect")),
    );
  const checkedIn = (name: string) => solo.status().lanes.find(({ lane }) => lane === name)!.signaturesChecked;
  expect(new Set(await Promise.all(forged(0)))).toEqual(new Set(["SignatureInvalid"]));
  expect([checkedIn("prices"), checkedIn("strangers")]).toEqual([8, 0]);
  await Promise.all(forged(8));
  expect([checkedIn("prices"), checkedIn("strangers")]).toEqual([8, 8]);

  const behindTheSameAddress = solo.submit(publish(node.publisher, 100_001, node.chain.head.timeMs), "suspect");
  const elsewhere = solo.submit(publish(node.publisher, 100_002, node.chain.head.timeMs), "the publisher's own");
  await flooded.produce();
  expect((await behindTheSameAddress).refusal).toBe(null);
  expect((await elsewhere).height).toBe((await behindTheSameAddress).height);
  expect([checkedIn("prices"), checkedIn("strangers")]).toEqual([9, 9]);
});

test.each(["the publisher's name", "the custodian's name", "an owner's name", "the venue's name"] as const)(
  "ADM-015 %s, forged by this machine itself until nothing more fits, is still its bearer's",
  async (name) => {
    flooded = await FloodedNode.open(LIMITS);
    const { solo } = flooded;
    const forged = Array.from({ length: 2_000 }, (_, count) => outcomeOf(solo.submit(ATTACKS[name](flooded, count))));
    const answers = [...honest(flooded).values()].map((bytes) => solo.submit(bytes));
    const { header } = await flooded.produce();
    for (const { refusal, height } of await Promise.all(answers))
      expect([refusal, height]).toEqual([null, header.height]);
    const codes = await Promise.all(forged);
    expect(codes.filter((code) => code !== "SignatureInvalid" && code !== "QueueFull")).toEqual([]);
    expect(flooded.checks).toBeLessThanOrEqual(2_000 + 8 + 5);
  },
);

test("ADM-001 bytes that wait or stand in a block are not checked again, whatever became of their signer", async () => {
  flooded = await FloodedNode.open();
  const { solo, node } = flooded;
  const bytes = node.trade(1);
  const [first, second] = [solo.submit(bytes, "a"), solo.submit(bytes.slice(), "b")];
  await flooded.produce();
  expect(await second).toEqual(await first);
  expect(flooded.checks).toBe(3);
  expect(await solo.submit(bytes.slice(), "c")).toEqual(await first);
  expect(flooded.checks).toBe(3);
});

test("ADM-002 ADM-003 a stranger's report of 256 trades costs no check", async () => {
  flooded = await FloodedNode.open();
  const stranger = new Actor(77, FLOODED_HOUSE);
  expect(await outcomeOf(flooded.solo.submit(reportOf(stranger, 1, 256), "a stranger's"))).toBe("RoleMissing");
  expect(flooded.checks).toBe(0);
});

test("ADM-005 ADM-006 one key fills what a stranger may; the publisher's price is taken, and so is a newcomer's account", async () => {
  flooded = await FloodedNode.open();
  const { solo, node } = flooded;
  const codes: Promise<string>[] = [];
  for (let count = 0; count < 2_000; count += 1) {
    codes.push(outcomeOf(solo.submit(ATTACKS["one fresh key"]())));
  }
  const price = solo.submit(publish(node.publisher, 100_001, node.chain.head.timeMs));
  const newcomer = solo.submit(openAccount(new Actor(78, FLOODED_HOUSE)));
  expect(solo.status().queuedTransactions).toBe(1_000 + 2);
  await flooded.produce();
  expect((await price).refusal).toBe(null);
  expect((await newcomer).refusal).toBe(null);
  await solo.stop();
  const counts = Object.groupBy(await Promise.all(codes), (code) => code);
  expect(counts.QueueFull).toHaveLength(1_000);
});

/** `accepted`, or the code that the answer refuses with. */
const outcomeOf = (answer: Promise<ReceiptJson>): Promise<string> =>
  answer.then(({ refusal }) => refusal?.code ?? "accepted", codeOf);
