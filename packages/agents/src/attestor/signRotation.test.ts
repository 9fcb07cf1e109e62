/** Goal: an attestor gives its word for a step when nobody can use it against the house. Method: a step of both kinds, cold keys signing one by one. */
import type { Hex, RotationSignature, ValidatorSetRow } from "@novate/codec";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { expect, test } from "vitest";
import { HOUSE, validatorsOf } from "../testing/standIn.fixture.ts";
import { signRotation } from "./signRotation.ts";

const keyOf = (label: string) => createOwnerKey(deriveSecret("signRotation", label));
const hots = [0, 1, 2, 3].map((n) => keyOf(`hot/${n}`));
const colds = [0, 1, 2, 3, 4].map((n) => keyOf(`cold/${n}`));

/** Four members; the fourth has another cold key, and its hot key stays. */
const from = validatorsOf(hots, colds.slice(0, 4));
const to = validatorsOf(hots, [...colds.slice(0, 3), colds[4]!]);

const lookWith = (next: Partial<ValidatorSetRow["next"]>, signatures: readonly RotationSignature[]) =>
  signRotation(
    {
      house: HOUSE,
      validators: {
        ...from,
        next: { ...to, proposedAtMs: 0, completeAtMs: 0, isReplacement: false, signatures: [...signatures], ...next },
      },
    },
    hots[0]!,
  );

test("CSTD-060 a hot key signs once the cold keys of both sets have", () => {
  const hotHash: Hex = `0x${"07".repeat(32)}`;
  const signedBy = (places: readonly number[]) =>
    places.map(
      (place): RotationSignature => ({ kind: 1, key: colds[place]!.address, signature: `0x${"11".repeat(65)}` }),
    );
  const looked = (places: readonly number[], changes = {}) =>
    lookWith({ hotHash, ...changes }, signedBy(places))?.kind ?? null;
  expect(looked([])).toBeNull();
  expect(looked([0, 1, 3])).toBeNull(); // three of the old set, two of the new
  expect(looked([0, 1, 2])).toBe(0);
  expect(looked([], { coldHash: from.coldHash })).toBe(0); // cold keys stay
  expect(looked([], { isReplacement: true })).toBe(0); // no vault takes these words of either
});
