/** Goal: what a contract makes up does not end the page of all the others. Method: a time beyond all dates. */
import type { ExitStep } from "@novate/agents";
import { expect, test } from "vitest";
import { instant } from "../../terminal/figures.ts";
import { exitPage } from "./page.ts";

test("a time beyond all dates is told as it is", () => {
  const step = { vaultId: 1, chainId: 1, deed: "settle", standing: "waits", why: "it waits", token: null };
  const of = { accountId: null, amountAtoms: null, recipient: null, transaction: null };
  const pageAt = (untilSec: bigint) => exitPage([{ ...step, ...of, vault: "0x00", untilSec } as ExitStep]);
  expect(pageAt(2n ** 64n - 1n)).toContain("it waits; second 18446744073709551615");
  expect(pageAt(1_760_054_400n)).toContain("it waits; 2025-10-10 00:00:00 UTC");
  expect([instant(1.9e22), instant(Number.NaN)]).toEqual(["beyond all dates", "beyond all dates"]);
});
