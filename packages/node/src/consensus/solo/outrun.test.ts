/**
 * Goal: whatever else is asked, a block hears so many entries of vaults that no chain's gas adds more for days.
 * Method: lanes full to the last place; proofs as large as any chain's; what an entry costs its chain at least.
 */
import { encode, type InboxItem, InboxKind, Transaction } from "@novate/codec";
import { BLOCK_LIMITS } from "@novate/engine";
import { ownerSigner } from "@novate/engine/testing";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { LANES } from "../../admission/index.ts";
import { LaneQueue } from "./laneQueue.ts";

const word = (byte: string) => `0x${byte.repeat(32)}` as const;
const address = `0x${"ab".repeat(20)}` as const;
/** A full node of a trie of Ethereum's; more of them than its deepest proofs have. */
const node = `0x${"ff".repeat(532)}` as const;
const nodes = (count: number) => Array.from({ length: count }, () => node);

const entry: InboxItem = {
  ...{ kind: InboxKind.windDown, timeSec: 1_760_054_400, sender: address, ownerChain: 2n ** 53n, owner: address },
  ...{ segmentId: 1, accountId: 2 ** 32 - 1, token: address, amountAtoms: atoms(2n ** 96n - 1n), data: "0x" },
};
const proof = (data: InboxItem["data"]) =>
  encode(Transaction, {
    ...{ house: word("01"), signer: ownerSigner(address), nonce: 2n ** 60n, expiresAtMs: 1_760_054_400_000 },
    command: {
      ...{ type: "ProveInbox", accountId: 0, vaultId: 1, vault: address, number: 2n ** 40n, stateRoot: word("02") },
      ...{ firstIndex: 2n ** 40n, accountProof: nodes(10), storageProof: nodes(8) },
      entries: Array.from({ length: 64 }, () => ({ ...entry, data })),
    },
    signature: `0x${"03".repeat(65)}`,
  }).length;

/** Entries that a block hears of validators' proofs of this size, with all other lanes full or empty. */
function heard(bytes: number, others: boolean): number {
  const queue = new LaneQueue<number>({ transactions: 100_000, bytes: 100_000_000 });
  for (const lane of LANES)
    for (let n = 0; n < (lane === "attestations" ? 300 : others ? 1_000 : 0); n += 1)
      queue.push({ lane, party: `${lane}/${n % 7}`, bytes: lane === "attestations" ? bytes : 20_000, signatures: 1 }, lane === "attestations" ? 64 : 0); // biome-ignore format: one item
  return queue.take({ ...BLOCK_LIMITS, signatures: 100_000 }, true).reduce((sum, entries) => sum + entries, 0);
}

test("CSTD-055 a block hears 384 entries of vaults with every lane full, and 5,000 with none", () => {
  expect(heard(proof("0x"), true)).toBeGreaterThanOrEqual(384);
  expect(heard(proof("0x"), false)).toBeGreaterThanOrEqual(5_000);
  // The longest data, for which a chain asks three times as much.
  expect(heard(proof(`0x${"ee".repeat(1_024)}`), true)).toBeGreaterThanOrEqual(64);
  expect(heard(proof(`0x${"ee".repeat(1_024)}`), false)).toBeGreaterThanOrEqual(1_500);
});

/** What an entry costs at least, whoever writes it however: its log, by topic, and eight gas a byte. */
const logGas = (bytes: number): number => 375 * 5 + 8 * (9 * 32 + bytes);
/** A block in which much is asked follows the last after 20 ms at least; so many are counted on. */
const BLOCKS_A_SECOND = 10;
const ETHEREUM = 60_000_000 / 12;

test("CSTD-055 ten blocks a second outrun Ethereum's gas with every lane full, and with room a chain of twenty times that", () => {
  for (const bytes of [0, 1_024]) {
    const size = proof(`0x${"ee".repeat(bytes)}`);
    expect(BLOCKS_A_SECOND * heard(size, true)).toBeGreaterThan(ETHEREUM / logGas(bytes));
    expect(BLOCKS_A_SECOND * heard(size, false)).toBeGreaterThan((20 * ETHEREUM) / logGas(bytes));
  }
});
