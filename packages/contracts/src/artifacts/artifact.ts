/**
 * What deployments and callers need of a contract: what it answers to, and the bytes that found it.
 *
 * @module
 */
import { readFileSync } from "node:fs";

/** Contracts that are deployed. `ValidatorSets` founds its `ClearingVault`, which needs an `ExitHall`; `TrialToken` is for chains of one's own. */
export const CONTRACT_NAMES = ["BackstopShares", "ClearingVault", "ExitHall", "TrialToken", "ValidatorSets"] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

/** One entry of a contract's ABI, as the compiler writes it. */
export interface AbiEntry {
  readonly type: string;
  readonly name?: string;
  readonly inputs?: readonly AbiParameter[];
  readonly outputs?: readonly AbiParameter[];
  readonly stateMutability?: string;
  readonly anonymous?: boolean;
}

export interface AbiParameter {
  readonly name: string;
  readonly type: string;
  readonly internalType?: string;
  readonly indexed?: boolean;
  readonly components?: readonly AbiParameter[];
}

export interface Artifact {
  readonly contractName: ContractName;
  readonly abi: readonly AbiEntry[];
  /** Creation code in hexadecimal with 0x; the constructor's arguments follow it. */
  readonly bytecode: `0x${string}`;
  /** What the code on a chain hashes to; absent where each founding has its own. */
  readonly codeHash?: `0x${string}`;
}

export const artifactUrl = (name: ContractName): URL => new URL(`../../artifacts/${name}.json`, import.meta.url);

/** Reads a compiled contract. Neither a compiler nor Foundry is needed. */
export const readArtifact = (name: ContractName): Artifact => JSON.parse(readFileSync(artifactUrl(name), "utf8"));
