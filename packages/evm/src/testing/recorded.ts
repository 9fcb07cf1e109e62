/**
 * Proofs that a node gave of a running contract: `vectors/evm/anvil.json`.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { type Hex, hexToBytes } from "@novate/codec";
import type { Result } from "../result.ts";
import { verifyAccountProof } from "../trie/account.ts";
import { verifyStorageProof } from "../trie/storage.ts";

interface AccountRecord {
  readonly address: Hex;
  readonly storageRoot: Hex;
  readonly proof: readonly Hex[];
}

interface File {
  readonly header: { readonly stateRoot: Hex; readonly rlp: Hex };
  readonly accounts: Readonly<Record<"vault" | "member" | "nobody", AccountRecord>>;
  readonly slots: readonly { readonly name: string; readonly slot: Hex; readonly proof: Hex[] }[];
}

/** A proof, and what verifies any list of nodes in its place. */
export interface Recorded {
  readonly name: string;
  readonly nodes: readonly Uint8Array[];
  readonly verify: (nodes: readonly Uint8Array[]) => Result<unknown, string>;
}

const file = JSON.parse(readFileSync(new URL("../../../../vectors/evm/anvil.json", import.meta.url), "utf8")) as File;

const bytesOf = (proof: readonly Hex[]): Uint8Array[] => proof.map((node) => hexToBytes(node));

export const RECORDED_HEADER = hexToBytes(file.header.rlp);

export const RECORDED: readonly Recorded[] = [
  ...Object.entries(file.accounts).map(([name, { address, proof }]) => ({
    name,
    nodes: bytesOf(proof),
    verify: (nodes: readonly Uint8Array[]) => verifyAccountProof(file.header.stateRoot, address, nodes),
  })),
  ...file.slots.map(({ name, slot, proof }) => ({
    name,
    nodes: bytesOf(proof),
    verify: (nodes: readonly Uint8Array[]) => verifyStorageProof(file.accounts.vault.storageRoot, slot, nodes),
  })),
];
