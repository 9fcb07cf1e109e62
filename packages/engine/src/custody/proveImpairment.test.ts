/** Goal: what a token took counts for nobody, and no more comes in. Method: a table of outcomes; haircuts by hand. */
import type { CommandOf } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { haircutTargetPpm } from "../gate/haircutView.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { healthOf } from "../testing/crisis.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { BOOKED_VAULT, bookDeposit, bookVault, HOT_KEYS, provenToken } from "../testing/vaultBooks.ts";
import { creditFault } from "./credit.ts";

const relayer = ownerSigner(HOT_KEYS[0]!);

function houseWithVault() {
  const house = createTestHouse();
  bookVault(house, USDC);
  const accountId = house.openAccount(address(1));
  bookDeposit(house, accountId, USDC, usdc(1_000));
  return { house, accountId };
}

const haircutOf = ({ state }: TestHouse): bigint =>
  haircutTargetPpm(state, mustGet(state.segments, SEGMENT), mustGet(state.collaterals, collateralKey(SEGMENT, USDC)));

test("COLL-070 ProveImpairment: outcomes in order of precedence; a later header's word replaces it", () => {
  const { house } = houseWithVault();
  const good = provenToken(house, usdc(1_000), usdc(100), 0n);
  let command: CommandOf<"ProveImpairment"> = { ...good, vault: address(5), token: address(6), number: 99n };
  const outcome = (signer = relayer) => house.outcome(command, signer);
  expect(outcome(ownerSigner(address(77)))).toBe("SenderUnknown");
  expect(outcome()).toBe("VaultUnknown");
  command = { ...command, vault: BOOKED_VAULT.vault };
  expect(outcome()).toBe("AssetUnknown");
  command = { ...command, token: good.token };
  const vault = mustGet(house.state.vaults, 1);
  house.state.vaults.put({ ...vault, isGated: true });
  expect(outcome()).toBe("ChainGated");
  house.state.vaults.put(vault);
  expect(outcome()).toBe("HeaderUnknown");
  command = { ...good, healthProof: [] };
  expect(outcome()).toBe("ProofInvalid");
  house.state.vaults.put({ ...vault, spec: { ...vault.spec, codeHash: `0x${"0c".repeat(32)}` } });
  command = good;
  expect(outcome()).toBe("VaultCodeMismatch");
  house.state.vaults.put(vault);
  expect(outcome()).toBe("accepted");
  expect(house.state.impairments.get(USDC)).toMatchObject({ heldAtoms: usdc(1_000), shortfallAtoms: usdc(100) });
  expect(outcome()).toBe("ImpairmentTooOld");
  const frozen = provenToken(house, usdc(1_000), 0n, 1_760_000_000n);
  command = provenToken(house, usdc(1_000), 0n, 0n);
  expect(outcome()).toBe("accepted"); // sound again
  expect(creditFault(house.state, house.account(1), USDC, usdc(1))).toBeNull();
  command = frozen; // what was so before
  expect(outcome()).toBe("ImpairmentTooOld");
});

test("COLL-073 what a sound token was shown to be no older header undoes, the first word of it too", () => {
  const { house } = houseWithVault();
  const frozen = provenToken(house, usdc(1_000), 0n, 1_760_000_000n);
  const sound = provenToken(house, usdc(1_000), 0n, 0n);
  const again = provenToken(house, usdc(1_000), 0n, 1_760_000_000n);
  const soundAgain = provenToken(house, usdc(1_000), 0n, 0n);
  house.must(sound, relayer);
  expect(house.outcome(frozen, relayer)).toBe("ImpairmentTooOld");
  house.must(soundAgain, relayer);
  expect(house.outcome(again, relayer)).toBe("ImpairmentTooOld");
  expect(haircutOf(house)).toBeLessThan(1_000_000n);
});

test("COLL-073 a header's word of a token is over once another is ten minutes younger", () => {
  for (const laterMs of [600_000, 601_000]) {
    const { house } = houseWithVault();
    const frozen = provenToken(house, usdc(1_000), 0n, 1_760_000_000n);
    house.openBlock(house.timeMs + laterMs);
    provenToken(house, usdc(1_000), 0n, 0n); // nobody says it
    expect(house.outcome(frozen, relayer)).toBe(laterMs === 600_000 ? "accepted" : "ImpairmentTooOld");
  }
});

test("COLL-071 COLL-072 a shortfall adds to the haircut in proportion, a freeze takes all, and nothing more comes in", () => {
  const { house, accountId } = houseWithVault();
  const ownPpm = haircutOf(house);
  expect(creditFault(house.state, house.account(accountId), USDC, usdc(1))).toBeNull();
  house.must(provenToken(house, usdc(1_000), usdc(100), 0n), relayer);
  expect(haircutOf(house)).toBe(1_000_000n - ((1_000_000n - ownPpm) * 9n) / 10n);
  expect(creditFault(house.state, house.account(accountId), USDC, usdc(1))).toMatchObject({
    code: "CollateralCapExceeded",
  });
  house.must(provenToken(house, usdc(3), 1n, 0n), relayer);
  expect(haircutOf(house)).toBe(ownPpm + 1n); // rounded up
  house.must(provenToken(house, usdc(1_000), 0n, 1_760_000_000n), relayer);
  expect(haircutOf(house)).toBe(1_000_000n);
});

test("COLL-074 within the hour of a step too, nobody takes on risk or withdraws against a token that is frozen", () => {
  const house = createTestHouse();
  bookVault(house, BTC);
  const accountId = house.openAccount(address(1), usdc(1_000));
  bookDeposit(house, accountId, BTC, atoms(100_000_000n));
  const row = () => mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  house.state.collaterals.put({ ...row(), haircutMovedAtMs: house.timeMs });
  const counted = () => {
    const { equityAtoms, initialEquityAtoms } = healthOf(house, accountId);
    return [equityAtoms, initialEquityAtoms].map((each) => Number(each) / 1e6);
  };
  expect(counted()).toEqual([91_000, 91_000]);
  house.must({ ...provenToken(house, atoms(100_000_000n), 0n, 1_760_000_000n), assetId: BTC }, relayer);
  expect(row()).toMatchObject({ haircutPpm: 100_000n, newRiskHaircutPpm: 1_000_000n });
  expect(counted()).toEqual([91_000, 1_000]); // what is held has its notice
});
