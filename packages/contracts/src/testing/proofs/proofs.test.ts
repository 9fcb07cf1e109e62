/**
 * Goal: what a live vault holds is what proofs against its chain's header say, present or absent.
 * Method: a vault that has lived on anvil; every slot that the house reads, by `eth_getProof`, against the vault's own views.
 */
import { type Hex, hexToBytes } from "@novate/codec";
import {
  type EvmAccount,
  hashText,
  inboxChunk,
  inboxLeaf,
  inboxNext,
  inboxStart,
  isPaidIn,
  paidWord,
  type RpcHeader,
  readCheckpointHead,
  readCheckpointInForce,
  readCount,
  readFlow,
  readHeader,
  readStop,
  readTokenHealth,
  readTokenHeld,
  rpcHeaderBytes,
  uintWord,
  vaultSlots,
  verifyAccountProof,
  verifyStorageProof,
} from "@novate/evm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeCall } from "../abi.ts";
import { decodeWords } from "../answers.ts";
import { Anvil, NO_ANVIL } from "../anvil.ts";
import { VAULT_SELECTORS } from "../found.ts";
import { DEPOSIT, ENTRIES, HOUSE, type Lived, live, MEMBER, PAID, SEIZED } from "./scene.ts";

const CHAIN = 84_532;
const PAID_OUT = 500n * BigInt(PAID.length);

interface Proof {
  readonly accountProof: readonly Hex[];
  readonly storageProof: readonly { readonly key: Hex; readonly value: Hex; readonly proof: readonly Hex[] }[];
}

const bytesOf = (nodes: readonly Hex[]): Uint8Array[] => nodes.map((node) => hexToBytes(node));

describe.skipIf(NO_ANVIL !== undefined)(`a vault that has lived ${NO_ANVIL ?? "on a chain"}`, () => {
  let anvil: Anvil;
  let lived: Lived;
  let account: EvmAccount;
  let latest: Hex;

  /** The account of an address by proof under the header of a block, which is hashed here. */
  async function prove(address: Hex, block: Hex, slots: readonly Hex[] = []) {
    const json = await anvil.ask<RpcHeader & { hash: Hex; number: Hex }>("eth_getBlockByNumber", block, false);
    const header = readHeader(rpcHeaderBytes(json)!);
    if (!header.ok) expect.unreachable(header.fault);
    expect(header.value).toMatchObject({ hash: json.hash, number: Number(json.number) });
    const proof = await anvil.ask<Proof>("eth_getProof", address, slots, block);
    return { proof, proven: verifyAccountProof(header.value.stateRoot, address, bytesOf(proof.accountProof)) };
  }

  /** The word of a slot by proof, at a block. */
  async function wordAt(slot: Hex, block = latest): Promise<Hex | undefined> {
    const { proof, proven } = await prove(lived.vault, block, [slot]);
    if (!proven.ok || proven.value === undefined) return expect.unreachable("no account");
    const word = verifyStorageProof(proven.value.storageRoot, slot, bytesOf(proof.storageProof[0]!.proof));
    if (!word.ok) expect.unreachable(word.fault);
    expect(BigInt(word.value ?? 0)).toBe(BigInt(proof.storageProof[0]!.value));
    return word.value;
  }

  /** The words that a view of the vault answers. */
  const view = async (name: string, ...words: readonly Hex[]): Promise<bigint[]> =>
    decodeWords(await anvil.call(lived.vault, encodeCall(VAULT_SELECTORS.get(name)!, ...words))).map(BigInt);

  beforeAll(async () => {
    anvil = await Anvil.start(CHAIN, 1_760_054_400);
    lived = await live(anvil);
    latest = await anvil.ask<Hex>("eth_blockNumber");
    const { proven } = await prove(lived.vault, latest);
    if (!proven.ok || proven.value === undefined) expect.unreachable("no account");
    account = proven.value;
  }, 120_000);
  afterAll(() => anvil?.stop());

  test("CSTD-211 its account holds its code; an address of nobody holds nothing", async () => {
    const nobody = await prove(`0x${"5e".repeat(20)}`, latest);
    expect(nobody.proven).toEqual({ ok: true, value: undefined });
    const member = await prove(MEMBER, latest);
    expect(member.proven).toMatchObject({ ok: true, value: { codeHash: EMPTY_CODE } });
    expect(account.codeHash).not.toBe(EMPTY_CODE);
  });

  test("CSTD-211 its inbox is the fold of what came in, and an unwritten chunk is absent", async () => {
    const logs = await anvil.ask<{ blockTimestamp: Hex }[]>("eth_getLogs", {
      address: lived.vault,
      fromBlock: "0x0",
      topics: [ENTERED],
    });
    expect(logs).toHaveLength(ENTRIES);
    let acc = inboxStart(HOUSE, BigInt(CHAIN), lived.vault);
    const chunks = new Map<bigint, Hex>();
    for (const [index, log] of logs.entries()) {
      const entry = {
        index: BigInt(index),
        kind: 0,
        timeSec: BigInt(log.blockTimestamp),
        sender: MEMBER,
        ownerChain: 0n,
        owner: MEMBER,
        segmentId: 1,
        accountId: 7,
        token: lived.coin,
        amount: DEPOSIT,
        data: "0x0102" as const,
      };
      acc = inboxNext(acc, inboxLeaf(entry));
      chunks.set(inboxChunk(BigInt(index)), acc);
    }
    expect(readCount(await wordAt(vaultSlots.inboxCount))).toBe(BigInt(ENTRIES));
    for (const chunk of [0n, 1n]) expect(await wordAt(vaultSlots.inboxAcc(chunk))).toBe(chunks.get(chunk));
    expect(await wordAt(vaultSlots.inboxAcc(2n))).toBeUndefined();
  });

  test("CSTD-212 its payments have their bits, and had none before", async () => {
    for (const nonce of [...PAID, 4n, 301n]) {
      const word = await wordAt(vaultSlots.paid(paidWord(nonce)));
      expect(isPaidIn(word, nonce), `nonce ${nonce}`).toBe(PAID.includes(nonce));
      expect((await view("isPaid", uintWord(nonce)))[0]).toBe(PAID.includes(nonce) ? 1n : 0n);
      expect(await wordAt(vaultSlots.paid(paidWord(nonce)), lived.blockBefore)).toBeUndefined();
    }
    expect(await wordAt(vaultSlots.paid(2n ** 56n - 1n))).toBeUndefined();
  });

  test("CSTD-212 its books, its token's health and its lanes", async () => {
    const heldAtoms = DEPOSIT * BigInt(ENTRIES) - PAID_OUT;
    const held = await wordAt(vaultSlots.tokenHeld(lived.coin));
    expect(readTokenHeld(held)).toEqual({ heldAtoms, capAtoms: 2n ** 90n, isListed: true });
    const health = readTokenHealth(await wordAt(vaultSlots.tokenHealth(lived.coin)));
    const [shortfallAtoms, frozenSince] = await view("impairmentOf", uintWord(BigInt(lived.coin)));
    expect(health).toEqual({ floorAtoms: 100_000n, shortfallAtoms: SEIZED, frozenSince });
    expect(shortfallAtoms).toBe(SEIZED);
    expect(frozenSince).toBeGreaterThan(1_760_054_400n);
    const main = readFlow(await wordAt(vaultSlots.flow(lived.coin, "main")));
    expect(main).toEqual({ allowedCum: 1_500n, paidCum: PAID_OUT });
    expect(await wordAt(vaultSlots.tokenHeld(MEMBER))).toBeUndefined();
  });

  test("CSTD-213 a word of zero is refused: anvil keeps those that were read, as no chain does", async () => {
    const slot = vaultSlots.flow(lived.coin, "small"); // `advance` looked at it
    const { storageProof } = await anvil.ask<Proof>("eth_getProof", lived.vault, [slot], latest);
    const word = verifyStorageProof(account.storageRoot, slot, bytesOf(storageProof[0]!.proof));
    expect(word).toEqual({ ok: false, fault: "ValueMalformed" });
  });

  test("CSTD-208 its checkpoint in force, the set that signs, its stop", async () => {
    const [epoch, count, maturedEpoch, heardCount] = await view("checkpointState");
    const head = readCheckpointHead(await wordAt(vaultSlots.checkpointHead));
    const inForce = readCheckpointInForce(await wordAt(vaultSlots.checkpointInForce));
    expect(head).toEqual({ epoch, signedAt: (await view("lastSignedAt"))[0], count });
    expect(inForce).toEqual({ maturedEpoch, heardCount });
    expect([epoch, heardCount]).toEqual([lived.epoch, BigInt(ENTRIES)]);
    expect(await wordAt(vaultSlots.hotSet)).toBe(lived.hotSet);
    for (const name of ["stateRoot", "claimsRoot", "outboxRoot", "assetsRoot"] as const)
      expect(await wordAt(vaultSlots[name])).toBe(lived.roots[name]);
    const { endsAt } = readStop(await wordAt(vaultSlots.stop));
    expect([endsAt]).toEqual(await view("stopEndsAt"));
    expect(endsAt).toBeGreaterThan(0n);
  });

  test("CSTD-213 no proof of one slot passes for another, at another block or with a node amiss", async () => {
    const slots = [
      vaultSlots.inboxCount,
      vaultSlots.inboxAcc(0n),
      vaultSlots.inboxAcc(2n),
      vaultSlots.paid(0n),
      vaultSlots.paid(7n),
      vaultSlots.hotSet,
    ];
    const { storageProof } = await anvil.ask<Proof>("eth_getProof", lived.vault, slots, latest);
    let refused = 0;
    for (const [index, { proof }] of storageProof.entries()) {
      const nodes = bytesOf(proof);
      for (const [other, slot] of slots.entries()) {
        const { ok } = verifyStorageProof(account.storageRoot, slot, nodes);
        // Absent ones may end at the same node.
        expect(ok).toBe(proof.join() === storageProof[other]!.proof.join());
      }
      for (const at of nodes.keys()) {
        const harmed = [
          nodes.toSpliced(at, 1),
          nodes.toSpliced(at, 0, nodes[at]!),
          nodes.with(at, nodes[(at + 1) % nodes.length]!),
          [...nodes, nodes[at]!],
        ];
        for (const list of harmed) {
          if (list.length === nodes.length && nodes.length === 1) continue;
          expect(verifyStorageProof(account.storageRoot, slots[index]!, list).ok).toBe(false);
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(40);
  });
});

const EMPTY_CODE = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470";
const ENTERED = hashText("Entered(uint64,uint8,address,uint64,address,uint16,uint32,address,uint256,bytes)");
