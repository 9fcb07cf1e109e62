/**
 * Goal: the same call is paid for three times a day, and what is in no block counts for nothing. Method: a writer by hand, and a clock.
 */
import { ChainError, type ChainWriter } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { sparing } from "./sparing.ts";

test("EXIT-356 what is in a block counts, also where it failed; what another replaced does not; and a day later it begins anew", async () => {
  let now = 0;
  let sent = 0;
  let fate: "lost" | "mined" | "failed" = "lost";
  const inner = {
    sendOnce: async () => `0x${(++sent).toString(16)}` as Hex,
    outcome: async () => {
      if (fate === "failed") throw new ChainError("Reverted", "it failed");
      return fate === "mined" ? {} : null;
    },
  } as unknown as ChainWriter; // the parts that are called
  const writer = sparing(inner, () => now);
  const call = { to: `0x${"7a".repeat(20)}`, data: "0x01" } as const;
  for (let n = 0; n < 5; n++) await writer.sendOnce(call);
  fate = "mined";
  for (let n = 0; n < 2; n++) await writer.sendOnce(call);
  fate = "failed";
  await expect(writer.sendOnce(call)).rejects.toMatchObject({ code: "Reverted", details: { error: "InVain" } });
  expect(sent).toBe(7);
  await writer.sendOnce({ ...call, data: "0x02" });
  now = DAY_MS;
  await writer.sendOnce(call);
  expect(sent).toBe(9);
});
