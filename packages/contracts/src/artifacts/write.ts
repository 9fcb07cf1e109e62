/**
 * Artifacts as they are committed: one line an entry of the ABI, so that a change shows in a diff.
 *
 * @module
 */
import type { Artifact } from "./artifact.ts";

/** The text of an artifact's file. */
export function artifactText({ contractName, abi, bytecode, codeHash }: Artifact): string {
  const entries = abi.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  const last = codeHash === undefined ? "" : `,\n  "codeHash": "${codeHash}"`;
  return `{\n  "contractName": "${contractName}",\n  "abi": [\n${entries}\n  ],\n  "bytecode": "${bytecode}"${last}\n}\n`;
}
