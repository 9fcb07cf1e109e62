/**
 * Goal: a chain that takes blocks back credits nothing that is not final, and everything that is, once.
 * Method: each kind of chain that runs here, whose blocks are final after twenty-four; deposits are taken back by 1 to 20 blocks and come again otherwise; in the
 * end what the house has heard is what the vault holds.
 */
import {
  createWriter,
  foundVault,
  type LocalChain,
  type LocalVault,
  localChainKinds,
  readHolding,
  readVault,
  startLocal,
  vaultCalls,
} from "@novate/chains";
import type { Hex } from "@novate/codec";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAttestor } from "../attestor/attestor.ts";
import { HOUSE, StandIn, validatorsOf } from "../testing/standIn.fixture.ts";
import { createRelayer } from "./relayer.ts";

const START = 1_760_054_400;
const CHAIN = 31_339n;
const FINAL = 24;
const keys = ["a", "b", "c", "d"].map((label) => createOwnerKey(deriveSecret("reorg", label)));
const validators = validatorsOf(keys, keys);
const owner: Hex = `0x${"b2".repeat(20)}`;
const target = { ownerChain: 0n, owner, segmentId: 1, accountId: 0 };
const memory = { last: () => null, store: async () => {} };

describe.each(localChainKinds())("on %s", (kind) => {
  let chain: LocalChain;
  let where: LocalVault;
  const writerOf = (label: string) =>
    createWriter({ source: chain.source, chainId: CHAIN, secret: deriveSecret("reorg", label) });

  beforeAll(async () => {
    chain = await startLocal[kind]({ chainId: CHAIN, timeSec: START, finalityBlocks: FINAL });
    const founding = { house: HOUSE, hotSet: validators.hotHash, coldSet: validators.coldHash, guardians: [owner] };
    const token = { symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 9n };
    where = await foundVault(chain, writerOf("deployer"), founding, [token], START + 10);
  });
  afterAll(() => chain?.stop());

  test("blocks taken back around a deposit lose nothing and double nothing", async () => {
    const token = where.tokens.get("USDC")!;
    const house = new StandIn(validators, CHAIN, where, (START + 100) * 1_000);
    const doubts: unknown[] = [];
    const onDoubt = (failure: unknown): void => void doubts.push(failure);
    const chains = new Map([[Number(CHAIN), [chain.source, chain.source]]]);
    const attestors = keys.map((key) => ({ key, duty: createAttestor({ key, chains, memory, onDoubt }) }));
    const place = { source: chain.source, writer: writerOf("relayer"), fromBlock: 0n };
    const relayer = createRelayer({ places: new Map([[Number(CHAIN), [place]]]), accountId: 0, onDoubt });
    const { rpc } = chain.source;
    let nowSec = START + 100;

    const pass = async (blocks: number): Promise<void> => {
      nowSec += 12 * blocks;
      await chain.pass(blocks, 12);
      house.timeMs = nowSec * 1_000;
    };
    const look = async (): Promise<void> => {
      for (const { key, duty } of attestors)
        for (const one of await duty.look(house.rows())) house.hear(key.address, one);
      for (const one of await relayer.look(house.rows())) house.hear("0x", one);
    };
    const payIn = async (amount: bigint): Promise<void> => {
      await writerOf(`payer ${nowSec}`).send(vaultCalls.fund(token, where.vault, [target], [amount]));
    };

    for (let depth = 1; depth <= 20; depth++) {
      const snapshot = await rpc.request("evm_snapshot");
      await payIn(BigInt(depth));
      await pass(depth);
      await look(); // what is to be taken back stands, and is not final
      await rpc.request("evm_revert", [snapshot]);
      if (depth % 2 === 0) await payIn(BigInt(1_000 * depth)); // another deposit comes in its place
      await pass(depth + 1);
      await look();
    }
    for (let n = 0; n < 4; n++) {
      await pass(FINAL);
      await look();
    }
    const final = await chain.source.header("finalized");
    const { inboxCount } = await readVault(chain.source, final, where.vault);
    const { heldAtoms, balanceAtoms } = await readHolding(chain.source, final, where.vault, token);
    expect(inboxCount).toBe(10n);
    expect([house.inboxCount, house.consumed]).toEqual([inboxCount, heldAtoms]);
    expect([heldAtoms, balanceAtoms]).toEqual([110_000n, 110_000n]);
    expect(doubts).toEqual([]);
  });
});
