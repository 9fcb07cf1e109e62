/**
 * Bundles of changes: tightening, loosening, listing, retiring; and approvals.
 *
 * @module
 */
import { bundleHash, type Change, type SegmentParameters } from "@novate/codec";
import { atoms, HOUR_MS, ppm, ticks } from "@novate/num";
import type { Dice } from "../../dice.ts";
import { GOVERNORS, OWNERS, publisherSigner, walletOf } from "../../world/cast.ts";
import { CREDIT, HOUSE } from "../../world/genesis.ts";
import type { Maker } from "../maker.ts";
import type { Memory } from "../memory.ts";
import type { Scene } from "../scene.ts";

/** Instruments that the workload has listed at most. */
const MOST_INSTRUMENTS = 20;

export const proposeBundle: Maker = (scene, memory) => {
  const { dice, state } = scene;
  const epoch = state.house.get(0)!.parameterEpoch;
  const changes = Array.from({ length: dice.int(1, 2) }, () => changeOf(scene, memory));
  const bundleId = dice.chance(0.05) ? dice.int(1, memory.nextBundle) : memory.nextBundle++;
  const proposer = dice.chance(0.03) ? dice.pick(OWNERS) : dice.pick(GOVERNORS);
  return {
    command: { type: "ProposeBundle", bundleId, parameterEpoch: dice.chance(0.03) ? epoch + 1 : epoch, changes },
    signer: walletOf(proposer),
  };
};

export const approveBundle: Maker = ({ dice, state }) => {
  const bundles = [...state.bundles.values()];
  if (bundles.length === 0) return null;
  const bundle = dice.pick(bundles);
  const { bundleId, changes } = bundle;
  const signer = walletOf(dice.pick(GOVERNORS));
  if (dice.chance(0.05)) return { command: { type: "WithdrawBundle", bundleId }, signer };
  const contentHash = bundleHash(HOUSE, dice.chance(0.03) ? { ...bundle, changes: changes.slice(1) } : bundle);
  return { command: { type: "ApproveBundle", bundleId, contentHash }, signer };
};

function changeOf(scene: Scene, memory: Memory): Change {
  const { dice, state } = scene;
  const make = dice.weighted<() => Change>([
    [4, () => movedParameters(scene)],
    [2, () => movedCollateral(scene)],
    [2, () => movedUnderlying(scene)],
    [state.instruments.size < MOST_INSTRUMENTS ? 3 : 0.05, () => listing(scene, memory)],
    [1, () => movedPublisher(dice)],
    [1, () => movedVenue(scene)],
    [1, () => movedCredit(dice)],
  ]);
  return make();
}

/** Some number of a segment, a little up or down. */
function movedParameters({ dice, state }: Scene): Change {
  const { segmentId, parameters } = dice.pick([...state.segments.values()]);
  const { margin, oracle, collateral, clearing } = parameters;
  const moved = (value: bigint) => (value * BigInt(dice.int(90, 115))) / 100n;
  const next: SegmentParameters = dice.pick<SegmentParameters>([
    { ...parameters, margin: { ...margin, rangeFloorPpm: ppm(moved(margin.rangeFloorPpm)) } },
    { ...parameters, margin: { ...margin, maintenanceFactorPpm: ppm(moved(margin.maintenanceFactorPpm)) } },
    { ...parameters, oracle: { ...oracle, shortBandPpm: ppm(moved(oracle.shortBandPpm)) } },
    { ...parameters, collateral: { ...collateral, stepPerHourPpm: ppm(moved(collateral.stepPerHourPpm)) } },
    { ...parameters, clearing: { ...clearing, clearingFeePpm: ppm(moved(clearing.clearingFeePpm)) } },
    { ...parameters, clearing: { ...clearing, managedPerBlock: dice.int(0, 6) } },
    { ...parameters, clearing: { ...clearing, maxNegativeCashAtoms: atoms(moved(clearing.maxNegativeCashAtoms)) } },
  ]);
  return { type: "SetParameters", segmentId, parameters: next };
}

function movedCollateral({ dice, state }: Scene): Change {
  const { spec } = dice.pick([...state.collaterals.values()]);
  const haircutFloorPpm = ppm((spec.haircutFloorPpm * BigInt(dice.int(90, 120))) / 100n);
  return { type: "SetCollateral", ...spec, haircutFloorPpm };
}

function movedUnderlying({ dice, state }: Scene): Change {
  const { spec } = dice.pick([...state.underlyings.values()]);
  const openInterestCapAtoms = atoms((spec.openInterestCapAtoms * BigInt(dice.int(80, 120))) / 100n);
  return { type: "ListUnderlying", ...spec, openInterestCapAtoms };
}

const movedPublisher = (dice: Dice): Change => ({
  type: "RegisterPublisher",
  publisherId: 4,
  signer: publisherSigner(4),
  weight: dice.pick([0, 1, 1, 1, 2]),
});

function movedVenue({ dice, state }: Scene): Change {
  const { spec } = state.venues.get(2)!;
  return { type: "RegisterVenue", ...spec, isActive: dice.chance(0.7), feePpm: ppm(BigInt(dice.int(0, 200))) };
}

/** Sometimes none, sometimes more than half, which is refused. */
const movedCredit = (dice: Dice): Change => ({
  ...CREDIT,
  creditPpm: ppm(BigInt(dice.pick([0, 200_000, 400_000, 500_001]))),
  breakAtPpm: ppm(BigInt(dice.int(1, 100_000))),
  holdAtPpm: ppm(BigInt(dice.int(50_000, 300_000))),
});

/** A new dated contract near the money, living a few hours beyond the wait of governance. */
function listing({ dice, state, timeMs }: Scene, memory: Memory): Change {
  const perpetual = state.instruments.get(dice.pick([1, 5, 8]))!.spec;
  const { mark } = state.markets.get(perpetual.instrumentId)!;
  const isOption = dice.chance(0.5) && mark !== null;
  const instrumentId = memory.nextInstrument++;
  const strikeTicks = ticks(isOption ? (mark.priceTicks * BigInt(dice.int(80, 120))) / 100n : 0n);
  const dated = () => ({ expiryMs: timeMs + dice.int(49, 60) * HOUR_MS, forwardFeedId: null });
  return {
    type: "ListInstrument",
    ...perpetual,
    instrumentId,
    symbol: `N-${instrumentId}`,
    terms: isOption
      ? { type: "Option", strikeTicks, isCall: dice.chance(0.5), ...dated() }
      : { type: "Future", ...dated() },
  };
}
