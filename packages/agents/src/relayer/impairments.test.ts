/**
 * Goal: what a token does to a vault reaches the house, and its end too. Method: a vault on an anvil whose token is made to take some,
 * to stand still and to mend; a source that lies of it.
 */
import { createWriter, hasAnvil, type LocalChain, type LocalVault, startAnvil, vaultCalls } from "@novate/chains";
import type { CommandOf, Hex } from "@novate/codec";
import { hexToBytes } from "@novate/codec";
import {
  addressWord,
  mappingSlot,
  readTokenHealth,
  uintWord,
  vaultSlots,
  verifyAccountProof,
  verifyStorageProof,
} from "@novate/evm";
import { atoms } from "@novate/num";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foundScene, START } from "../testing/foundScene.fixture.ts";
import { ASSET_ID, StandIn, validatorsOf } from "../testing/standIn.fixture.ts";
import { createRelayer } from "./relayer.ts";

const CHAIN = 31_343n;
const key = createOwnerKey(deriveSecret("impairments", "hot"));
const validators = validatorsOf([key], [createOwnerKey(deriveSecret("impairments", "cold"))]);
/** Answers every `balanceOf` with a hundred, and does nothing else. */
const STILL: Hex = "0x60003560e01c6370a082311460145760006000fd5b60645f5260205ff3";

let chain: LocalChain;
let where: LocalVault;
let token: Hex;
const writerOf = (label: string) =>
  createWriter({ source: chain.source, chainId: CHAIN, secret: deriveSecret("impairments", label) });

beforeAll(async () => {
  if (!hasAnvil()) return;
  chain = await startAnvil({ chainId: CHAIN, timeSec: START });
  const writer = writerOf("deployer");
  where = await foundScene(chain, writer, validators);
  token = where.tokens.get("USDC")!;
});
afterAll(async () => {
  await chain?.stop();
});

test.skipIf(!hasAnvil())("COLL-075 a shortfall, a freeze and the end of both are written down and proven", async () => {
  const house = new StandIn(validators, CHAIN, where, (START + 360_000) * 1_000);
  const doubts: unknown[] = [];
  const place = { source: chain.source, writer: writerOf("relayer"), fromBlock: 1n };
  const relayer = createRelayer({
    places: new Map([[Number(CHAIN), [place]]]),
    accountId: 0,
    onDoubt: (failure) => doubts.push(failure),
  });
  const target = { ownerChain: 0n, owner: key.address, segmentId: 1, accountId: 0 };
  await writerOf("payer").send(vaultCalls.fund(token, where.vault, [target], [100n]));
  await chain.pass(1, 12);

  /** Ten minutes and two looks on: the vault is told at the first, and its word proven at the second. */
  const heard = async (): Promise<readonly [bigint, boolean] | null> => {
    const words: (readonly [bigint, boolean])[] = [];
    for (let looks = 0; looks < 2; looks++) {
      const { number, timeSec, hash: blockHash, stateRoot } = await chain.source.header("latest");
      house.headers.push({ chainId: Number(CHAIN), number, timeSec: Number(timeSec), blockHash, stateRoot });
      for (const command of await relayer.look(house.rows()))
        if (command.type === "ProveImpairment") words.push(wordOf(command));
      await chain.pass(1, 660);
    }
    expect(words.length).toBeLessThan(2);
    return words[0] ?? null;
  };
  const wordOf = (command: CommandOf<"ProveImpairment">): readonly [bigint, boolean] => {
    const { stateRoot, accountProof, healthProof, number } = command;
    const account = verifyAccountProof(stateRoot, where.vault, accountProof.map(hexToBytes));
    const slot = vaultSlots.tokenHealth(token);
    const stored = verifyStorageProof(
      account.ok ? account.value!.storageRoot : "0x",
      slot,
      healthProof.map(hexToBytes),
    );
    const { shortfallAtoms, frozenSince } = readTokenHealth(stored.ok ? stored.value : undefined);
    house.impairments.splice(0, 1, {
      ...{ assetId: ASSET_ID, number, heldAtoms: atoms(100n), shortfallAtoms: atoms(shortfallAtoms), frozenSince },
      sinceMs: 0,
    });
    return [shortfallAtoms, frozenSince > 0n];
  };
  /** What stands in the token from the next block on. */
  const set = async (method: string, ...rest: readonly unknown[]) => {
    await chain.source.rpc.request(method, [token, ...rest]);
    await chain.pass(1, 12);
  };
  const balance = mappingSlot(uintWord(0), addressWord(where.vault));

  expect(await heard()).toBeNull();
  await set("anvil_setStorageAt", balance, uintWord(60));
  expect(await heard()).toEqual([40n, false]);
  expect(await heard()).toBeNull();
  await set("anvil_setStorageAt", balance, uintWord(100));
  expect(await heard()).toEqual([0n, false]);
  const code = await chain.source.rpc.request("eth_getCode", [token, "latest"]);
  await set("anvil_setCode", STILL);
  expect(await heard()).toEqual([0n, true]);
  await set("anvil_setCode", code);
  expect(await heard()).toEqual([0n, false]);
  expect(await heard()).toBeNull();
  expect(doubts).toEqual([]);
});
