/**
 * Compiles contracts that only tests need.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Hex } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { AbiEntry } from "../artifacts/artifact.ts";

const ROOT = new URL("../../../../", import.meta.url);
const FOLDER = "packages/contracts/test/support/";
const require = createRequire(import.meta.url);

interface Solc {
  compile(input: string, callbacks: { import: (path: string) => { contents: string } }): string;
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<Record<string, Readonly<Record<string, CompiledJson>>>>;
}

interface CompiledJson {
  readonly abi: readonly AbiEntry[];
  readonly evm: { readonly bytecode: { readonly object: string } };
}

export interface Support {
  readonly abi: readonly AbiEntry[];
  readonly bytecode: Hex;
}

const pathOf = (path: string): string | URL =>
  path.startsWith("packages/") ? new URL(path, ROOT) : require.resolve(path);

/** Files of contracts that stand in one of another name. */
const FILES: Readonly<Record<string, string>> = { TestPermit2: "Permit2" };

/** Compiles a contract of `test/support`. Takes seconds. */
export function compileSupport(name: "SharedBytes" | "FrailCoin" | "TestPermit2"): Support {
  const path = `${FOLDER}${FILES[name] ?? name}.sol`;
  const input = JSON.stringify({
    language: "Solidity",
    sources: { [path]: { content: readFileSync(new URL(path, ROOT), "utf8") } },
    settings: {
      evmVersion: "osaka",
      optimizer: { enabled: true, runs: 1_000 },
      outputSelection: { [path]: { [name]: ["abi", "evm.bytecode.object"] } },
    },
  });
  const solc = require("solc") as Solc;
  const readSource = (source: string) => ({ contents: readFileSync(pathOf(source), "utf8") });
  const output = JSON.parse(solc.compile(input, { import: readSource })) as Output;
  const faults = (output.errors ?? []).filter(({ severity }) => severity === "error");
  assert(faults.length === 0, faults.map(({ formattedMessage }) => formattedMessage).join("\n"));
  const { abi, evm } = output.contracts[path]![name]!;
  return { abi, bytecode: `0x${evm.bytecode.object}` };
}
