/**
 * How worlds differ: half of them have feeds with sessions, premium feeds, governed depth, and segments with little room in a block.
 *
 * @module
 */
import type { SegmentParameters, Sessions, SourceWeight } from "@novate/codec";
import { atoms, DAY_MS, HOUR_MS, MINUTE_MS, ppm, SECOND_MS } from "@novate/num";
import { Dice } from "../dice.ts";
import { units } from "./money.ts";

/** A vault that goes into exit. */
export interface Leaving {
  readonly vaultId: number;
  /** Blocks of the house that go by before anybody asks for it. */
  readonly afterBlocks: number;
  /** What of the checkpoint in force then was signed by stolen keys, and the house never said. */
  readonly lie: "none" | "root" | "count";
}

export interface Variety {
  /** By feed; a feed that is not named is always open, and counts every publisher alike. */
  readonly sessions: ReadonlyMap<number, Sessions>;
  readonly weights: ReadonlyMap<number, readonly SourceWeight[]>;
  /** Whether the first perpetual has a premium feed. */
  readonly hasPremium: boolean;
  /** The numbers of a segment, made of the world's usual ones. */
  readonly parametersOf: (usual: SegmentParameters) => SegmentParameters;
  /** Whether dollars and coins lie in vaults; such a house is founded empty. */
  readonly hasVaults: boolean;
  /** How often time jumps over the wait of governance, against ordinary steps of 350. */
  readonly leaps: number;
  /** Whether governance ends segments. */
  readonly endsSegments: boolean;
  /** Vaults that go into exit. */
  readonly leaves: readonly Leaving[];
}

export const PLAIN: Variety = {
  sessions: new Map(),
  weights: new Map(),
  hasPremium: false,
  parametersOf: (usual) => usual,
  hasVaults: false,
  leaps: 0.3,
  endsSegments: false,
  leaves: [],
};

/** Worlds whose money comes in through vaults. */
const VAULTED = 0.2;
/** Of these, worlds in which a vault goes into exit; and how much more often days go by there, so that its book is closed. */
const LEAVING = 0.5;
const LEAPS_OF_LEAVING = 2;

/** Whole days of the week before the world's Friday, short openings on that day, and a weekend. */
const OPENINGS = [
  [0, 1_380],
  [1_440, 2_820],
  [2_880, 4_260],
  [4_320, 5_700],
  [5_760, 5_785],
  [5_790, 5_820],
  [5_830, 5_860],
  [5_862, 5_900],
  [5_930, 5_990],
  [6_000, 6_060],
  [6_090, 6_240],
  [6_300, 7_020],
] as const;

const sessionsOf = (closedRangePpm: bigint): Sessions => ({
  openings: OPENINGS.map(([fromMinute, toMinute]) => ({ fromMinute, toMinute })),
  closedRangePpm: ppm(closedRangePpm),
});

/** The same seed, the same world. */
export function varietyOf(seed: string | number): Variety {
  const dice = new Dice(seed).fork("world");
  const hasVaults = new Dice(seed).fork("vaults").chance(VAULTED);
  const world: Variety = { ...PLAIN, ...(dice.chance(0.5) ? PLAIN : drawn(dice)), hasVaults };
  const exits = new Dice(seed).fork("exits");
  return hasVaults && exits.chance(LEAVING) ? withExit(world, exits) : world;
}

/** The vault of coins mostly: without the one of its cash the first segment ends. Rarely both. */
export function withExit(world: Variety, dice: Dice): Variety {
  const [first, second] = dice.chance(0.6) ? [2, 1] : [1, 2];
  const vaultIds = dice.chance(0.2) ? [first, second] : [first];
  const leaves = vaultIds.map((vaultId) => ({
    vaultId,
    afterBlocks: dice.weighted([
      [1, dice.int(20, 60)],
      [2, dice.int(60, 400)],
    ]),
    lie: dice.weighted([
      [6, "none"],
      [1, "root"],
      [1, "count"],
    ] as const),
  }));
  return { ...world, leaps: Math.max(world.leaps, LEAPS_OF_LEAVING), leaves };
}

function drawn(dice: Dice): Omit<Variety, "hasVaults" | "leaves"> {
  const closed = dice.pick([[6], [6], [3, 6], []]);
  const depths = dice.pick([
    [3, 2, 2, 2],
    [5, 3, 3, 2],
    [1, 1, 1, 1],
  ]);
  const weights = depths.map((weight, index) => ({ publisherId: index + 1, weight }));
  const numbers = {
    managedPerBlock: dice.pick([1, 2, 3, 6]),
    entriesPerBlock: dice.pick([1, 2, 8]),
    workPerBlock: dice.pick([1_000, 16_384]),
    maxNegativeCashAtoms: units(dice.pick([100, 500, 2_000])),
    variationCycleMs: dice.pick([1, 5, 30]) * MINUTE_MS,
    withdrawalSmallLaneAtoms: units(dice.pick([500, 10_000])),
    unvestedGainsHaircutPpm: ppm(dice.pick([0n, 200_000n, 1_000_000n])),
    minimumCollateralAtoms: atoms(dice.pick([0n, 10_000_000n])),
    closeOutPenaltyPpm: ppm(dice.pick([0n, 5_000n, 50_000n])),
    expiryCoveragePpm: ppm(dice.pick([100_000n, 500_000n])),
    shortfallGateMs: dice.pick([0, 5, 60]) * MINUTE_MS,
  };
  const oracle = {
    unknownTermMs: dice.pick([HOUR_MS, DAY_MS]),
    medianWindowMs: dice.pick([1, 30, 300]) * SECOND_MS,
    basisHalfLifeMs: dice.pick([1, 5 * MINUTE_MS]),
    priceBandPpm: ppm(dice.pick([20_000n, 50_000n, 200_000n])),
  };
  return {
    sessions: new Map(closed.map((feedId) => [feedId, sessionsOf(feedId === 3 ? 60_000n : 20_000n)])),
    weights: new Map([2, 3, 6].map((feedId) => [feedId, weights])),
    hasPremium: dice.chance(0.6),
    parametersOf: ({ margin, collateral, ...usual }) => ({
      margin,
      collateral,
      oracle: { ...usual.oracle, ...oracle },
      clearing: { ...usual.clearing, ...numbers },
    }),
    leaps: dice.pick([0.3, 2]),
    endsSegments: false,
  };
}
