/** Goal: a bundle's life, with every outcome of proposing and approving. Method: faults repaired one by one, then time. */
import type { CommandOf } from "@novate/codec";
import { atoms, HOUR_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { houseOf } from "../state/state.ts";
import { listFuture } from "../testing/contracts.ts";
import { approval, enact, governor, listed, proposal, withParameters } from "../testing/governance.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, GOVERNORS, keySigner, ownerSigner, SEGMENT, testGenesis, VENUE } from "../testing/testMarket.ts";
import { activateBundles } from "./activateBundles.ts";
import { APPROVAL_LIFETIME_MS, MAX_BUNDLES } from "./bundle.ts";

const stopVenue = { ...listed("RegisterVenue"), isActive: false };
const cheaperVenue = { ...listed("RegisterVenue"), feePpm: ppm(90n) };

const at = (house: TestHouse, timeMs: number) => {
  house.openBlock(timeMs);
  house.house.takeEvents();
  activateBundles(house.house);
  return house.house.takeEvents();
};

test("GOV-002 GOV-003 GOV-007 GOV-010 GOV-016 ProposeBundle: outcomes in order of precedence", () => {
  const house = createTestHouse();
  house.must(proposal(house, 1, stopVenue), governor(0));
  let command: CommandOf<"ProposeBundle"> = { type: "ProposeBundle", bundleId: 1, parameterEpoch: 9, changes: [] };
  const outcome = (signer = governor(0)) => house.outcome(command, signer);
  expect(outcome(ownerSigner(address(1)))).toBe("GovernorRequired");
  expect(outcome(keySigner(1))).toBe("GovernorRequired");
  expect(outcome()).toBe("BundleExists");
  command = { ...command, bundleId: 2 };
  for (let id = 200; id < 200 + MAX_BUNDLES; id++) house.must(proposal(house, id, stopVenue), governor(1)); // another's places
  for (let id = 100; id < 100 + MAX_BUNDLES - 1; id++) house.must(proposal(house, id, stopVenue), governor(0));
  expect(outcome()).toBe("TooManyBundles");
  house.state.bundles.delete(100);
  expect(outcome()).toBe("BundleEmpty");
  const wild = withParameters(house, (before) => ({
    ...before,
    clearing: { ...before.clearing, withdrawalDayPpm: ppm(2_000_000n) },
  }));
  command = { ...command, changes: [stopVenue, wild] };
  expect(outcome()).toBe("ParameterEpochMismatch");
  command = { ...command, parameterEpoch: 0 };
  expect(house.hear(command, governor(0))).toMatchObject({
    code: "ChangeInvalid",
    data: { index: 1, type: "SetParameters", field: "parameters.clearing.withdrawalDayPpm" },
  });
  command = { ...command, changes: [stopVenue] };
  expect(outcome()).toBe("accepted");
});

test("GOV-012 GOV-013 GOV-023 ApproveBundle: outcomes in order of precedence; the threshold starts the delay once", () => {
  const house = createTestHouse();
  house.must(proposal(house, 1, cheaperVenue), governor(0));
  const approve = (index: number, bundleId = 1) => house.outcome(approval(house.state, bundleId), governor(index));
  expect(house.outcome(approval(house.state, 9), ownerSigner(address(1)))).toBe("GovernorRequired");
  expect(approve(0, 9)).toBe("BundleUnknown");
  expect(approve(0)).toBe("AlreadyApproved");
  expect(house.state.bundles.get(1)?.activatesAtMs).toBe(0);
  expect(approve(1)).toBe("accepted");
  const { activatesAtMs } = house.state.bundles.get(1)!;
  expect(activatesAtMs).toBe(house.timeMs + 48 * HOUR_MS);
  house.openBlock();
  expect(approve(2)).toBe("accepted");
  expect(house.state.bundles.get(1)?.activatesAtMs).toBe(activatesAtMs);
});

test("GOV-033 an approval is of what the bundle says, whatever its id", () => {
  const house = createTestHouse();
  house.must(proposal(house, 1, stopVenue), governor(0));
  const seen = approval(house.state, 1);
  const { changes, parameterEpoch } = seen;
  for (const other of [
    { ...seen, changes: [] },
    { ...seen, changes: [...changes, ...changes] },
    { ...seen, changes: [{ ...stopVenue, feePpm: ppm(stopVenue.feePpm + 1n) }] },
    { ...seen, parameterEpoch: parameterEpoch + 1 },
  ])
    expect(house.outcome(other, governor(1))).toBe("BundleContentMismatch");
  house.must({ type: "WithdrawBundle", bundleId: 1 }, governor(0));
  house.must(proposal(house, 1, cheaperVenue), governor(0)); // other changes under the id that was read
  expect(house.outcome(seen, governor(1))).toBe("BundleContentMismatch");
  expect(house.outcome(approval(house.state, 1), governor(1))).toBe("accepted");
});

test("GOV-034 WithdrawBundle: outcomes in order of precedence; it makes room, and an approved bundle takes no effect", () => {
  const house = createTestHouse();
  for (let id = 1; id <= MAX_BUNDLES; id += 1) house.must(proposal(house, id, stopVenue), governor(0));
  house.must(approval(house.state, 1), governor(1));
  const withdraw = (index: number, bundleId = 1) =>
    house.outcome({ type: "WithdrawBundle", bundleId }, governor(index));
  expect(house.outcome({ type: "WithdrawBundle", bundleId: 1 }, ownerSigner(address(1)))).toBe("GovernorRequired");
  expect(withdraw(0, 99)).toBe("BundleUnknown");
  expect(withdraw(1)).toBe("NotProposer");
  expect(house.outcome(proposal(house, 99, stopVenue), governor(0))).toBe("TooManyBundles");
  expect(withdraw(0)).toBe("accepted");
  expect(house.outcome(proposal(house, 99, stopVenue), governor(0))).toBe("accepted");
  expect(at(house, house.timeMs + 1)).toEqual([]);
  expect(house.state.venues.get(VENUE)?.spec.isActive).toBe(true);
});

test("GOV-016 GOV-035 one governor's places are his own, and who is removed takes his bundles with him", () => {
  const house = createTestHouse();
  for (let id = 1; id <= MAX_BUNDLES; id += 1) house.must(proposal(house, id, stopVenue), governor(2));
  enact(house, { type: "SetGovernor", owner: GOVERNORS[2]!, isMember: false, threshold: 2 });
  at(house, house.timeMs + 1);
  expect(house.state.bundles.size).toBe(0);
});

test("GOV-007 an approval binds to the parameter epoch of the proposal", () => {
  const house = createTestHouse();
  house.must(proposal(house, 1, cheaperVenue), governor(0));
  house.state.house.put({ ...houseOf(house.state), parameterEpoch: 1 });
  expect(house.outcome(approval(house.state, 1), governor(1))).toBe("ParameterEpochMismatch");
});

test("GOV-019 a change that time has made wrong is refused at approval", () => {
  const house = createTestHouse();
  const dated = listFuture(house.timeMs + HOUR_MS, { instrumentId: 2 });
  house.must(proposal(house, 1, dated), governor(0));
  house.openBlock(house.timeMs + HOUR_MS);
  expect(house.hear(approval(house.state, 1), governor(1))).toMatchObject({
    code: "ChangeInvalid",
    data: { field: "terms.expiryMs" },
  });
});

test("GOV-019 a change that time has made wrong is dropped at activation, with the reason", () => {
  const house = createTestHouse();
  const dated = listFuture(house.timeMs + 47 * HOUR_MS, { instrumentId: 2 });
  house.must(proposal(house, 1, dated), governor(0));
  house.must(approval(house.state, 1), governor(1));
  const [dropped] = at(house, house.timeMs + 48 * HOUR_MS);
  expect(dropped).toMatchObject({
    type: "BundleDropped",
    reason: expect.stringMatching(/^ListInstrument terms.expiryMs: /),
  });
  expect(house.state.instruments.has(2)).toBe(false);
});

test("GOV-011 a change may build on the one before it, not on the one after it", () => {
  const house = createTestHouse();
  const asset = { ...listed("ListAsset"), assetId: 9 };
  const collateral = { ...listed("SetCollateral"), assetId: 9, capAtoms: atoms(0n) };
  expect(house.hear(proposal(house, 1, collateral, asset), governor(0))).toMatchObject({
    code: "ChangeInvalid",
    data: { index: 0, field: "assetId" },
  });
  expect(house.outcome(proposal(house, 1, asset, collateral), governor(0))).toBe("accepted");
});

test("GOV-001 GOV-004 GOV-007 GOV-014 a bundle takes effect as a whole at the time of its slowest change, opens an epoch and voids the old one's bundles", () => {
  const house = createTestHouse();
  house.must(proposal(house, 1, cheaperVenue, stopVenue), governor(0));
  house.must(proposal(house, 2, stopVenue), governor(1));
  house.must(approval(house.state, 1), governor(1));
  const { activatesAtMs } = house.state.bundles.get(1)!;
  expect(at(house, activatesAtMs - 1)).toEqual([]);
  expect(at(house, activatesAtMs)).toEqual([
    { type: "ChangeApplied", change: cheaperVenue, atMs: activatesAtMs },
    { type: "ChangeApplied", change: stopVenue, atMs: activatesAtMs },
    { type: "BundleActivated", bundleId: 1, parameterEpoch: 1 },
  ]);
  expect(at(house, activatesAtMs + 1)).toEqual([
    { type: "BundleDropped", bundleId: 2, reason: "parameter epoch has passed" },
  ]);
  expect(house.state.venues.get(VENUE)?.spec).toMatchObject({ isActive: false, feePpm: 100n });
  expect(house.state.bundles.size).toBe(0);
});

test("GOV-024 a bundle that only reduces risk takes effect with the next block", () => {
  const house = createTestHouse();
  enact(house, stopVenue);
  expect(house.state.venues.get(VENUE)?.spec.isActive).toBe(false);
  expect(houseOf(house.state)).toMatchObject({ parameterEpoch: 1, height: 2 });
});

test("GOV-015 an unapproved bundle is forgotten after its lifetime", () => {
  const house = createTestHouse();
  house.must(proposal(house, 1, stopVenue), governor(0));
  const proposedAtMs = house.timeMs;
  expect(at(house, proposedAtMs + APPROVAL_LIFETIME_MS - 1)).toEqual([]);
  expect(at(house, proposedAtMs + APPROVAL_LIFETIME_MS)).toMatchObject([
    { type: "BundleDropped", bundleId: 1, reason: "not approved in time" },
  ]);
});

test("GOV-002 GOV-012 with a threshold of one the proposal is its own approval", () => {
  const house = createTestHouse(testGenesis({ governorThreshold: 1 }));
  house.must(proposal(house, 1, stopVenue), governor(2));
  expect(house.state.bundles.get(1)?.activatesAtMs).toBe(house.timeMs);
  expect(at(house, house.timeMs + 1)).toMatchObject([{ type: "ChangeApplied" }, { type: "BundleActivated" }]);
  expect(house.state.segments.get(SEGMENT)).toBeDefined();
});

test("GOV-012 GOV-025 through whole blocks: proposed, approved, and in force when its time has come", () => {
  const house = createTestHouse();
  const receipts = [
    ...runBlock(house, [{ command: proposal(house, 1, cheaperVenue), signer: governor(0) }]).receipts,
    ...runBlock(house, [{ command: approval(house.state, 1), signer: governor(1) }]).receipts,
  ];
  expect(receipts.map(({ refusal }) => refusal)).toEqual([null, null]);
  runBlock(house, [], 48 * HOUR_MS - 1);
  expect(house.state.venues.get(VENUE)?.spec.feePpm).toBe(100n);
  const { events } = runBlock(house, [], 1);
  expect(events.slice(0, 3)).toMatchObject([
    { type: "BlockOpened" },
    { type: "ChangeApplied", change: cheaperVenue },
    { type: "BundleActivated", bundleId: 1, parameterEpoch: 1 },
  ]);
  expect(house.state.venues.get(VENUE)?.spec.feePpm).toBe(90n);
});
