/**
 * What an RPC may do to those who ask it, one kind after the other.
 *
 * @module
 */
import type { Mischief } from "@novate/chains/testing";

const LIE = `0x${"5a".repeat(32)}`;

type Fields = Readonly<Record<string, unknown>>;

const onBlocks = (change: (block: Fields) => unknown): Mischief => ({
  alter: (method, result) => (method === "eth_getBlockByNumber" && result !== null ? change(result as Fields) : result),
});

const onResults = (name: string, change: (result: unknown) => unknown): Mischief => ({
  alter: (method, result) => (method === name ? change(result) : result),
});

/** A digit of the last node of every list of nodes is another. */
const harmed = (nodes: unknown): unknown =>
  (nodes as string[]).map((node, index, all) =>
    index === all.length - 1 ? node.slice(0, -1) + (node.endsWith("0") ? "1" : "0") : node,
  );

export const MISCHIEF: readonly (readonly [string, Mischief])[] = [
  ["another state root", onBlocks((block) => ({ ...block, stateRoot: LIE }))],
  ["another block hash", onBlocks((block) => ({ ...block, hash: LIE }))],
  [
    "proofs that do not hold",
    onResults("eth_getProof", (proof) => ({
      ...(proof as Fields),
      accountProof: harmed((proof as Fields).accountProof),
    })),
  ],
  ["no logs", onResults("eth_getLogs", () => [])],
  ["half of the logs", onResults("eth_getLogs", (logs) => (logs as unknown[]).slice(1))],
  ["garbage", { garbage: "\u0000\u0001\u0002 no JSON" }],
  ["JSON that is cut off", { garbage: '{"jsonrpc":"2.0","id":1,"result":{"number":"0x' }],
  ["errors", { garbage: '{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"limit exceeded"}}' }],
  ["another question's answer", { garbage: '{"jsonrpc":"2.0","id":-1,"result":"0x1"}' }],
  ["status 500", { status: 500, garbage: "Internal Server Error" }],
  ["closed connections", { hangsUp: true }],
  ["silence", { stallMs: 60_000 }],
  ["an old block for the newest", onResults("eth_blockNumber", () => "0x1")],
  ["gas without measure", onResults("eth_estimateGas", () => "0xffffffffffffffff")],
  ["another nonce", onResults("eth_getTransactionCount", () => "0xfffff")],
  ["transactions that it drops", { instead: (method) => (method === "eth_sendRawTransaction" ? LIE : undefined) }],
];
