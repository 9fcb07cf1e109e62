/**
 * Artifacts as they are committed: one line an entry of the ABI, so that a change shows in a diff.
 *
 * @module
 */
import type { Artifact } from "./artifact.ts";

/** The text of an artifact's file. */
export function artifactText({ contractName, abi, bytecode }: Artifact): string {
  const entries = abi.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  return `{\n  "contractName": "${contractName}",\n  "abi": [\n${entries}\n  ],\n  "bytecode": "${bytecode}"\n}\n`;
}
