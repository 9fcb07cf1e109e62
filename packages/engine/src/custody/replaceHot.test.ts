/**
 * Goal: where hot keys are stolen, governance and the cold keys put others in their place, neither of them alone, and what the thief said of
 * chains is gone. Method: a table of the change's faults; signatures one by one; a thief that attests the last number there is.
 */
import type { ChangeOf, CommandOf, Hex } from "@novate/codec";
import { expect, test } from "vitest";
import { validatorSet } from "../account/validators.ts";
import { delayMsOf, faultOfChange } from "../governance/changes/rules.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, ownerSigner } from "../testing/testMarket.ts";
import { applied, entriesHeard, foundVault, VALIDATOR_KEYS, validatorsOf } from "../testing/vaults.ts";
import { rotateValidators } from "./rotateValidators.ts";

const SIGNATURE: Hex = `0x${"11".repeat(65)}`;
const OLD = validatorsOf(VALIDATOR_KEYS).validators;
const COLDS = OLD.map(({ cold }) => cold);
/** Every hot key is another one. */
const NEW: ChangeOf<"ReplaceValidators"> = {
  type: "ReplaceValidators",
  validators: OLD.map((each, index) => ({ ...each, hot: address(0xf1 + index) })),
};
const HOTS = NEW.validators.map(({ hot }) => hot);
const by = ownerSigner(HOTS[0]!);

function scene() {
  const house = createTestHouse();
  const vault = foundVault(house, BTC);
  const set = () => validatorSet(house.state)!;
  const word = (kind: 0 | 1, key: Hex): CommandOf<"SignRotation"> => {
    const { hotHash: fromHash, next } = set();
    return {
      type: "SignRotation",
      kind,
      fromHash,
      toHash: next!.hotHash,
      toEpoch: next!.epoch,
      key,
      signature: SIGNATURE,
    };
  };
  const isOver = () => {
    rotateValidators(house.house);
    return set().next === null;
  };
  return { house, vault, set, word, isOver };
}

test("CSTD-051 any number of hot keys, beside the cold keys that stay, at once", () => {
  const { house } = scene();
  const fieldOf = (change: typeof NEW, at = house) => faultOfChange(at.state, change, at.timeMs)?.field ?? null;
  const [first, ...rest] = NEW.validators;
  const of = (...validators: readonly (typeof OLD)[0][]) => ({ ...NEW, validators });
  expect(fieldOf(NEW)).toBeNull();
  expect(delayMsOf(house.state, NEW)).toBe(0);
  expect(fieldOf(of())).toBe("validators");
  expect(fieldOf(of(...rest, first!))).toBe("validators.hot");
  expect(fieldOf(of({ ...first!, cold: address(9) }, ...rest))).toBe("validators.cold");
  expect(fieldOf(of(...rest))).toBe("validators.cold");
  expect(fieldOf(of({ ...first!, power: 11n }, ...rest))).toBe("validators.cold");
  expect(fieldOf(of(...OLD))).toBe("validators.hot");
  expect(fieldOf(NEW, createTestHouse())).toBe("validators");
});

test("CSTD-052 more than two thirds of the cold keys and of the new hot ones, and the old hot ones are not asked", () => {
  const { house, set, word, isOver } = scene();
  expect(set().next).toBeNull(); // without governance there is nothing to sign
  applied(house, NEW);
  expect(house.outcome(word(0, VALIDATOR_KEYS[0]!), by)).toBe("RotationUnknown");
  expect(house.outcome(word(0, COLDS[0]!), by)).toBe("RotationUnknown");
  expect(house.outcome(word(1, HOTS[0]!), by)).toBe("RotationUnknown");
  const { coldHash } = set();
  expect(house.outcome({ ...word(1, COLDS[0]!), fromHash: coldHash, toHash: coldHash }, by)).toBe("RotationUnknown");
  for (const key of HOTS.slice(0, 3)) house.must(word(0, key), by);
  for (const key of COLDS.slice(0, 2)) house.must(word(1, key), by);
  expect(isOver()).toBe(false);
  house.must(word(1, COLDS[2]!), ownerSigner(VALIDATOR_KEYS[0]!)); // whoever brings it
  expect(isOver()).toBe(true);
  expect(set()).toMatchObject({ members: NEW.validators, epoch: 2n, coldEpoch: 1n, sinceMs: house.timeMs });
  expect(house.state.rotations.size).toBe(0);
});

test("CSTD-052 another step under way makes room for it, signed or not", () => {
  const { house, set } = scene();
  applied(house, validatorsOf([...VALIDATOR_KEYS.slice(0, 3), address(0xe5)]));
  house.state.validators.put({ ...set(), next: { ...set().next!, completeAtMs: 1 } });
  expect(faultOfChange(house.state, NEW, house.timeMs)).toBeNull();
  applied(house, NEW);
  expect(set().next).toMatchObject({ isReplacement: true, completeAtMs: 0, epoch: 2n });
});

test("CSTD-053 a thief's last word of a chain holds nobody up", () => {
  const { house, vault, word, isOver } = scene();
  vault.enter({ owner: address(0x77) });
  const honest = vault.mine();
  const last = 2n ** 64n - 1n - ((2n ** 64n - 1n) % BigInt(vault.spec.headerStride));
  const forged = vault.header({ number: last });
  for (const key of VALIDATOR_KEYS.slice(0, 3)) house.must(forged, ownerSigner(key));
  expect(house.outcome(vault.header(), ownerSigner(VALIDATOR_KEYS[3]!))).toBe("HeaderTooOld");
  applied(house, NEW);
  for (const key of HOTS.slice(0, 3)) house.must(word(0, key), by);
  for (const key of COLDS.slice(0, 3)) house.must(word(1, key), by);
  expect(isOver()).toBe(true);
  expect([house.state.headers.size, house.state.headerVotes.size]).toEqual([0, 0]);
  expect(house.outcome(vault.header(), ownerSigner(VALIDATOR_KEYS[0]!))).toBe("ValidatorRequired");
  expect(entriesHeard(house, honest.prove(0))).toBe("SenderUnknown");
  const header = vault.header();
  for (const key of HOTS.slice(0, 3)) house.must(header, ownerSigner(key));
  expect(house.state.vaults.get(1)).toMatchObject({ headerNumber: header.number, inboxCount: 0n });
});
