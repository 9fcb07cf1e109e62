/**
 * Compiles the contracts into their artifacts with the `solc` of npm.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { bytesToHex, hexToBytes, keccak256 } from "@novate/codec";
import { assert } from "@novate/stdx";
import { type AbiEntry, type Artifact, CONTRACT_NAMES, type ContractName } from "./artifact.ts";

const SOURCES = new URL("../", import.meta.url);
const PREFIX = "packages/contracts/src/";
const require = createRequire(import.meta.url);

/** Those of foundry.toml: other settings are other bytes. */
const SETTINGS = {
  evmVersion: "osaka",
  optimizer: { enabled: true, runs: 1_000 },
  metadata: { bytecodeHash: "none" },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode"] } },
};

interface Compiled {
  readonly abi: readonly AbiEntry[];
  readonly evm: {
    readonly bytecode: { readonly object: string };
    readonly deployedBytecode: { readonly object: string; readonly immutableReferences: object };
  };
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<Record<string, Readonly<Record<string, Compiled>>>>;
}

interface Solc {
  compile(input: string, callbacks: { import: (path: string) => { contents: string } }): string;
}

/** Every contract that is deployed, compiled anew. Takes seconds; asserts that the compiler finds no fault. */
export function compileArtifacts(): ReadonlyMap<ContractName, Artifact> {
  const paths = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sol"));
  const sources = Object.fromEntries(
    paths.sort().map((path) => [PREFIX + path, { content: readFileSync(new URL(path, SOURCES), "utf8") }]),
  );
  const input = JSON.stringify({ language: "Solidity", sources, settings: SETTINGS });
  const solc = require("solc") as Solc;
  const output = JSON.parse(solc.compile(input, { import: readLibrary })) as Output;
  const faults = (output.errors ?? []).filter(({ severity }) => severity === "error");
  assert(faults.length === 0, faults.map(({ formattedMessage }) => formattedMessage).join("\n"));
  const found = new Map(Object.values(output.contracts).flatMap((one) => Object.entries(one)));
  return new Map(CONTRACT_NAMES.map((name) => [name, toArtifact(name, found.get(name))]));
}

function toArtifact(contractName: ContractName, compiled: Compiled | undefined): Artifact {
  assert(compiled !== undefined, `no contract of this name: ${contractName}`);
  const { bytecode, deployedBytecode } = compiled.evm;
  const founded = { contractName, abi: compiled.abi, bytecode: `0x${bytecode.object}` } as const;
  // Immutables are a part of the code: each founding writes its own.
  if (Object.keys(deployedBytecode.immutableReferences).length > 0) return founded;
  return { ...founded, codeHash: bytesToHex(keccak256(hexToBytes(`0x${deployedBytecode.object}`))) };
}

/** A source of a package of npm. */
const readLibrary = (path: string): { contents: string } => ({
  contents: readFileSync(fileURLToPath(new URL(`file://${require.resolve(path)}`)), "utf8"),
});
