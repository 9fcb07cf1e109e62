/**
 * Questions about the inbox: what it commits to after each of some entries.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { addressWord, type InboxEntry, inboxLeaf, inboxNext, uintWord } from "@novate/evm";
import type { Random } from "@novate/stdx";
import { type AbiValue, encodeCall } from "../abi.ts";
import { drawAddress, drawBytes, drawUint } from "../draw.ts";

/** One call with entries, and what TypeScript says the inbox commits to after each. */
export interface InboxCase {
  readonly sender: Hex;
  readonly timeSec: bigint;
  readonly data: Hex;
  readonly accs: readonly Hex[];
}

const NOBODY = `0x${"00".repeat(20)}`;

function drawEntry(random: Random, index: number, sender: Hex, timeSec: bigint): InboxEntry {
  const owner = drawAddress(random);
  return {
    index: BigInt(index),
    kind: random.nextInt(0, 3),
    timeSec,
    sender,
    ownerChain: drawUint(random, 64),
    owner: owner === NOBODY ? sender : owner,
    segmentId: Number(drawUint(random, 16)),
    accountId: Number(drawUint(random, 32)),
    token: drawAddress(random),
    amount: drawUint(random, 256),
    data: drawBytes(random, 200),
  };
}

const entryValue = (entry: InboxEntry): AbiValue => ({
  tuple: [
    uintWord(entry.kind),
    {
      tuple: [
        uintWord(entry.ownerChain),
        addressWord(entry.owner),
        uintWord(entry.segmentId),
        uintWord(entry.accountId),
      ],
    },
    addressWord(entry.token),
    uintWord(entry.amount),
    { bytes: entry.data },
  ],
});

/** Entries of a fresh inbox whose start is `start`. */
export function drawInboxCase(random: Random, selector: Hex, start: Hex, count: number): InboxCase {
  const sender = `0x${drawUint(random, 159).toString(16).padStart(40, "1")}` as Hex;
  const timeSec = drawUint(random, 62);
  const entries = Array.from({ length: count }, (_, index) => drawEntry(random, index, sender, timeSec));
  let acc = start;
  const accs = entries.map((entry) => {
    acc = inboxNext(acc, inboxLeaf(entry));
    return acc;
  });
  return { sender, timeSec, data: encodeCall(selector, { list: entries.map(entryValue) }), accs };
}
