/**
 * Goal: what is struck is what vaults check, and goes on without a gap; what is signed is signed by the set. Method: a vault's
 * books by hand; proofs climbed by the vault's own rule; two engines of the same rows; tables of outcomes.
 */
import type { CheckpointRow, CommandOf, EventOf } from "@novate/codec";
import {
  assetLeaf,
  checkpointDigest,
  climbTree,
  EPOCH_MS,
  ratesHash,
  sectionLeaf,
  TABLE_DEPTH,
  VAULTS_DEPTH,
} from "@novate/evm";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { releaseWithdrawals } from "../custody/releaseWithdrawals.ts";
import type { Engine } from "../engine.ts";
import { indexOf, leafOf } from "../ledger/outboxLeaf.ts";
import { Commitment } from "../state/commitment.ts";
import { mustGet } from "../state/state.ts";
import { restoreEngine } from "../testing/restoreEngine.ts";
import { NO_ROOT, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, TestHouse } from "../testing/testHouse.ts";
import { address, HOUSE, ownerSigner, testGenesis, USDC, usdc } from "../testing/testMarket.ts";
import { BOOKED_CHAIN, BOOKED_VAULT, bookDeposit, bookVault, HOT_KEYS } from "../testing/vaultBooks.ts";
import { assetsTree, outboxTree, vaultsTree } from "./trees.ts";

function houseWithVault(): { house: TestHouse; accountId: number } {
  const house = createTestHouse();
  bookVault(house, USDC);
  const accountId = house.openAccount(address(1));
  bookDeposit(house, accountId, USDC, usdc(10_000_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  return { house, accountId };
}

const withdrawal = (accountId: number, dollars: number): CommandOf<"WithdrawCollateral"> => ({
  type: "WithdrawCollateral",
  accountId,
  assetId: USDC,
  amountAtoms: usdc(dollars),
  chainId: BOOKED_CHAIN,
  recipient: address(1),
});
const owner = ownerSigner(address(1));
const withdraw = (house: TestHouse, accountId: number, dollars: number) =>
  house.must(withdrawal(accountId, dollars), owner);

/** The next epoch's first block, and what it struck. */
function nextEpoch(house: TestHouse): CheckpointRow | undefined {
  const { events } = runBlock(house, [], EPOCH_MS - (house.timeMs % EPOCH_MS));
  return events.find((event): event is EventOf<"CheckpointStruck"> => event.type === "CheckpointStruck")?.checkpoint;
}

test("CKPT-001 CKPT-002 CKPT-004 CKPT-015 the first block of an epoch strikes the last one's state; no vault, no checkpoint", () => {
  expect(nextEpoch(createTestHouse())).toBeUndefined();
  const { house } = houseWithVault();
  nextEpoch(house);
  const { timeMs } = house;
  runBlock(house, [], EPOCH_MS - 1_000);
  expect(runBlock(house, [], 500).events.some(({ type }) => type === "CheckpointStruck")).toBe(false);
  const struck = nextEpoch(house)!;
  const height = mustGet(house.state.house, 0).height;
  expect(struck).toMatchObject({
    epoch: timeMs / EPOCH_MS,
    height: height - 1,
    timeMs: timeMs + EPOCH_MS - 500,
    stateRoot: NO_ROOT,
  });
  runBlock(house, [], 5 * EPOCH_MS); // epochs without a block
  expect([...house.state.checkpoints.values()].map(({ epoch }) => epoch - struck.epoch)).toContain(1);
  expect(nextEpoch(house)!.epoch).toBe(struck.epoch + 6);
});

test("CKPT-003 CKPT-006 each names the digest of the one before, and the last sixty-four are kept", () => {
  const { house } = houseWithVault();
  let before = nextEpoch(house)!;
  expect(before.previous).toBe(`0x${"00".repeat(32)}`);
  for (let count = 0; count < 70; count += 1) {
    const struck = nextEpoch(house)!;
    expect(struck.previous).toBe(before.digest);
    before = struck;
  }
  expect(house.state.checkpoints.size).toBe(64);
  expect(house.state.checkpoints.has(before.epoch - 63)).toBe(true);
});

test("CKPT-005 CKPT-008 CKPT-009 payments, assets and sections are proven to the digest by the vault's own rule", () => {
  const { house, accountId } = houseWithVault();
  for (const dollars of [10, 20, 90_000]) withdraw(house, accountId, dollars);
  runBlock(house);
  const row = nextEpoch(house)!;
  withdraw(house, accountId, 30); // not in it
  runBlock(house);
  const [section] = row.sections;
  const { state } = house;
  for (const payment of [...state.outbox.values()].slice(0, 3)) {
    const siblings = outboxTree(state, row, 1).prove(indexOf(payment));
    expect(siblings.length).toBeLessThanOrEqual(2);
    expect(climbTree(leafOf(payment)!, indexOf(payment), siblings, TABLE_DEPTH)).toBe(section!.outboxRoot);
  }
  expect([...state.outbox.values()].map(({ payment }) => payment?.nonce)).toEqual([1n, 2n, 3n, 4n]);
  const [asset] = row.assets;
  const sums = {
    main: asset!.queued.mainAtoms,
    small: asset!.queued.smallAtoms,
    sentBack: asset!.queued.sentBackAtoms,
  };
  expect([asset!.consumedAtoms, sums.main + sums.small]).toEqual([usdc(10_000_000), usdc(90_030)]);
  const { token, consumedAtoms: consumedCum, claimTotalAtoms: claimTotal, rates } = asset!;
  const leaf = assetLeaf({
    assetId: USDC,
    token,
    consumedCum,
    queuedCum: sums,
    claimTotal,
    ratesHash: ratesHash(rates),
  });
  expect(climbTree(leaf, USDC, assetsTree(row.assets, 1).prove(USDC), TABLE_DEPTH)).toBe(section!.assetsRoot);
  expect(climbTree(sectionLeaf(section!), 1, vaultsTree(row.sections).prove(1), VAULTS_DEPTH)).toBe(row.vaultsRoot);
  expect(checkpointDigest(HOUSE, row)).toBe(row.digest);
});

test("CKPT-007 an engine that was restarted strikes the same checkpoint and the same roots", () => {
  const { house, accountId } = houseWithVault();
  withdraw(house, accountId, 10);
  releaseWithdrawals(house.house);
  const rowsOf = (engine: { rows(): Iterable<{ table: string; slot: number; bytes: Uint8Array }> }) => [
    ...engine.rows(),
  ];
  const commitment = new Commitment();
  commitment.take(house.state);
  const first = restoreEngine([...commitment.rows(house.state)], commitment.root());
  const step = (engine: Engine, timeMs: number) =>
    engine.apply({ height: engine.height + 1, timeMs, transactions: [] });
  step(first, house.timeMs + EPOCH_MS);
  const second = restoreEngine(rowsOf(first) as never, first.stateRoot);
  const [one, two] = [first, second].map((engine) => step(engine, house.timeMs + 2 * EPOCH_MS));
  const struck = one!.events.find(({ type }) => type === "CheckpointStruck");
  expect(struck).toMatchObject({ checkpoint: { sections: [{ vaultId: BOOKED_VAULT.vaultId }] } });
  expect(two!.events).toEqual(one!.events);
  expect(two!.stateRoot).toBe(one!.stateRoot);
});

test("CKPT-010 CKPT-011 CKPT-012 CKPT-013 SignCheckpoint: outcomes in order of precedence; three of four sign it", () => {
  const { house } = houseWithVault();
  const row = nextEpoch(house)!;
  const signature = `0x${"01".repeat(65)}` as const;
  let command: CommandOf<"SignCheckpoint"> = {
    type: "SignCheckpoint",
    epoch: 1,
    digest: address(1),
    key: address(9),
    signature,
  };
  command = { ...command, digest: `0x${"05".repeat(32)}` };
  const validator = ownerSigner(HOT_KEYS[0]!);
  const outcome = (signer = validator) => house.outcome(command, signer);
  expect(outcome(owner)).toBe("ValidatorRequired");
  expect(outcome()).toBe("CheckpointUnknown");
  command = { ...command, epoch: row.epoch };
  expect(outcome()).toBe("CheckpointMismatch");
  command = { ...command, digest: row.digest };
  const set = mustGet(house.state.validators, 0);
  house.state.validators.put({ ...set, hotHash: `0x${"07".repeat(32)}` });
  expect(outcome()).toBe("CheckpointSetReplaced");
  house.state.validators.put(set);
  expect(outcome()).toBe("SignerUnknown");
  for (const [index, key] of HOT_KEYS.entries()) {
    command = { ...command, key };
    expect(outcome()).toBe("accepted"); // anybody's signature, brought by a validator
    house.house.takeEvents();
    expect(outcome()).toBe("accepted");
    expect(house.house.takeEvents()).toEqual([]);
    expect(mustGet(house.state.checkpoints, row.epoch).isSigned).toBe(index >= 2);
  }
  expect(mustGet(house.state.checkpoints, row.epoch).signatures.map(({ key }) => key)).toEqual(HOT_KEYS);
});

test("CKPT-010 a signature that is not the key's is refused", () => {
  const { house } = houseWithVault();
  const { epoch, digest } = nextEpoch(house)!;
  const asked = {
    type: "SignCheckpoint",
    epoch,
    digest,
    key: HOT_KEYS[1]!,
    signature: `0x${"01".repeat(65)}`,
  } as const;
  const forged = new TestHouse(testGenesis(), undefined, () => false);
  for (const row of house.state.validators.values()) forged.state.validators.put(row);
  for (const row of house.state.checkpoints.values()) forged.state.checkpoints.put(row);
  expect(forged.outcome(asked, ownerSigner(HOT_KEYS[0]!))).toBe("CheckpointSignatureInvalid");
});
