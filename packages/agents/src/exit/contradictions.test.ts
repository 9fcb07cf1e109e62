/** Goal: two words of one epoch are found, and nothing else is taken for them. Method: words made by hand; signs as lines. */
import type { Hex } from "@novate/codec";
import { signerSet } from "@novate/evm";
import { expect, test } from "vitest";
import { contradictionOf, type SignedWord } from "./contradictions.ts";
import { signText } from "./signs.ts";

const hash = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`;

const word = (epoch: bigint, digest: number, setHash = 1): SignedWord => ({
  epoch,
  digest: hash(digest),
  setHash: hash(setHash),
  words: {
    ...{ height: 1n, timeMs: 1n, previous: hash(0), stateRoot: hash(0) },
    ...{ claimsRoot: hash(0), vaultsRoot: hash(0) },
  },
  set: signerSet(1n, [{ address: `0x${"01".repeat(20)}`, power: 1n }]),
  signatures: { signers: 1n, compact: "0x" },
});

test("EXIT-007 two digests of one epoch and set contradict each other", () => {
  expect(contradictionOf([])).toBeNull();
  expect(contradictionOf([word(1n, 1), word(1n, 1), word(2n, 2)])).toBeNull();
  expect(contradictionOf([word(1n, 1, 1), word(1n, 2, 2)])).toBeNull(); // of two sets
  expect(contradictionOf([word(1n, 1), word(2n, 2), word(1n, 3)])).toMatchObject([
    { epoch: 1n, digest: hash(1) },
    { epoch: 1n, digest: hash(3) },
  ]);
});

test("each sign is a line that says where, what, and when", () => {
  const where = { vaultId: 1, chainId: 10, vault: `0x${"a1".repeat(20)}` as Hex };
  const times = { sinceSec: 1_760_054_400n, mayAskAtSec: 1_760_659_200n };
  expect(signText({ ...where, sign: "silence", ...times })).toBe(
    "vault 1 of chain 10 has taken no checkpoint since 2025-10-10 00:00:00 UTC: its exit may be asked for from 2025-10-17 00:00:00 UTC",
  );
  expect(signText({ ...where, sign: "unserved", index: 7n, ...times })).toContain("entry 7 of 2025-10-10");
  expect(signText({ ...where, sign: "withheld", epoch: 3n, number: 9, accountIds: [] })).toContain(
    "checkpoint 9 of epoch 3",
  );
  const never = { sinceSec: 2n ** 64n - 1n, mayAskAtSec: 2n ** 64n - 1n }; // as a contract made it up
  expect(signText({ ...where, sign: "silence", ...never })).toContain("since second 18446744073709551615");
  const digests = [hash(1), hash(2)] as const;
  expect(signText({ ...where, sign: "contradiction", epoch: 3n, digests })).toContain(digests.join(" and "));
  const exit = { ...where, sign: "exit", cause: "silence", beginsAtSec: times.mayAskAtSec } as const;
  expect(signText({ ...exit, phase: "requested" })).toContain("for silence: it begins 2025-10-17");
  expect(signText({ ...exit, phase: "exit" })).toContain("in exit since 2025-10-17");
});
