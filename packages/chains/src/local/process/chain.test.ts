/**
 * Goal: the chain in this process is a chain: its words are those of anvil, its proofs hold for every block, its blocks are the same
 * for the same steps. Method: a vault founded and paid into, the same steps on another chain of its kind and on an anvil; proofs
 * verified by `@novate/evm`; questions that are none.
 */
import { type Hex, hexToBytes } from "@novate/codec";
import { hashText, uintWord, vaultSlots, verifyAccountProof, verifyStorageProof } from "@novate/evm";
import { afterAll, expect, test } from "vitest";
import { createWriter } from "../../account/writer.ts";
import { isChainError } from "../../rpc/failure.ts";
import { wordOf } from "../../source/source.ts";
import * as calls from "../../vault/calls.ts";
import { readEntries } from "../../vault/entries.ts";
import { foundVault } from "../foundVault.ts";
import type { LocalChain } from "../localChain.ts";
import { hasAnvil, startLocal } from "../startLocal.ts";

const START = 1_760_000_000;
const HOUSE = hashText("a house");
const owner: Hex = `0x${"a1".repeat(20)}`;
const targets = [1, 2, 3].map((accountId) => ({ ownerChain: 0n, owner, segmentId: 1, accountId }));
const secret = hexToBytes(hashText("payer"));

const started: LocalChain[] = [];
afterAll(() => Promise.all(started.map((chain) => chain.stop())));

/** The same steps on any chain, and what can be seen of them. */
async function played(kind: "anvil" | "in-process") {
  const chain = await startLocal[kind]({ chainId: 31_337n, timeSec: START });
  started.push(chain);
  const { source } = chain;
  const writer = createWriter({ source, chainId: chain.chainId, secret });
  const founding = { house: HOUSE, hotSet: hashText("hot"), coldSet: hashText("cold"), guardians: [writer.address] };
  const terms = { symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 6n };
  const where = await foundVault(chain, writer, founding, [terms], START + 10);
  const token = where.tokens.get("USDC")!;
  const paid = await writer.send(calls.fund(token, where.vault, targets, [5n, 6n, 7n]));
  await chain.mine(START + 24);
  const minted = await writer.send(calls.mint(token, owner, 9n));
  await chain.mine(START + 36);
  const gas: unknown[] = [];
  for (const hash of [paid, minted]) {
    const { status, gasUsed, logs } = (await source.rpc.request("eth_getTransactionReceipt", [hash])) as Receipt;
    gas.push({ status, gasUsed, logs: logs.map(({ address, topics, data }) => ({ address, topics, data })) });
  }
  const header = await source.header("latest");
  const slots = [vaultSlots.inboxCount, vaultSlots.inboxAcc(0), vaultSlots.tokenHeld(token)];
  const { slots: proven } = await source.proof(header, where.vault, slots);
  return { chain, where, token, header, seen: { where, gas, words: proven.map(wordOf), number: header.number } };
}

interface Receipt {
  readonly status: Hex;
  readonly gasUsed: Hex;
  readonly logs: readonly { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex }[];
}

test.skipIf(!hasAnvil())("the same steps give the same contracts, logs, gas and words as on anvil", async () => {
  expect((await played("in-process")).seen).toEqual((await played("anvil")).seen);
});

test("the same steps give the same blocks", async () => {
  const [one, other] = [await played("in-process"), await played("in-process")];
  expect(one.header).toEqual(other.header);
});

test("proofs of any block hold, of what is there and of what is not", async () => {
  const { chain, where, token, header } = await played("in-process");
  const { source } = chain;
  const empty = uintWord(12_345);
  for (let number = header.number; number > header.number - 3n; number--) {
    const { stateRoot } = await source.header(number);
    const slots = [vaultSlots.inboxCount, empty];
    const proof = await source.proof({ number, stateRoot }, where.vault, slots);
    expect(wordOf(proof.slots[0]!)).toBe(uintWord(number >= header.number - 1n ? 3 : 0));
    expect(proof.slots[1]!.value).toBeUndefined();
    const ask = async (address: Hex) =>
      (await source.rpc.request("eth_getProof", [address, [empty], `0x${number.toString(16)}`])) as {
        accountProof: Hex[];
        storageProof: { proof: Hex[] }[];
      };
    const nobody = await ask(`0x${"77".repeat(20)}`);
    const nodes = nobody.accountProof.map(hexToBytes);
    expect(verifyAccountProof(stateRoot, `0x${"77".repeat(20)}`, nodes)).toEqual({ ok: true, value: undefined });
    const { storageProof } = await ask(where.vault);
    const slotNodes = storageProof[0]!.proof.map(hexToBytes);
    expect(verifyStorageProof(proof.account.storageRoot, empty, slotNodes)).toEqual({ ok: true, value: undefined });
  }
  expect((await readEntries(source, where.vault, 0n, header.number)).map(({ amount }) => amount)).toEqual([5n, 6n, 7n]);
  const word = await source.rpc.request("eth_getStorageAt", [where.vault, vaultSlots.tokenHeld(token), "latest"]);
  expect(BigInt(word as Hex) & ((1n << 96n) - 1n)).toBe(18n);
});

test("transactions wait for a block, and a block taken back takes them back", async () => {
  const { chain, token } = await played("in-process");
  const { rpc } = chain.source;
  const writer = createWriter({ source: chain.source, chainId: chain.chainId, secret: hexToBytes(hashText("other")) });
  const id = await rpc.request("evm_snapshot");
  const hashes = [await writer.send(calls.mint(token, owner, 1n)), await writer.send(calls.mint(token, owner, 2n))];
  const before = await chain.source.header("latest");
  await chain.pass(2, 12);
  for (const hash of hashes) expect((await writer.outcome(hash))!.blockNumber).toBe(before.number + 1n);
  expect(await rpc.request("evm_revert", [id])).toBe(true);
  expect(await chain.source.header("latest")).toEqual(before);
  expect(await writer.outcome(hashes[0]!)).toBeNull();
  await chain.pass(1, 12);
  expect(await rpc.request("evm_revert", ["0x9"])).toBe(false);
});

test.each([
  ["eth_noSuchMethod", [], -32_601],
  ["eth_getProof", ["0x12", [], "latest"], -32_602],
  ["eth_getBlockByNumber", ["nonsense", false], -32_602],
  ["eth_call", [{ to: `0x${"11".repeat(20)}`, data: "0x" }, "0xffff"], -32_001],
  ["eth_sendRawTransaction", ["0x02c0"], -32_602],
  ["evm_mine", ["0x1"], -32_602],
])("%s of nonsense is refused, and the chain goes on", async (method, params, rpcCode) => {
  const [chain] = started;
  const refused = await chain!.source.rpc.request(method, params).catch((failure: unknown) => failure);
  expect(isChainError(refused, "RpcRefused") && refused.details.rpcCode).toBe(rpcCode);
  expect(await chain!.source.chainId()).toBe(31_337n);
});
