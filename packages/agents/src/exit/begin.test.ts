/** Goal: nobody who leaves makes a vault's words age anew. Method: a vault as it would be read, and a key that notes what it sends. */
import type { ChainSource, ChainWriter, WayOut } from "@novate/chains";
import { expect, test } from "vitest";
import { beginExit } from "./begin.ts";

test("EXIT-027 an exit of a vault whose stop is just over waits for its newest word, and resumes nothing", async () => {
  const sent: unknown[] = [];
  const writer = { sendOnce: async (call: unknown) => sent.push(call) } as unknown as ChainWriter;
  const source = { logs: async () => [] } as unknown as ChainSource;
  const where = { vaultId: 1, chainId: 10, vault: `0x${"a1".repeat(20)}` as const };
  const at = { cause: "silence", requestedAt: 1_000n, beginsAt: 2_000n, beginsAtBlock: 5n, stopEndsAt: 3_000n };
  const spans = { maturity: 1_800n };
  const now = { timeSec: 3_100n, number: 9n, stateRoot: `0x${"00".repeat(32)}` as const };
  const place = { source, writer, fromBlock: 0n };
  const steps = await beginExit(place, where, { ...at, spans } as WayOut, now, []);
  expect(steps).toMatchObject([
    { deed: "request", standing: "done" },
    { deed: "begin", standing: "waits", untilSec: 4_800n },
  ]);
  expect(sent).toEqual([]);
});
