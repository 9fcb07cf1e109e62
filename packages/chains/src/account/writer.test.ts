/**
 * Goal: a writer goes on after its chain forgot what it sent, and sends nothing twice that waits already.
 * Method: an anvil that makes blocks when told, takes them back, and drops what waits.
 */
import type { Hex } from "@novate/codec";
import { hashText } from "@novate/evm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startAnvil } from "../local/anvil.ts";
import type { LocalChain } from "../local/localChain.ts";
import { hasAnvil } from "../local/startLocal.ts";
import { createSource } from "../source/source.ts";
import { startFalseRpc } from "../testing/falseRpc.ts";
import { createWriter } from "./writer.ts";

const START = 1_760_000_000;
const CHAIN = 31_340n;
const call = (byte: string) => ({ to: `0x${byte.repeat(20)}` as Hex, data: "0x" as Hex });
const lostAfterMs = 50;

let chain: LocalChain;
beforeEach(async () => {
  if (hasAnvil()) chain = await startAnvil({ chainId: CHAIN, timeSec: START });
});
afterEach(() => chain?.stop());

const writerOf = (label: string) =>
  createWriter({
    source: chain.source,
    chainId: CHAIN,
    secret: Buffer.from(hashText(label).slice(2), "hex"),
    lostAfterMs,
  });

test.skipIf(!hasAnvil())("what a chain took back or dropped leaves no hole in the nonces for long", async () => {
  const writer = writerOf("dropped");
  await writer.send(call("a1"));
  await writer.send(call("a2"));
  await chain.source.rpc.request("anvil_dropAllTransactions");
  await writer.send(call("a3")); // the chain may only be behind, for all that the writer knows
  await new Promise((resolve) => setTimeout(resolve, 2 * lostAfterMs));
  const hash = await writer.send(call("a4"));
  await chain.pass(1, 1);
  expect(await writer.outcome(hash)).toMatchObject({ hash });
});

test.skipIf(!hasAnvil())("the same call is sent once while it waits, and again once it stands or is gone", async () => {
  const writer = writerOf("once");
  const first = await writer.sendOnce(call("b1"));
  expect(await writer.sendOnce(call("b1"))).toBe(first);
  expect(await writer.sendOnce(call("b2"))).not.toBe(first);
  await chain.pass(1, 1);
  const second = await writer.sendOnce(call("b1"));
  expect(second).not.toBe(first);
  await chain.source.rpc.request("anvil_dropAllTransactions");
  await new Promise((resolve) => setTimeout(resolve, 2 * lostAfterMs));
  const again = await writer.sendOnce(call("b1"));
  await chain.pass(1, 1);
  expect(await writer.outcome(again)).toMatchObject({ hash: again });
});

test.skipIf(!hasAnvil())("a call that waits while its chain has become dearer goes again in its place", async () => {
  const writer = writerOf("dear");
  const { rpc } = chain.source;
  await rpc.request("anvil_setBalance", [writer.address, "0xde0b6b3a7640000"]);
  const cheap = await writer.sendOnce(call("c1"));
  await rpc.request("anvil_setNextBlockBaseFeePerGas", ["0x3b9aca00"]);
  const dear = await writer.sendOnce(call("c1"));
  expect(dear).not.toBe(cheap);
  expect(await writer.sendOnce(call("c1"))).toBe(dear);
  await chain.pass(1, 1);
  expect(await writer.outcome(dear)).toMatchObject({ hash: dear });
  expect(await rpc.request("eth_getTransactionCount", [writer.address, "pending"])).toBe("0x1");
});

test.skipIf(!hasAnvil())("a call behind a hole in the nonces is sent again, and fills it", async () => {
  const rpc = await startFalseRpc(chain.url);
  const secret = Buffer.from(hashText("hole").slice(2), "hex");
  const writer = createWriter({ source: createSource({ url: rpc.url }), chainId: CHAIN, secret, lostAfterMs });
  rpc.become({ alter: (method, result) => (method === "eth_getTransactionCount" ? "0x5" : result) });
  const first = await writer.sendOnce(call("d1"));
  rpc.become({});
  await chain.pass(1, 1);
  expect(await chain.source.rpc.request("eth_getTransactionByHash", [first])).not.toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 2 * lostAfterMs));
  const again = await writer.sendOnce(call("d1"));
  await chain.pass(1, 1);
  expect(await writer.outcome(again)).toMatchObject({ hash: again });
  await rpc.close();
});

test.skipIf(!hasAnvil())(
  "a source that names any price is paid no more than the most, and asked for nothing beyond it",
  async () => {
    const rpc = await startFalseRpc(chain.url);
    rpc.become({ alter: (method, result) => (method === "eth_gasPrice" ? "0xde0b6b3a7640000" : result) });
    const writer = createWriter({
      source: createSource({ url: rpc.url }),
      chainId: CHAIN,
      secret: Buffer.from(hashText("dear").slice(2), "hex"),
      lostAfterMs,
    });
    await chain.source.rpc.request("anvil_setBalance", [writer.address, "0xde0b6b3a7640000"]);
    const hash = await writer.sendOnce(call("e1"));
    expect(await chain.source.rpc.request("eth_getTransactionByHash", [hash])).toMatchObject({
      maxFeePerGas: "0xe8d4a51000", // a thousand gwei
      maxPriorityFeePerGas: "0xba43b7400",
    });
    expect(await writer.sendOnce(call("e1"))).toBe(hash); // no dearer one in its place
    await rpc.close();
  },
);
