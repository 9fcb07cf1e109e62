/**
 * Goal: an RPC that lies, stalls or talks nonsense takes an attestor's vote, and never gives it a false one.
 * Method: a chain behind two RPCs, one of which does to its answers what the row says; a house made by hand.
 */
import { createSource, createWriter, foundVault, type LocalChain, localChainKind, startLocal } from "@novate/chains";
import { type FalseRpc, startFalseRpc } from "@novate/chains/testing";
import { hashText } from "@novate/evm";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOUSE, StandIn, validatorsOf } from "../testing/standIn.fixture.ts";
import { createAttestor } from "./attestor.ts";

const START = 1_760_054_400;
const CHAIN = 31_337n;
const key = createOwnerKey(deriveSecret("lying", "hot"));
const validators = validatorsOf([key], [createOwnerKey(deriveSecret("lying", "cold"))]);
let chain: LocalChain;
let rpc: FalseRpc;
let house: StandIn;

beforeAll(async () => {
  chain = await startLocal[localChainKind()]({ chainId: CHAIN, timeSec: START });
  const writer = createWriter({ source: chain.source, chainId: CHAIN, secret: deriveSecret("lying", "deployer") });
  const founding = {
    house: HOUSE,
    hotSet: validators.hotHash,
    coldSet: validators.coldHash,
    guardians: [writer.address],
  };
  const where = await foundVault(
    chain,
    writer,
    founding,
    [{ symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 9n }],
    START + 10,
  );
  await chain.pass(5, 12);
  house = new StandIn(validators, CHAIN, where, (START + 3_600) * 1_000);
  rpc = await startFalseRpc(chain.url);
});
afterAll(async () => {
  await rpc?.close();
  await chain?.stop();
});

type Block = Readonly<Record<string, unknown>>;
const onBlocks = (change: (block: Block) => unknown) => (method: string, result: unknown) =>
  method === "eth_getBlockByNumber" ? change(result as Block) : result;

test.each([
  ["faithful", {}, null],
  ["another state root", { alter: onBlocks((block) => ({ ...block, stateRoot: hashText("lie") })) }, "AnswerForged"],
  ["another time", { alter: onBlocks((block) => ({ ...block, timestamp: "0x7fffffff" })) }, "AnswerForged"],
  ["another hash", { alter: onBlocks((block) => ({ ...block, hash: hashText("lie") })) }, "AnswerForged"],
  ["a block of another number", { alter: onBlocks((block) => ({ ...block, number: "0x1" })) }, "AnswerForged"],
  ["no block", { alter: onBlocks(() => null) }, "SourcesTooFew"],
  ["a number where a block is", { alter: onBlocks(() => 7 as unknown) }, "SourcesTooFew"],
  ["nonsense", { garbage: "\u0000\u0001" }, "SourcesTooFew"],
  ["an error", { garbage: '{"id":1,"error":{"code":-32000,"message":"busy"}}' }, "SourcesTooFew"],
  ["silence", { stallMs: 5_000 }, "SourcesTooFew"],
  ["a closed connection", { hangsUp: true }, "SourcesTooFew"],
] as const)("%s", async (_, mischief, code) => {
  rpc.become(mischief);
  const doubts: unknown[] = [];
  const sources = [chain.source, createSource({ url: rpc.url, timeoutMs: 200 })];
  const memory = { last: () => null, store: async () => {} };
  const attestor = createAttestor({
    key,
    chains: new Map([[Number(CHAIN), sources]]),
    memory,
    onDoubt: (failure) => doubts.push(failure),
  });
  const said = await attestor.look(house.rows());
  if (code === null) expect(said).toMatchObject([{ type: "AttestHeader", chainId: Number(CHAIN) }]);
  else expect([said, doubts]).toMatchObject([[], [{ code }]]);
});
