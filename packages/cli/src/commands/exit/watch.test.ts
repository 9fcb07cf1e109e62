/** Goal: coin leaves a key only where somebody said for what. Method: command lines that lack what it takes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashText } from "@novate/evm";
import { expect, test } from "vitest";
import { novate } from "../../testing/novate.fixture.ts";

const watch = (...args: string[]) =>
  novate("exit", "watch", "--account", "1", "--once", "--rpc", "1=http://127.0.0.1:1", ...args);

test("EXIT-302 a bond takes a key, and a set that is known", async () => {
  expect(await watch("--challenge")).toMatchObject({ exitCode: 2, err: expect.stringContaining("KeyMissing") });
  const asked = await watch("--challenge", "--gas-key", "nowhere");
  expect(asked).toMatchObject({ exitCode: 2, err: expect.stringContaining("SetMissing") });
  const set = ["--set", hashText("a set"), "--house", hashText("a house")];
  const known = await watch("--challenge", "--gas-key", "nowhere", ...set);
  expect(known.err).not.toContain("SetMissing");
});

test("EXIT-331 one look that sees neither house nor vault is no good sign", async () => {
  const folder = mkdtempSync(join(tmpdir(), "novate-blind-"));
  const blind = await watch("--house", hashText("a house"), "--url", "http://127.0.0.1:1", "--kits", folder);
  expect(blind).toMatchObject({ exitCode: 1, err: expect.stringContaining("ExitUnseen") });
  rmSync(folder, { recursive: true });
});
