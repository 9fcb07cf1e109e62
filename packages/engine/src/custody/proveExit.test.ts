/** Goal: from a proven request on nothing leaves a vault's row unseen, and from exit nothing of it moves. Method: a table of outcomes; what each gate lets through. */
import type { CommandOf, Hex } from "@novate/codec";
import { emptyRoot, TABLE_DEPTH, uintWord, vaultSlots } from "@novate/evm";
import { atoms, HOUR_MS, PPM_ONE } from "@novate/num";
import { expect, test } from "vitest";
import { claimCountOf } from "../checkpoint/strikeCheckpoint.ts";
import { updateHaircuts } from "../collateral/haircuts.ts";
import { isSellable } from "../defaults/passable.ts";
import { segmentsSettledIn } from "../ledger/vaultExit.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { address, BTC, btc, ownerSigner, SEGMENT, USDC } from "../testing/testMarket.ts";
import { applied, entriesHeard, type Mined, type TestVault, VALIDATOR_KEYS, VAULT_ID } from "../testing/vaults.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";
import { rotateValidators } from "./rotateValidators.ts";
import { returnUnplaced } from "./unplaced.ts";
import { ALICE, UNLISTED, scene as vaultScene } from "./vaultScene.fixture.ts";

const relayer = ownerSigner(VALIDATOR_KEYS[0]!);
const ROOTS = [uintWord(0xc1a1), uintWord(0xa55e)] as const;

/** What a vault's storage says of its exit. */
function stands(vault: TestVault, phase: number, epoch = 7n, heard = 3n): void {
  vault.words.set(vaultSlots.exit, uintWord(BigInt(phase) | (1n << 8n)));
  vault.words.set(vaultSlots.checkpointInForce, uintWord(epoch | (heard << 64n)));
  vault.words.set(vaultSlots.claimsRoot, ROOTS[0]);
  vault.words.set(vaultSlots.assetsRoot, ROOTS[1]);
}

function proofOf(vault: TestVault, { header, accountProof, show }: Mined): CommandOf<"ProveExit"> {
  const { vaultId, vault: at } = vault.spec;
  const { number, stateRoot } = header;
  return {
    type: "ProveExit",
    ...{ accountId: 0, vaultId, vault: at, number, stateRoot, accountProof },
    exitProof: show(vaultSlots.exit),
    inForceProof: show(vaultSlots.checkpointInForce),
    claimsProof: show(vaultSlots.claimsRoot),
    assetsProof: show(vaultSlots.assetsRoot),
  };
}

function scene() {
  const stood = vaultScene();
  const { house, vault } = stood;
  const exit = () => house.state.vaultExits.get(VAULT_ID);
  const shows = (phase: number) => {
    stands(vault, phase);
    return proofOf(vault, vault.mine());
  };
  return {
    ...stood,
    exit,
    shows,
    outcome: (command: CommandOf<"ProveExit">, by = relayer) => house.outcome(command, by),
  };
}

test("EXIT-100 ProveExit: outcomes in order of precedence", () => {
  const { house, vault, outcome, shows, exit, row } = scene();
  const good = shows(1);
  let command: CommandOf<"ProveExit"> = { ...good, vault: address(5), number: 99n };
  expect(outcome(command, ownerSigner(address(77)))).toBe("SenderUnknown");
  expect(outcome(command)).toBe("VaultUnknown");
  command = { ...command, vault: good.vault };
  const listed = row();
  house.state.vaults.put({ ...listed, isGated: true });
  expect(outcome(command)).toBe("ChainGated");
  house.state.vaults.put(listed);
  expect(outcome(command)).toBe("HeaderUnknown");
  expect(outcome({ ...good, exitProof: [] })).toBe("ProofInvalid");
  house.state.vaults.put({ ...listed, spec: { ...listed.spec, codeHash: uintWord(1) } });
  expect(outcome(good)).toBe("VaultCodeMismatch");
  house.state.vaults.put(listed);
  expect(outcome(shows(3))).toBe("ProofInvalid"); // no such phase
  stands(vault, 0);
  expect(outcome(proofOf(vault, vault.mine()))).toBe("accepted");
  expect(exit()).toBeUndefined();
  expect(outcome(good)).toBe("accepted");
  expect(exit()).toMatchObject({ phase: 1, number: good.number, sinceMs: house.timeMs, epoch: 0n, heardCount: 0n });
  house.house.takeEvents();
  expect(outcome(shows(1))).toBe("accepted"); // as it was
  expect(house.house.takeEvents().filter(({ type }) => type === "VaultExitShown")).toEqual([]);
  expect(outcome(shows(0))).toBe("accepted");
  expect(exit()).toMatchObject({ phase: 0 });
  expect(outcome(good)).toBe("ExitTooOld");
});

test("EXIT-101 what was shown in exit is there for good, at X, whatever comes after", () => {
  const { outcome, shows, exit, vault } = scene();
  const none = shows(0);
  const there = shows(2);
  stands(vault, 2, 8n, 4n);
  expect(outcome(there)).toBe("accepted");
  const row = exit();
  const [claimsRoot, assetsRoot] = ROOTS;
  expect(row).toMatchObject({ phase: 2, epoch: 7n, heardCount: 3n, claimsRoot, assetsRoot });
  for (const later of [none, shows(0), shows(1), proofOf(vault, vault.mine())]) expect(outcome(later)).toBe("accepted");
  expect(exit()).toEqual(row);
});

test("EXIT-101 an exit counts at an earlier header than one that showed none, and without a checkpoint nobody has a claim", () => {
  const { outcome, shows, exit, vault } = scene();
  vault.words.set(vaultSlots.exit, uintWord(2n));
  const there = proofOf(vault, vault.mine());
  shows(1);
  expect(outcome(proofOf(vault, vault.mine()))).toBe("accepted");
  expect(outcome(there)).toBe("accepted");
  const empty = emptyRoot(TABLE_DEPTH);
  expect(exit()).toMatchObject({ phase: 2, epoch: 0n, heardCount: 0n, claimsRoot: empty, assetsRoot: empty });
});

/** Alice with bitcoin in the vault, of which some waits to leave. */
function held() {
  const stood = scene();
  const { house, vault } = stood;
  const [own, other] = [house.openAccount(ALICE), house.openAccount(ALICE)];
  const enter = () => {
    const index = vault.enter({ owner: ALICE, accountId: own, amountAtoms: btc(10n) });
    return entriesHeard(house, vault.mine().prove(index));
  };
  enter();
  const withdraw = (recipient: Hex = ALICE) =>
    house.outcome(
      {
        type: "WithdrawCollateral",
        accountId: own,
        assetId: BTC,
        amountAtoms: btc(1n),
        chainId: vault.spec.chainId,
        recipient,
      },
      ownerSigner(ALICE),
    );
  const transfer = () =>
    house.outcome(
      { type: "TransferCollateral", sourceAccountId: own, targetAccountId: other, assetId: BTC, amountAtoms: btc(1n) },
      ownerSigner(ALICE),
    );
  const granted = () => {
    house.openBlock();
    house.house.takeEvents();
    releaseWithdrawals(house.house);
    return house.house.takeEvents().some(({ type }) => type === "WithdrawalGranted");
  };
  return { ...stood, enter, withdraw, transfer, granted };
}

test("EXIT-103 EXIT-102 from the request on nothing is released, in exit nothing is queued or heard; a cancelled one lets all go on", () => {
  const { outcome, shows, enter, withdraw, granted } = held();
  expect(outcome(shows(1))).toBe("accepted");
  expect(withdraw()).toBe("accepted"); // it waits
  expect(granted()).toBe(false);
  expect(outcome(shows(0))).toBe("accepted");
  expect(granted()).toBe(true);
  expect(outcome(shows(1))).toBe("accepted");
  expect(enter()).toEqual(["accepted"]); // else the request could not be cured
  expect(outcome(shows(2))).toBe("accepted");
  expect(enter()).toBe("VaultInExit");
  expect(withdraw()).toBe("VaultInExit");
  expect(granted()).toBe(false);
});

test("EXIT-106 in exit nothing is transferred, or sold for a debt; before it an owner's accounts help each other", () => {
  const { house, outcome, shows, transfer } = held();
  expect(outcome(shows(1))).toBe("accepted");
  expect([transfer(), isSellable(house.state, USDC, BTC)]).toEqual(["accepted", true]);
  expect(outcome(shows(2))).toBe("accepted");
  expect([transfer(), isSellable(house.state, USDC, BTC)]).toEqual(["VaultInExit", false]);
});

test("EXIT-104 new risk counts it for nothing at once, and what is held by steps of an hour with notice: within a day", () => {
  const { house, outcome, shows } = held();
  const row = () => mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  const before = row().haircutPpm;
  expect(outcome(shows(1))).toBe("accepted");
  expect([row().haircutPpm, row().newRiskHaircutPpm]).toEqual([before, PPM_ONE]);
  for (let hours = 0; hours < 25; hours++) {
    house.openBlock(house.timeMs + HOUR_MS);
    const stood = row().haircutPpm;
    updateHaircuts(house.house);
    expect(row().haircutPpm - stood).toBeLessThanOrEqual(41_667n);
  }
  expect(row().haircutPpm).toBe(PPM_ONE);
  expect(outcome(shows(0))).toBe("accepted");
  expect(row().newRiskHaircutPpm).toBe(PPM_ONE); // as what is held
  house.openBlock(house.timeMs + HOUR_MS);
  updateHaircuts(house.house);
  expect(row().haircutPpm).toBeLessThan(PPM_ONE);
});

test("EXIT-105 EXIT-107 a vault in exit is in no count and no checkpoint, and no rotation waits for it", () => {
  const { house, outcome, shows } = held();
  const said = () => claimCountOf(house.house, uintWord(1))!;
  expect([said().draft.sections.length, said().draft.assets.length]).toEqual([1, 1]);
  const worth = () => said().collaterals.find(({ assetId }) => assetId === BTC)?.numerator;
  expect(worth()).toBeGreaterThan(0n);
  expect(outcome(shows(2))).toBe("accepted");
  expect([said().draft.sections, said().draft.assets]).toEqual([[], []]);
  expect(worth()).toBe(0n);
  const set = [...house.state.validators.values()][0]!;
  const next = {
    ...set,
    hotHash: uintWord(9),
    epoch: 2n,
    proposedAtMs: 0,
    completeAtMs: house.timeMs,
    signatures: [],
    isReplacement: false,
  };
  house.state.validators.put({ ...set, next });
  house.openBlock(house.timeMs + 24 * HOUR_MS);
  rotateValidators(house.house);
  expect([...house.state.validators.values()][0]!.epoch).toBe(2n);
});

test("segments that settle in a vault are found", () => {
  const { house } = scene();
  expect(segmentsSettledIn(house.state, VAULT_ID)).toEqual([]);
  const location = mustGet(house.state.locations, BTC);
  house.state.locations.put({ ...location, assetId: USDC, token: address(9) });
  expect(segmentsSettledIn(house.state, VAULT_ID)).toEqual([SEGMENT]);
});

test("EXIT-102 EXIT-053 what was passed over is for a vault in exit to pay back, and the house returns none of it", () => {
  const { house, vault, outcome, shows } = scene();
  const token = address(0xdead);
  vault.enter({ owner: ALICE, amountAtoms: atoms(9n), token });
  expect(entriesHeard(house, vault.mine().prove(0))).toEqual(["TokenUnplaced"]);
  expect(outcome(shows(2))).toBe("accepted");
  const place = { assetId: UNLISTED, vaultId: VAULT_ID, token, currency: UNLISTED, leastAtoms: atoms(1n) };
  applied(house, { type: "LocateAsset", ...place });
  returnUnplaced(house.house);
  expect([house.state.unplaced.size, house.state.outbox.size]).toEqual([1, 0]);
  expect(mustGet(house.state.assets, UNLISTED).escrowAtoms).toBe(0n);
});
