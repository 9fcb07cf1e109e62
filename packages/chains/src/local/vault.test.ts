/**
 * Goal: a vault on a real chain says what we read, and forged answers are told from true ones.
 * Method: each kind of chain that runs here, the compiled contracts, deposits; then the same questions of sources that err.
 */
import { type Hex, hexToBytes } from "@novate/codec";
import { hashText, inboxLeaf, inboxNext, inboxStart, readTokenHeld, vaultSlots } from "@novate/evm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChainWriter, createWriter } from "../account/writer.ts";
import { agreedHeader, agreedNumber, checkChain } from "../source/agreed.ts";
import { createSource, wordOf } from "../source/source.ts";
import * as calls from "../vault/calls.ts";
import { readEntries } from "../vault/entries.ts";
import { readHolding, readVault, readVaultOf } from "../vault/reads.ts";
import type { LocalChain } from "./localChain.ts";
import { localChainKinds, startLocal } from "./startLocal.ts";

const START = 1_760_000_000;
const HOUSE = hashText("a house");
const owner: Hex = `0x${"a1".repeat(20)}`;
const target = { ownerChain: 0n, owner, segmentId: 1, accountId: 0 };

describe.each(localChainKinds())("on %s", (kind) => {
  let chain: LocalChain;
  let writer: ChainWriter;
  let now = START;

  /** Sends, makes a block, answers what became of it. */
  async function done(call: Parameters<ChainWriter["send"]>[0]) {
    const hash = await writer.send(call);
    now += 12;
    await chain.mine(now);
    return (await writer.outcome(hash))!;
  }

  let token: Hex;
  let vault: Hex;

  beforeAll(async () => {
    chain = await startLocal[kind]({ chainId: 31_337n, timeSec: START });
    writer = createWriter({ source: chain.source, chainId: chain.chainId, secret: hexToBytes(hashText("deployer")) });
    token = (await done(calls.foundToken("Dollar", "USDC", 6))).contract!;
    const founding = {
      house: HOUSE,
      hotSet: hashText("hot"),
      coldSet: hashText("cold"),
      guardians: [writer.address],
      hall: (await done(calls.foundHall())).contract!,
      terms: [{ token, capAtoms: 10n ** 15n, floorAtoms: 10n ** 6n }],
    };
    const sets = (await done(calls.foundSets(founding))).contract!;
    vault = await readVaultOf(chain.source, sets);
  });
  afterAll(() => chain?.stop());

  test("deposits come in as entries that fold to the proven word", async () => {
    const count = 70;
    const targets = Array.from({ length: count }, (_, index) => ({ ...target, accountId: index }));
    const amounts = targets.map((_, index) => BigInt(index + 1));
    await done(calls.fund(token, vault, targets, amounts));
    const header = await agreedHeader(
      [chain.source, chain.source],
      await agreedNumber([chain.source, chain.source], "latest"),
    );
    const entries = await readEntries(chain.source, vault, 0n, header.number);
    expect(entries.map(({ index }) => index)).toEqual(targets.map((_, index) => BigInt(index)));
    const slots = [vaultSlots.inboxCount, vaultSlots.inboxAcc(0), vaultSlots.inboxAcc(1), vaultSlots.tokenHeld(token)];
    const proof = await chain.source.proof(header, vault, slots);
    let acc = inboxStart(HOUSE, chain.chainId, vault);
    const ends: Hex[] = [];
    for (const entry of entries) {
      acc = inboxNext(acc, inboxLeaf(entry));
      ends.push(acc);
    }
    expect(proof.slots.map(wordOf).slice(1, 3)).toEqual([ends[63], ends[69]]);
    const total = amounts.reduce((sum, amount) => sum + amount, 0n);
    expect(readTokenHeld(proof.slots[3]!.value).heldAtoms).toBe(total);
    expect(await readHolding(chain.source, header, vault, token)).toEqual({ heldAtoms: total, balanceAtoms: total });
    expect((await readVault(chain.source, header, vault)).inboxCount).toBe(70n);
  });

  test("a contract's refusal has its name, and nothing is sent", async () => {
    const call = calls.deposit(vault, owner, 5n, target);
    await expect(writer.send(call)).rejects.toMatchObject({ code: "Reverted" });
    await expect(writer.simulate(calls.stop(vault))).rejects.toMatchObject({ code: "Reverted" });
  });

  test("the chain is the one that was meant, and a header is held to its hash", async () => {
    await checkChain([chain.source, chain.source], 31_337n);
    await expect(checkChain([chain.source, chain.source], 1n)).rejects.toMatchObject({ code: "ChainDiffers" });
    await expect(chain.source.header(10_000n)).rejects.toMatchObject({ code: "NotFound" });
    const dead = createSource({ url: "http://127.0.0.1:9", timeoutMs: 500 });
    await expect(agreedNumber([chain.source, dead], "latest")).rejects.toMatchObject({ code: "SourcesTooFew" });
  });
});
