/**
 * Goal: whatever an RPC does, what comes of it is a value of the right form or a failure with a code and an advice.
 * Method: a server that answers each kind of nonsense; a table of values that are not of their form.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FalseRpc, startFalseRpc } from "../testing/falseRpc.ts";
import { dataOf, listOf, objectOf, quantityOf } from "./checked.ts";
import { ChainError, isChainError } from "./failure.ts";
import { createRpc } from "./jsonRpc.ts";

let proxy: FalseRpc;
beforeAll(async () => {
  proxy = await startFalseRpc("http://127.0.0.1:9");
});
afterAll(() => proxy.close());

test.each([
  ["no JSON", { garbage: "<html>" }, "RpcMalformed", "other"],
  ["no object", { garbage: "7" }, "RpcMalformed", "other"],
  ["another question's answer", { garbage: '{"id":99,"result":"0x1"}' }, "RpcMalformed", "other"],
  ["no result", { garbage: '{"id":1}' }, "RpcMalformed", "other"],
  ["too much", { garbage: "x".repeat(5_000) }, "RpcMalformed", "other"],
  ["an error", { garbage: '{"id":1,"error":{"code":-3,"message":"no"}}' }, "RpcRefused", "other"],
  ["nothing for too long", { stallMs: 400 }, "RpcTimeout", "retry"],
  ["a closed connection", { hangsUp: true }, "RpcUnreachable", "retry"],
] as const)("%s", async (_, mischief, code, advice) => {
  proxy.become(mischief);
  const rpc = createRpc({ url: proxy.url, timeoutMs: 150, mostBytes: 4_096 });
  const failure = await rpc.request("eth_chainId").catch((cause: unknown) => cause);
  expect(failure).toMatchObject({ name: "ChainError", code, advice });
  expect(isChainError(failure, code)).toBe(true);
});

test("values of another form are malformed", () => {
  const wrong: (() => unknown)[] = [
    () => objectOf([], "x"),
    () => objectOf(null, "x"),
    () => listOf({}, "x"),
    () => listOf([1, 2], "x", 1),
    () => dataOf("0x0", "x"),
    () => dataOf("0x0101", "x", 1),
    () => dataOf(7, "x"),
    () => quantityOf("0x00", "x"),
    () => quantityOf("0x", "x"),
    () => quantityOf(7, "x"),
    () => quantityOf("0x100", "x", 8),
  ];
  for (const read of wrong) expect(read).toThrow(ChainError);
  expect(dataOf("0xAB", "x")).toBe("0xab");
  expect(quantityOf("0xFF", "x", 8)).toBe(255n);
});
