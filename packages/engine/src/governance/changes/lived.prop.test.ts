/**
 * Goal: no accepted change makes a later block throw, whichever ends of its bounds it names (GOV-036).
 * Method: fields of the test market's changes put at the ends of their bounds, which refusals tell, one at a time and many at
 * once; each bundle is proposed, tried, approved, activated and lived with through prices at the ends of its feeds, and every
 * row that comes of it is committed. Found this way: points above 2⁵³ atoms, strikes above every price.
 */
import { Change, type ChangeOf, fromJson, toJson } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { Commitment } from "../../state/commitment.ts";
import { mustGet } from "../../state/state.ts";
import { listFuture, listPut, listSpot } from "../../testing/contracts.ts";
import { approval, governor, proposal, withParameters } from "../../testing/governance.ts";
import { type Asked, runBlock } from "../../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  perpLots,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  UNDERLYING,
  USDC_FEED,
  usdc,
} from "../../testing/testMarket.ts";
import { tryChanges } from "../bundle.ts";

const EXPIRY_MS = GENESIS_MS + 30 * DAY_MS;
const PUT = 20;
const SLICE = { expiryMs: EXPIRY_MS, aE9: 40_000_000n, bE9: 10_000_000n, rhoE9: 0n, mE9: 0n, sigmaE9: 100_000_000n };

function found(): TestHouse {
  const house = createTestHouse(
    testGenesis({ changes: [listPut(btcTicks(90_000), EXPIRY_MS, { instrumentId: PUT })] }),
  );
  const [long, short] = [1, 2].map((n) => house.openAccount(address(n), usdc(1_000_000))) as [number, number];
  house.deposit(long, BTC, btc(10_000_000n));
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  return house;
}
const first = found();

const credit: Change = {
  ...{ type: "SetCreditPair", segmentId: SEGMENT, leftUnderlyingId: UNDERLYING, rightUnderlyingId: 9 },
  ...{ creditPpm: 100_000n, holdAtPpm: 800_000n, breakAtPpm: 600_000n },
} as ChangeOf<"SetCreditPair">;
const second = { ...TEST_CHANGES.find(({ type }) => type === "ListUnderlying"), underlyingId: 9 } as Change;

/** A change and those that it needs before it. */
const BASES: readonly (readonly [change: Change, before?: Change])[] = [
  ...TEST_CHANGES.map((change): readonly [Change] => {
    if (change.type === "ListAsset") return [{ ...change, assetId: 9 }];
    if (change.type === "CreateSegment") return [{ ...change, segmentId: 9 }];
    return [change.type === "ListInstrument" ? { ...change, instrumentId: 9 } : change];
  }),
  [withParameters(first, (before) => before)],
  [{ type: "SetGovernor", owner: address(9), isMember: true, threshold: 2 }],
  [listPut(btcTicks(90_000), EXPIRY_MS, { instrumentId: 9 })],
  [listFuture(EXPIRY_MS, { instrumentId: 9 })],
  [listSpot({ instrumentId: 9 })],
  [second],
  [credit, second],
];

type Json = Record<string, unknown>;
type Path = readonly string[];

function* leavesOf(json: Json, path: Path = []): Generator<Path> {
  for (const [key, value] of Object.entries(json)) {
    if (key === "type") continue;
    if (typeof value === "object" && value !== null) yield* leavesOf(value as Json, [...path, key]);
    else yield [...path, key];
  }
}
function withLeaf(json: Json, [key, ...rest]: Path, leaf: unknown): Json {
  return { ...json, [key!]: rest.length === 0 ? leaf : withLeaf(json[key!] as Json, rest, leaf) };
}
const leafOf = (json: Json, path: Path): unknown => path.reduce<unknown>((at, key) => (at as Json)[key], json);

function read(json: Json): Change | null {
  try {
    return fromJson(Change, json);
  } catch {
    return null;
  }
}

const PROBES = [
  -(2n ** 63n),
  0n,
  1n,
  10n ** 6n,
  10n ** 12n,
  10n ** 15n,
  10n ** 18n,
  2n ** 62n,
  2n ** 63n - 1n,
  10n ** 30n,
  2n ** 127n - 1n,
];
/** Changes with many ends at once; 500 of each were lived with once. */
const COMBINED = 20;
const WIDTHS = [0, 1, 2, 255, 65_535, 2 ** 32 - 1, 2 ** 53 - 1];

/** Values of a leaf of the type that it has: probes, and the bounds that a refusal of a probe names. */
function endsOf(base: Json, path: Path, before: readonly Change[]): readonly unknown[] {
  const was = leafOf(base, path);
  if (typeof was === "boolean") return [!was];
  if (typeof was !== "number" && !(typeof was === "string" && /^-?\d+$/.test(was))) return [];
  const probes: unknown[] = typeof was === "number" ? WIDTHS : PROBES.map(String);
  const ends = new Set<unknown>();
  for (const probe of probes) {
    const change = read(withLeaf(base, path, probe));
    if (change === null) continue;
    const trial = tryChanges(first.state, [...before, change], first.timeMs);
    if (trial.ok) ends.add(probe);
    else
      for (const [bound] of trial.fault.reason.matchAll(/(?<=from |to )-?\d+/g))
        ends.add(typeof was === "number" ? Number(bound) : bound);
  }
  return [...ends];
}

const say = (house: TestHouse, value: bigint, stepMs: number): Asked => {
  const publishedAtMs = house.timeMs + stepMs;
  const observations = [BTC_FEED, USDC_FEED].map((feedId) => {
    const one = feedId === USDC_FEED ? 100_000_000n + (BigInt(stepMs) % 7n) : value;
    return { feedId, value: one, confidence: 0n, publishedAtMs };
  });
  const surfaces = [{ underlyingId: UNDERLYING, publishedAtMs, slices: [SLICE] }];
  return { command: { type: "SubmitObservations", publisherId: 1, observations, surfaces }, signer: PUBLISHER_SIGNER };
};

/** Proposes, approves and lives with the changes; returns whether they took effect. */
function live(changes: readonly Change[]): boolean {
  const house = found();
  const commitment = new Commitment();
  const block = (asked: readonly Asked[], stepMs = 1_000) => {
    const { events } = runBlock(house, asked, stepMs);
    commitment.take(house.state);
    return events;
  };
  const dollars = 100_000_000n;
  block([say(house, 100_000n * dollars, 1_000), { command: proposal(house, 1, ...changes), signer: governor(0) }]);
  block([]);
  block([{ command: approval(house.state, 1), signer: governor(1) }]);
  const bundle = house.state.bundles.get(1);
  if (bundle === undefined) return false;
  const wait = Math.max(bundle.activatesAtMs - house.timeMs, 2_000);
  block([say(house, 100_000n * dollars, wait - 1_000)], wait - 1_000);
  const isActive = block([say(house, 100_001n * dollars, 2_000)], 2_000).some(({ type }) => type === "BundleActivated");
  const { maximum, minimum } = mustGet(house.state.feeds, BTC_FEED).spec;
  for (const value of [100_002n * dollars, maximum - 1n, minimum + 1n, 100_003n * dollars])
    for (let again = 0n; again < 2n; again += 1n)
      block([say(house, value - (value > 2n ? again : 0n), 60_000)], 60_000);
  block([], DAY_MS + 60_000); // expiries of notices, cycles, interest
  return isActive;
}

/** A fixed sequence of numbers below `below`: the same test each time. */
function* below(seed: bigint): Generator<(count: number) => number> {
  let state = seed;
  for (;;) {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & (2n ** 64n - 1n);
    const now = state >> 33n;
    yield (count) => Number(now % BigInt(count));
  }
}

test.each(
  BASES.map(
    ([change, before], index) => [`${change.type} ${index}`, change, before === undefined ? [] : [before]] as const,
  ),
)(
  "GOV-036 %s at the ends of its bounds makes no later block throw",
  (_name, base, before) => {
    const json = toJson(Change, base) as Json;
    const ends = [...leavesOf(json)]
      .map((path) => [path, endsOf(json, path, before)] as const)
      .filter(([, e]) => e.length > 0);
    const tried: (readonly Change[])[] = [];
    const take = (variant: Json): void => {
      const change = read(variant);
      if (change === null || !tryChanges(first.state, [...before, change], first.timeMs).ok) return;
      tried.push([...before, change]);
    };
    for (const [path, values] of ends) for (const value of values) take(withLeaf(json, path, value));
    const chance = below(8n);
    const pick = (count: number) => chance.next().value!(count);
    for (let n = 0; n < COMBINED; n += 1) {
      let variant = json;
      for (const [path, values] of ends)
        if (pick(3) === 0) variant = withLeaf(variant, path, values[pick(values.length)]);
      take(variant);
    }
    expect(tried.length).toBeGreaterThan(0);
    for (const changes of tried)
      expect(
        () => live(changes),
        JSON.stringify(changes, (_k, v) => (typeof v === "bigint" ? String(v) : v)),
      ).not.toThrow();
  },
  120_000,
);
