/**
 * Bundles of changes: tightening, loosening, listing, retiring; and approvals.
 *
 * @module
 */
import { approvalOf, type Change, type SegmentParameters } from "@novate/codec";
import { atoms, HOUR_MS, ppm, ticks } from "@novate/num";
import type { Dice } from "../../dice.ts";
import { custodianSigner, GOVERNORS, OWNERS, publisherSigner, walletOf } from "../../world/cast.ts";
import { CREDIT } from "../../world/genesis.ts";
import type { Ask, Maker } from "../maker.ts";
import type { Memory } from "../memory.ts";
import type { Scene } from "../scene.ts";
import { governed } from "./validators.ts";

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
  return { command: approvalOf(dice.chance(0.03) ? { ...bundle, changes: changes.slice(1) } : bundle), signer };
};

/** Asks for the end of a contract whose price has been unknown for the term, when there is one. */
export const endContract: Maker = ({ dice, state, timeMs }, memory) => {
  const lost = [...state.markets.values()].filter(({ mark, instrumentId, settlementTicks }) => {
    const { segmentId } = state.instruments.get(instrumentId)!;
    const { unknownTermMs } = state.segments.get(segmentId)!.parameters.oracle;
    return mark !== null && settlementTicks === null && timeMs - mark.atMs > unknownTermMs;
  });
  if (lost.length === 0) return null;
  const { instrumentId } = dice.pick(lost);
  const changes: Change[] = [{ type: "SettleInstrument", instrumentId }];
  const { parameterEpoch } = state.house.get(0)!;
  return {
    command: { type: "ProposeBundle", bundleId: memory.nextBundle++, parameterEpoch, changes },
    signer: walletOf(dice.pick(GOVERNORS)),
  };
};

/** Now and then governance ends a segment, for good. */
export function ending(scene: Scene, memory: Memory): Ask[] {
  const { dice, state } = scene;
  const standing = [...state.segments.values()].filter(({ segmentId }) => !state.windUps.has(segmentId));
  if (standing.length === 0 || !dice.chance(0.1)) return [];
  return [governed(scene, memory, [{ type: "WindUpSegment", segmentId: dice.pick(standing).segmentId }])];
}

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
    [1, () => movedFeed(scene)],
    [0.5, () => ({ type: "SetSurfaceWeight", publisherId: dice.int(1, 5), weight: dice.int(0, 3) })],
    [0.3, () => ({ type: "SetCustodian", chainId: dice.int(1, 3), signer: custodianSigner(dice.int(1, 3)) })],
    [0.3, () => movedGovernor(scene)],
    [
      0.2,
      () => ({
        type: "ListAsset",
        assetId: memory.nextAsset++,
        symbol: "NEW",
        decimals: 6,
        priceFeedId: dice.int(0, 6),
      }),
    ],
    [0.2, () => newSegment(scene, memory)],
  ]);
  return make();
}

/** Some number of a segment, any of them: mostly a little up or down, seldom far. */
function movedParameters({ dice, state }: Scene): Change {
  const { segmentId, parameters } = dice.pick([...state.segments.values()]);
  const group = dice.pick(Object.keys(parameters) as (keyof SegmentParameters)[]);
  const numbers = parameters[group] as Readonly<Record<string, bigint | number>>;
  const name = dice.pick(Object.keys(numbers));
  const percent = dice.weighted([
    [8, dice.int(90, 115)],
    [1, dice.int(10, 400)],
  ]);
  const before = numbers[name]!;
  const after = typeof before === "bigint" ? (before * BigInt(percent)) / 100n : Math.round((before * percent) / 100);
  // One of its own numbers, of its own kind, was replaced.
  const next = { ...parameters, [group]: { ...numbers, [name]: after } } as SegmentParameters;
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

/** A feed with other patience, or other hours. */
function movedFeed({ dice, state }: Scene): Change {
  const { spec } = dice.pick([...state.feeds.values()]);
  const closes = dice.chance(0.3);
  const sessions = {
    openings: closes ? [{ fromMinute: 0, toMinute: dice.int(5_000, 10_080) }] : [],
    closedRangePpm: ppm(closes ? 30_000n : 0n),
  };
  const maxAgeMs = Math.round((spec.maxAgeMs * dice.int(80, 130)) / 100);
  return { type: "RegisterFeed", ...spec, ...dice.pick([{ maxAgeMs }, { sessions }]) };
}

/** A fourth governor that comes and goes. */
function movedGovernor({ dice, state }: Scene): Change {
  const owner = OWNERS[0]!;
  return { type: "SetGovernor", owner, isMember: !state.governors.has(owner), threshold: dice.int(1, 3) };
}

function newSegment({ dice, state }: Scene, memory: Memory): Change {
  const { settlementAssetId, parameters } = dice.pick([...state.segments.values()]);
  const segmentId = memory.nextSegment++;
  return { type: "CreateSegment", segmentId, name: `segment ${segmentId}`, settlementAssetId, parameters };
}

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
