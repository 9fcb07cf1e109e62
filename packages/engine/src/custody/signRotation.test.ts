/** Goal: one set hands over to the next by the word of both. Method: a table of outcomes; signatures one by one; time. */
import type { ChangeOf, CommandOf, Hex } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { validatorSet } from "../account/validators.ts";
import { Looks } from "../derived/looks.ts";
import { faultOfChange } from "../governance/changes/rules.ts";
import { decide } from "../registry/decide.ts";
import { evolve } from "../registry/evolve.ts";
import { houseOf } from "../state/state.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner } from "../testing/testMarket.ts";
import { applied, VALIDATOR_KEYS, validatorsOf } from "../testing/vaults.ts";
import { rotateValidators } from "./rotateValidators.ts";

const NEWCOMER = address(0xe5);
const SIGNATURE: Hex = `0x${"11".repeat(65)}`;
/** One of four is replaced, with its cold key. */
const NEXT = validatorsOf([...VALIDATOR_KEYS.slice(0, 3), NEWCOMER]);
/** The same, and its predecessor's cold key is kept. */
const HOT_ONLY: ChangeOf<"SetValidators"> = {
  ...NEXT,
  validators: NEXT.validators.map((each, index) => ({
    ...each,
    cold: validatorsOf(VALIDATOR_KEYS).validators[index]!.cold,
  })),
};

function scene(next = NEXT): TestHouse {
  const house = createTestHouse();
  applied(house, validatorsOf(VALIDATOR_KEYS));
  applied(house, next);
  return house;
}

function step(house: TestHouse, kind: 0 | 1, key: Hex): CommandOf<"SignRotation"> {
  const set = validatorSet(house.state)!;
  const [fromHash, toHash] = kind === 0 ? [set.hotHash, set.next!.hotHash] : [set.coldHash, set.next!.coldHash];
  const toEpoch = kind === 0 ? set.next!.epoch : set.next!.coldEpoch;
  return { type: "SignRotation", kind, fromHash, toHash, toEpoch, key, signature: SIGNATURE };
}

const by = ownerSigner(VALIDATOR_KEYS[0]!);

test("CSTD-012 SignRotation: outcomes in order of precedence", () => {
  const house = scene(HOT_ONLY);
  const good = step(house, 0, VALIDATOR_KEYS[0]!);
  expect(house.outcome(good, ownerSigner(address(1)))).toBe("ValidatorRequired");
  for (const wrong of [{ kind: 2 }, { kind: 1 }, { fromHash: good.toHash }, { toHash: good.fromHash }, { toEpoch: 3n }])
    expect(house.outcome({ ...good, ...wrong }, by)).toBe("RotationUnknown");
  expect(house.outcome({ ...good, key: address(1) }, by)).toBe("RotationUnknown");
  const { timeMs, height } = houseOf(house.state);
  const context = {
    timeMs,
    height,
    signer: by,
    evidence: false,
    margin: house.house.margin,
    owing: house.house.derived.owers,
    looks: new Looks(),
    evolve,
  };
  expect(decide(house.state, good, context)).toMatchObject({ refusal: { code: "RotationSignatureInvalid" } });
  expect(house.outcome(good, ownerSigner(NEWCOMER))).toBe("accepted"); // anyone of either set may bring it
  expect(house.outcome(good, by)).toBe("accepted");
  expect(validatorSet(house.state)!.next!.signatures).toHaveLength(1);
});

test("CSTD-013 it is complete with more than two thirds of both sets, of either kind that changes, and waits a day", () => {
  const house = scene();
  const cold = ({ validators }: ChangeOf<"SetValidators">) => validators.map((each) => each.cold);
  const completeAt = () => validatorSet(house.state)!.next!.completeAtMs;
  const colds = cold(NEXT);
  house.must(step(house, 1, colds[0]!), by);
  house.must(step(house, 1, colds[1]!), by);
  house.must(step(house, 1, colds[3]!), by); // three of the new set, two of the old
  expect(house.outcome(step(house, 0, VALIDATOR_KEYS[0]!), by)).toBe("ColdKeysFirst");
  house.must(step(house, 1, colds[2]!), by);
  expect(completeAt()).toBe(0); // no hot key
  for (const key of VALIDATOR_KEYS.slice(0, 3)) house.must(step(house, 0, key), by);
  expect(completeAt()).toBe(house.timeMs);
  const due = completeAt() + DAY_MS;
  house.openBlock(due - 1);
  rotateValidators(house.house);
  expect(validatorSet(house.state)!.epoch).toBe(1n);
  house.openBlock(due);
  rotateValidators(house.house);
  const set = validatorSet(house.state)!;
  expect(set).toMatchObject({ epoch: 2n, coldEpoch: 2n, members: NEXT.validators, sinceMs: due, next: null });
});

test("CSTD-013 cold keys need not sign where they stay", () => {
  const house = scene(HOT_ONLY);
  expect(validatorSet(house.state)!.next!.coldHash).toBe(validatorSet(house.state)!.coldHash);
  expect(house.outcome({ ...step(house, 1, VALIDATOR_KEYS[0]!) }, by)).toBe("RotationUnknown");
  for (const key of VALIDATOR_KEYS.slice(0, 3)) house.must(step(house, 0, key), by);
  expect(validatorSet(house.state)!.next!.completeAtMs).toBe(house.timeMs);
});

test("CSTD-060 hot keys sign once the cold ones have: their signatures alone would take a vault on, and leave the house behind", () => {
  const house = scene();
  for (const key of VALIDATOR_KEYS) expect(house.outcome(step(house, 0, key), by)).toBe("ColdKeysFirst");
  const { next } = validatorSet(house.state)!;
  for (const { cold } of NEXT.validators.slice(0, 3)) house.must(step(house, 1, cold), by);
  for (const key of VALIDATOR_KEYS.slice(0, 2)) house.must(step(house, 0, key), by);
  expect(validatorSet(house.state)!.next!.completeAtMs).toBe(0); // two of four are no quorum anywhere
  house.must(step(house, 0, VALIDATOR_KEYS[2]!), by);
  expect(validatorSet(house.state)!.next).toMatchObject({ hotHash: next!.hotHash, completeAtMs: house.timeMs });
});

test("CSTD-061 what cold keys signed in full stays in whatever is named next, with their signatures", () => {
  const house = scene();
  const { coldHash } = validatorSet(house.state)!.next!;
  const other = validatorsOf([...VALIDATOR_KEYS.slice(0, 3), address(0xe6)]);
  const faultOf = (change: typeof NEXT) => faultOfChange(house.state, change, house.timeMs)?.field ?? null;
  expect(faultOf(other)).toBeNull();
  for (const { cold } of NEXT.validators.slice(0, 3)) house.must(step(house, 1, cold), by);
  expect([faultOf(other), faultOf(HOT_ONLY)]).toEqual(["validators.cold", "validators.cold"]);
  const sameColds = {
    ...NEXT,
    validators: NEXT.validators.map((each, index) => (index < 3 ? each : { ...each, hot: address(0xe6) })),
  };
  expect(faultOf(sameColds)).toBeNull(); // another hot key for one that does not answer
  applied(house, sameColds);
  expect(validatorSet(house.state)!.next).toMatchObject({
    coldHash,
    signatures: [{ kind: 1 }, { kind: 1 }, { kind: 1 }],
  });
  for (const key of VALIDATOR_KEYS.slice(0, 3)) house.must(step(house, 0, key), by);
  expect(validatorSet(house.state)!.next!.completeAtMs).toBe(house.timeMs);
});
