/**
 * A chain of its own for a test: `anvil`, spoken to in JSON.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import type { Hex } from "@novate/codec";
import { assert } from "@novate/stdx";
import { foundryTool } from "../foundry.ts";

/** Why tests on a chain are left out, or undefined where they run. */
export const NO_ANVIL: string | undefined =
  foundryTool("anvil") === undefined ? "anvil is not to be had on this platform" : undefined;

export interface Request {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** A call's answer, or the data of its refusal. */
export type Answer = { readonly ok: true; readonly data: Hex } | { readonly ok: false; readonly data: Hex };

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data?: unknown };
}

export interface Transaction {
  readonly from: Hex;
  readonly to?: Hex;
  readonly data: Hex;
}

interface Receipt {
  readonly status: Hex;
  readonly contractAddress: Hex | null;
}

/** Gas of a block and of a call: a bulk of cases is one call. */
const GAS = 2_000_000_000;
const HEX_GAS = `0x${GAS.toString(16)}`;

export class Anvil {
  readonly #process: ChildProcess;
  readonly #url: string;

  private constructor(child: ChildProcess, port: string) {
    this.#process = child;
    this.#url = `http://127.0.0.1:${port}`;
  }

  /** Starts a chain at a time in seconds; stop it. */
  static async start(chainId: number, timeSec: number): Promise<Anvil> {
    const path = foundryTool("anvil");
    assert(path !== undefined, "anvil is not to be had");
    const options = { port: 0, "chain-id": chainId, timestamp: timeSec, "gas-limit": GAS, "code-size-limit": 65_536 };
    const args = [
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]),
      "--no-request-size-limit",
      // It keeps hundreds in memory; on the disk nobody would clear them away.
      ...["--max-persisted-states", "0"],
    ];
    const child = spawn(path, args, { stdio: ["ignore", "pipe", "ignore"] });
    const port = await new Promise<string>((resolve, reject) => {
      let text = "";
      child.once("exit", (code) => reject(new Error(`anvil ended with ${code}: ${text}`)));
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        const [, found] = /Listening on [^:]+:(\d+)/.exec(text) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    return new Anvil(child, port);
  }

  stop(): void {
    this.#process.removeAllListeners("exit");
    this.#process.kill();
  }

  async #post(body: readonly object[]): Promise<Reply[]> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(this.#url, { method: "POST", headers, body: JSON.stringify(body) });
    return ((await response.json()) as Reply[]).sort((left, right) => left.id - right.id);
  }

  #send = (requests: readonly Request[]): Promise<Reply[]> =>
    this.#post(requests.map((request, id) => ({ jsonrpc: "2.0", id, ...request })));

  async ask<T>(method: string, ...params: readonly unknown[]): Promise<T> {
    const [reply] = await this.#send([{ method, params }]);
    if (reply!.error !== undefined) throw new Error(`${method}: ${reply!.error.message}`);
    return reply!.result as T;
  }

  /** Answers of calls that change nothing, sent together. */
  async callAll(calls: readonly Transaction[]): Promise<Answer[]> {
    const requests = calls.map((call) => ({ method: "eth_call", params: [{ ...call, gas: HEX_GAS }, "latest"] }));
    const replies = await this.#send(requests);
    return replies.map(({ result, error }) => {
      if (error === undefined) return { ok: true, data: result as Hex };
      assert(typeof error.data === "string", `eth_call: ${error.message}`);
      return { ok: false, data: error.data as Hex };
    });
  }

  /** The answer of a call by anybody, with other code or state than the chain has, at any time. */
  async callAs(from: Hex, to: Hex, data: Hex, overrides: object, timeSec?: bigint): Promise<Hex> {
    const block = timeSec === undefined ? [] : [{ time: `0x${timeSec.toString(16)}` }];
    return this.ask("eth_call", { from, to, data, gas: HEX_GAS }, "latest", overrides, ...block);
  }

  async call(to: Hex, data: Hex): Promise<Hex> {
    const [answer] = await this.callAll([{ from: ACCOUNTS[0]!, to, data }]);
    assert(answer!.ok, `eth_call refused: ${answer!.data}`);
    return answer!.data;
  }

  /** Sends a transaction and answers where it put a contract, if it did. Throws when it is refused. */
  async send(transaction: Transaction): Promise<Hex> {
    const hash = await this.ask<Hex>("eth_sendTransaction", { ...transaction, gas: `0x${(30_000_000).toString(16)}` });
    let receipt: Receipt | null = null;
    // The block follows at once, but not within the call.
    while (receipt === null) {
      receipt = await this.ask<Receipt | null>("eth_getTransactionReceipt", hash);
      if (receipt === null) await setTimeout(10);
    }
    if (receipt.status !== "0x1") throw new Error(`refused: ${transaction.data.slice(0, 10)}`);
    return receipt.contractAddress ?? "0x";
  }
}

/** Accounts that anvil signs for; everybody knows their keys. */
export const ACCOUNTS: readonly Hex[] = [
  "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
  "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
  "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
];

/** The key of the first of them. */
export const FIRST_KEY: Hex = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
