/** Goal: a keeper brings what is missing, when it is missing, and no more than it can spare. Method: a table by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Watched, wantedOf } from "./risk.ts";

const policy = { closePercent: 150n, coverPercent: 200n, leastAtoms: 100n };
const account = (equityAtoms: bigint, initialAtoms = 0n, maintenanceAtoms = 0n): Watched => ({
  accountId: 1,
  equityAtoms,
  initialAtoms,
  maintenanceAtoms,
});

test("what the reserve is to bring", () => {
  const [close, far] = [account(119n, 100n, 80n), account(120n, 100n, 80n)];
  for (const [what, backstop, reserve, others, wanted] of [
    ["nothing while nobody is close", account(100n), account(900n), [far], 0n],
    ["the least that it always has", account(60n), account(900n), [], 40n],
    ["cover for who is close", account(100n), account(900n), [close, far], 100n],
    ["beside its own margin", account(100n, 70n), account(900n), [close], 170n],
    ["no more than the reserve has to spare", account(0n), account(70n, 20n), [close], 50n],
    ["nothing of a reserve that has nothing", account(0n), account(10n, 20n), [close], 0n],
  ] as const)
    assert.equal(wantedOf(backstop, reserve, others, policy), wanted, what);
});
