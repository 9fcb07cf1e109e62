/** Goal: a rotation is over where its vaults say so, and none of them can stop it. Method: a table of outcomes; two vaults, one of which lags. */
import type { Hex } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { validatorSet } from "../account/validators.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC, ownerSigner, USDC } from "../testing/testMarket.ts";
import { applied, foundVault, type TestVault, VALIDATOR_KEYS, validatorsOf, vaultSpec } from "../testing/vaults.ts";
import { rotateValidators } from "./rotateValidators.ts";

const by = ownerSigner(VALIDATOR_KEYS[0]!);
const SIGNATURE: Hex = `0x${"11".repeat(65)}`;
/** Another hot key in the place of the fourth; cold keys stay. */
const nextOf = (newcomer: Hex) => {
  const { validators } = validatorsOf(VALIDATOR_KEYS);
  const hots = [...VALIDATOR_KEYS.slice(0, 3), newcomer];
  return {
    type: "SetValidators",
    validators: validators.map((each, index) => ({ ...each, hot: hots[index]! })),
  } as const;
};

function sign(house: TestHouse): void {
  const { hotHash: fromHash, next } = validatorSet(house.state)!;
  const step = { kind: 0, fromHash, toHash: next!.hotHash, toEpoch: next!.epoch, signature: SIGNATURE } as const;
  for (const key of VALIDATOR_KEYS.slice(0, 3)) house.must({ type: "SignRotation", ...step, key }, by);
}

/** Two vaults on two chains, and a hot set that is signed and waits. */
function scene() {
  const house = createTestHouse();
  const [near, far] = [
    foundVault(house, BTC),
    foundVault(house, USDC, vaultSpec({ vaultId: 2, chainId: 11, vault: address(0x7a18), sets: address(0x5e76) })),
  ];
  applied(house, nextOf(address(0xe5)));
  sign(house);
  const set = () => validatorSet(house.state)!;
  const hotHash = set().next!.hotHash;
  const pass = (timeMs: number) => {
    house.openBlock(timeMs);
    rotateValidators(house.house);
    return set().epoch;
  };
  const show = (vault: TestVault, hash = hotHash) => {
    vault.hotSet = hash;
    house.must(vault.mine().signers(), by);
  };
  return { house, near, far, set, hotHash, pass, show, signedMs: house.timeMs };
}

test("CSTD-046 CSTD-031 ProveHotSet: outcomes in order of precedence", () => {
  const { house, near, set, hotHash } = scene();
  near.hotSet = set().hotHash;
  const early = near.mine();
  const good = early.signers();
  expect(house.outcome(good, ownerSigner(address(1)))).toBe("SenderUnknown");
  expect(house.outcome({ ...good, vaultId: 7 }, by)).toBe("VaultUnknown");
  expect(house.outcome({ ...good, number: 10n }, by)).toBe("HeaderUnknown");
  expect(house.outcome({ ...good, hotSetProof: [] }, by)).toBe("ProofInvalid");
  near.hotSet = hotHash;
  expect(house.outcome(near.mine({}, `0x${"ee".repeat(32)}`).signers(), by)).toBe("VaultCodeMismatch");
  expect(house.outcome(near.mine().signers(), by)).toBe("accepted");
  expect(house.state.vaults.get(1)).toMatchObject({ hotHash, hotNumber: 15n });
  expect(house.outcome(good, by)).toBe("HotSetTooOld"); // what a later header showed stands
  expect(house.outcome(near.mine().signers(), by)).toBe("accepted"); // said again
  near.hotSet = null;
  expect(house.outcome(near.mine().signers(), by)).toBe("ProofInvalid");
});

test("CSTD-044 the next set takes over once every vault has shown it, and not before its day is over", () => {
  const { near, far, pass, show, signedMs, set, hotHash } = scene();
  show(near);
  show(far, set().hotHash); // it has not taken the step
  expect(pass(signedMs + DAY_MS)).toBe(1n);
  show(far);
  expect(pass(signedMs + DAY_MS + 1)).toBe(2n);
  expect(set()).toMatchObject({ hotHash, next: null });
});

test("CSTD-044 a vault that shows nothing is waited for until three days after the signatures", () => {
  const { near, pass, show, signedMs } = scene();
  show(near);
  expect(pass(signedMs + 3 * DAY_MS - 1)).toBe(1n);
  expect(pass(signedMs + 3 * DAY_MS)).toBe(2n);
});

test("CSTD-044 a vault whose chain is gated is not waited for", () => {
  const { house, near, pass, show, signedMs } = scene();
  show(near);
  house.state.vaults.put({ ...mustGet(house.state.vaults, 2), isGated: true });
  expect(pass(signedMs + DAY_MS)).toBe(2n);
});

test("CSTD-045 a step is kept with its signatures until no vault can take it any more", () => {
  const { house, near, far, pass, show, signedMs, set } = scene();
  const before = set();
  const { next } = before;
  for (const vault of [near, far]) show(vault);
  pass(signedMs + DAY_MS);
  expect([...house.state.rotations.values()]).toMatchObject([
    { from: { hotHash: before.hotHash, members: before.members }, to: { hotHash: next!.hotHash, epoch: 2n } },
  ]);
  expect([...house.state.rotations.values()][0]!.signatures).toHaveLength(3);
  const again = (newcomer: Hex, atMs: number) => {
    applied(house, nextOf(newcomer));
    sign(house);
    return pass(atMs);
  };
  expect(again(address(0xe6), signedMs + 4 * DAY_MS)).toBe(3n);
  expect(house.state.rotations.size).toBe(2);
  expect(again(address(0xe7), signedMs + 23 * DAY_MS + 1)).toBe(4n);
  expect([...house.state.rotations.values()].map(({ to }) => to.epoch).sort()).toEqual([3n, 4n]);
});

test("CSTD-014 whatever is named and signed at once, a day has one step", () => {
  const house = createTestHouse();
  applied(house, validatorsOf(VALIDATOR_KEYS));
  const steps: number[] = [];
  let newcomer = 0xe5;
  for (let hours = 0; hours < 120; hours++) {
    house.openBlock(house.timeMs + DAY_MS / 24);
    rotateValidators(house.house);
    const set = validatorSet(house.state)!;
    if (set.sinceMs === house.timeMs) steps.push(set.sinceMs);
    if (set.next !== null) continue;
    applied(house, nextOf(address(newcomer++)));
    sign(house);
  }
  expect(steps.length).toBe(4);
  for (const [index, atMs] of steps.slice(1).entries()) expect(atMs - steps[index]!).toBeGreaterThanOrEqual(DAY_MS);
});
