/**
 * Goal: a proposer who repeats bytes gains nothing: not in one block, and in later blocks no more than by a delay.
 * Method: histories with and without the repeats, through two engines, root by root.
 */
import { approvalOf, type Command, type CommandOf, type Signer } from "@novate/codec";
import { expect, test } from "vitest";
import type { PreparedTransaction } from "../command/prepared.ts";
import { Engine } from "../engine.ts";
import { prepareTransaction } from "../prepare/prepare.ts";
import { governor, listed } from "../testing/governance.ts";
import { prepare } from "../testing/runBlock.ts";
import { address, ownerSigner, PUBLISHER_SIGNER, SEGMENT, testGenesis } from "../testing/testMarket.ts";

const HOUR_MS = 3_600_000;

/** One engine and its blocks, an hour apart unless told. */
class History {
  readonly engine = Engine.create(testGenesis()).engine;
  readonly roots: string[] = [];

  /** Applies a block; answers each transaction with its refusal's code, or null. */
  block(transactions: readonly PreparedTransaction[], stepMs = HOUR_MS): (string | null)[] {
    const { height, timeMs } = this.engine.state.house.get(0)!;
    const result = this.engine.apply({ height: height + 1, timeMs: timeMs + stepMs, transactions });
    this.roots.push(result.stateRoot);
    for (const { refusal, eventCount } of result.receipts) {
      if (refusal?.code === "TransactionRepeated") expect(eventCount).toBe(0);
    }
    return result.receipts.map(({ refusal }) => refusal?.code ?? null);
  }
}

const { state } = Engine.create(testGenesis()).engine;
const stranger = ownerSigner(address(99));
const open = (segmentId = SEGMENT): Command => ({ type: "OpenAccount", segmentId, method: 1 });

/** Signed at the genesis, void after so many milliseconds. */
function signed(command: Command, signer: Signer, nonce = 0n, lifetimeMs = 20 * HOUR_MS): PreparedTransaction {
  const prepared = prepare(state, { command, signer }, nonce);
  const expiresAtMs = state.house.get(0)!.timeMs + lifetimeMs;
  return { ...prepared, transaction: { ...prepared.transaction!, expiresAtMs } };
}

const garbage = prepareTransaction(new Uint8Array([1, 2, 3]), () => true);
const forged = { ...signed(open(), stranger), isSigned: false };
const refusedStranger = signed(open(9), stranger);
const refusedKnown = signed(open(), PUBLISHER_SIGNER, 0n, -1);
const governorsOpen = signed(open(9), governor(0));

test.each<[string, PreparedTransaction, string | null]>([
  ["an accepted command", signed(open(), stranger), null],
  ["a known signer's refused command", governorsOpen, "SegmentUnknown"],
  ["a stranger's refused command", refusedStranger, "SegmentUnknown"],
  ["an expired transaction", refusedKnown, "TransactionExpired"],
  ["a forged one", forged, "SignatureInvalid"],
  ["garbage", garbage, "BytesInvalid"],
])("INV-021 INV-022 repeated at once and later, it changes nothing: %s", (_, transaction, code) => {
  const [honest, hostile] = [new History(), new History()];
  expect(honest.block([transaction])).toEqual([code]);
  expect(hostile.block([transaction, transaction, transaction])).toEqual([
    code,
    "TransactionRepeated",
    "TransactionRepeated",
  ]);
  for (let block = 0; block < 3; block += 1) {
    honest.block([]);
    const [first, ...others] = hostile.block([transaction, transaction]);
    expect(first).not.toBeNull();
    expect(others).toEqual(["TransactionRepeated"]);
  }
  expect(hostile.roots).toEqual(honest.roots);
});

test("INV-021 a nonce that comes into reach within the block lets no repeat in", () => {
  const history = new History();
  const far = signed(open(), stranger, 256n);
  const near = signed(open(), stranger, 0n);
  expect(history.block([far, near, far])).toEqual(["NonceTooFarAhead", null, "TransactionRepeated"]);
});

test.each<[string, PreparedTransaction, PreparedTransaction[], string]>([
  ["a nonce too far ahead", signed(open(), stranger, 256n), [signed(open(), stranger)], "NonceTooFarAhead"],
  ["a lifetime too long", signed(open(), stranger, 0n, 25 * HOUR_MS + 1), [], "LifetimeTooLong"],
])("INV-022 INV-023 refused for what time mends, a repeat is what a delay is: %s", (_, transaction, between, code) => {
  const [repeated, delayed] = [new History(), new History()];
  expect(repeated.block([transaction], 1)).toEqual([code]);
  delayed.block([], 1);
  for (const history of [repeated, delayed]) {
    history.block(between, 2 * HOUR_MS);
    expect(history.block([transaction])).toEqual([null]);
    expect(history.block([transaction])).toEqual(["NonceUsed"]);
  }
  expect(repeated.roots).toEqual(delayed.roots);
});

test("INV-022 INV-023 a stranger's command that waited for its segment takes effect once, repeated or delayed", () => {
  const genesis = state.house.get(0)!;
  const proposal: CommandOf<"ProposeBundle"> = {
    type: "ProposeBundle",
    bundleId: 1,
    parameterEpoch: genesis.parameterEpoch,
    changes: [{ ...listed("CreateSegment"), segmentId: 2, name: "second" }],
  };
  const bundle = [signed(proposal, governor(0)), signed(approvalOf(proposal), governor(1))];
  const [repeated, delayed] = [new History(), new History()];
  for (const history of [repeated, delayed]) expect(history.block(bundle)).toEqual([null, null]);
  const waitMs = repeated.engine.state.bundles.get(1)!.activatesAtMs - genesis.timeMs;
  const opening = signed(open(2), stranger, 0n, waitMs + 3 * HOUR_MS);

  expect(repeated.block([opening], waitMs - 2 * HOUR_MS)).toEqual(["SegmentUnknown"]);
  delayed.block([], waitMs - 2 * HOUR_MS);
  for (const history of [repeated, delayed]) {
    expect(history.block([opening])).toEqual([null]);
    expect(history.block([opening])).toEqual(["NonceUsed"]);
    expect(history.engine.state.accounts.size).toBe(1);
  }
  expect(repeated.roots).toEqual(delayed.roots);
});
