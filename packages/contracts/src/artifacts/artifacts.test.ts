/** Goal: what is deployed is what the sources say. Method: compile them anew; read what was committed. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { artifactUrl, CONTRACT_NAMES, readArtifact } from "./artifact.ts";
import { compileArtifacts } from "./compile.ts";
import { artifactText } from "./write.ts";

/** EIP-170 and EIP-3860. */
const MOST_INIT_BYTES = 49_152;

describe("artifacts", () => {
  test("are what the sources compile to", () => {
    const compiled = compileArtifacts();
    for (const name of CONTRACT_NAMES) {
      expect(readFileSync(artifactUrl(name), "utf8"), "npm run contracts -- --write").toBe(
        artifactText(compiled.get(name)!),
      );
    }
  });

  test("load without a compiler and fit a chain's limits", () => {
    for (const name of CONTRACT_NAMES) {
      const { abi, bytecode } = readArtifact(name);
      expect(abi.length).toBeGreaterThan(0);
      expect((bytecode.length - 2) / 2).toBeLessThanOrEqual(MOST_INIT_BYTES);
      expect(bytecode).toMatch(/^0x([0-9a-f]{2})+$/);
    }
  });
});
