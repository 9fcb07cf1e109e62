/**
 * An `anvil` process that ends with this one.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foundryTool } from "@novate/contracts";
import { ChainError } from "../rpc/failure.ts";
import { createSource, numberText } from "../source/source.ts";
import type { LocalChain, LocalChainOptions } from "./localChain.ts";

const START_MS = 15_000;
/** Room for hundreds of deposits in a block. */
const GAS_LIMIT = 1_000_000_000;
const MOST_PENDING = 1_000_000;
/** Old states that anvil keeps on the disk, beside hundreds in memory: each is its whole state. */
const STATES_ON_DISK = 1_000;

/** Rejects with `AnvilMissing` or `AnvilFailed`. */
export async function startAnvil({ chainId, timeSec, finalityBlocks = 0 }: LocalChainOptions): Promise<LocalChain> {
  const path = foundryTool("anvil");
  if (path === undefined) throw new ChainError("AnvilMissing", "there is no anvil for this machine");
  const states = mkdtempSync(join(tmpdir(), "novate-anvil-"));
  const child = spawn(
    path,
    [
      ["--cache-path", states, "--max-persisted-states", String(STATES_ON_DISK)],
      ["--port", "0", "--host", "127.0.0.1", "--chain-id", String(chainId), "--timestamp", String(timeSec)],
      ["--no-mining", "--order", "fifo", "--accounts", "0", "--gas-limit", String(GAS_LIMIT)],
      [
        "--base-fee",
        "0",
        "--gas-price",
        "0",
        "--slots-in-an-epoch",
        String(Math.max(1, Math.ceil(finalityBlocks / 2))),
      ],
      ["--disable-min-priority-fee", "--hardfork", "osaka", "--code-size-limit", "24576"],
    ].flat(),
    // In a group of its own: Ctrl-C of a terminal is for whoever asks the chain, and ends it when it has asked for the last time.
    { stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  // Killed, it leaves its states lying.
  child.once("close", () => rmSync(states, { recursive: true, force: true }));
  const kill = (): void => {
    child.kill("SIGKILL");
    rmSync(states, { recursive: true, force: true });
  };
  process.once("exit", kill);
  const url = await addressOf(child);
  const source = createSource({ url });
  const { rpc } = source;
  return {
    chainId,
    url,
    source,
    kind: "anvil",
    async mine(atSec) {
      await rpc.request("evm_mine", [numberText(BigInt(atSec))]);
    },
    async pass(count, everySec) {
      await rpc.request("anvil_mine", [numberText(BigInt(count)), numberText(BigInt(everySec))]);
    },
    async stop() {
      process.removeListener("exit", kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("close", resolve));
      kill();
      await ended;
    },
  };
}

/** Where it listens, from what it prints. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(new ChainError("AnvilFailed", `${why}: ${text.trim().slice(-300)}`));
    };
    const timer = setTimeout(() => fail(`anvil is not up after ${START_MS} ms`), START_MS);
    const hear = (part: Buffer): void => {
      if (text.length > MOST_PENDING) return;
      text += part.toString();
      const found = /Listening on (127\.0\.0\.1:\d+)/.exec(text);
      if (found === null) return;
      clearTimeout(timer);
      // Its log is long and nobody reads it on.
      child.stdout?.removeListener("data", hear).resume();
      resolve(`http://${found[1]}`);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", () => fail("anvil cannot be started"));
    child.once("close", () => fail("anvil ended"));
  });
}
