/**
 * Goal: TypeScript and the contracts make the same bytes, and refuse the same values.
 * Method: random values through the vault's own functions, and signatures over TypeScript's digests to a founded vault. The long
 * form is `npm run contracts -- --bytes=100000`.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Anvil, NO_ANVIL } from "../anvil.ts";
import { compareBytes } from "./differential.ts";
import { compareSigned } from "./signedDifferential.ts";

describe.skipIf(NO_ANVIL !== undefined)(`TypeScript and Solidity ${NO_ANVIL ?? "on a chain"}`, () => {
  let anvil: Anvil;
  beforeAll(async () => {
    anvil = await Anvil.start(31_337, 1_760_054_400);
  });
  afterAll(() => anvil?.stop());

  test("CSTD-200 leaves, proofs, sets, quorums and entries", { timeout: 120_000 }, async () => {
    const { asked, refusals, differences } = await compareBytes(anvil, 2_000, 9);
    expect(differences).toEqual([]);
    expect(refusals).toBeGreaterThan(200);
    expect(Object.keys(asked).sort()).toEqual([
      "assetsRoot",
      "checkSet",
      "climb",
      "entry",
      "outboxRoot",
      "requireQuorum",
      "setHash",
      "vaultsRoot",
    ]);
  });

  test("CSTD-200 every digest that is signed", { timeout: 120_000 }, async () => {
    const { asked, refusals, differences } = await compareSigned(anvil, 200, 9);
    expect(differences).toEqual([]);
    expect(refusals).toBeGreaterThan(50);
    expect(Object.keys(asked)).toHaveLength(9);
  });
});
