/**
 * Goal: nobody is paid more funding for a premium of its own making than that costs in fees (SETL-062).
 * Method: the same hours with and without washing, over sizes of the position, of the wash and of others' flow, either side.
 */
import { MINUTE_MS, type Ticks, ticks } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { healthOf } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  PUBLISHER_SIGNER,
  perpLots,
  testGenesis,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "../testing/trades.ts";

/** A lot is a hundred dollars, the depth a million lots. `paid` is on the side that gains by the wash. */
interface Plan {
  /** Lots of the position that the funding is for; negative: a short, which is paid a premium. */
  readonly position: number;
  /** Lots washed a minute between two names of its owner, at the edge that pays it. */
  readonly washed: number;
  /** Lots that others trade a minute, and their premium in hundredths of a percent. */
  readonly flow: number;
  readonly flowBp: number;
  readonly stepMs: number;
  /** When the wash begins and ends, in minutes of two hours. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

const INDEX = 100_000;
const DEPOSIT = usdc(1_000_000_000);

/** What the attacker's three names have more than at first. */
function gainOf({ position, washed, flow, flowBp, stepMs, fromMinute, toMinute }: Plan): bigint {
  const house = new TestHouse(testGenesis());
  const step = (asked: readonly Asked[] = []) => {
    const observations = [BTC_FEED, USDC_FEED].map((feedId) => {
      const [one] = observationOf(house, feedId, feedId === BTC_FEED ? INDEX : 1).observations;
      return { ...one!, publishedAtMs: house.timeMs + stepMs };
    });
    const command = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
    const { receipts } = runBlock(house, [{ command, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
    for (const { refusal } of receipts) expect(refusal).toBeNull(); // a trade may be outside the band
  };
  for (let n = 0; n < 3; n += 1) step();
  const [own, left, right, other, maker, taker] = [1, 2, 3, 4, 5, 6].map((n) =>
    house.openAccount(address(n), DEPOSIT),
  ) as [number, number, number, number, number, number];
  const [buyer, seller] = position < 0 ? [other, own] : [own, other];
  house.novate(buyer, seller, BTC_PERP, perpLots(Math.abs(position)), btcTicks(INDEX));
  const first = [own, left, right].map((id) => healthOf(house, id).equityAtoms);
  const edge = (): Ticks => {
    const { priceTicks } = house.state.markets.get(BTC_PERP)!.mark!;
    const [near, far] = position < 0 ? [1_049n, 105_000n] : [951n, 95_000n];
    const price = ticks((priceTicks * near) / 1_000n);
    const isNear = position < 0 ? price < btcTicks(far) : price > btcTicks(far);
    return isNear ? price : btcTicks(far);
  };
  const startMs = house.timeMs;
  for (let n = 0; house.timeMs < startMs + 130 * MINUTE_MS; n += 1) {
    const minute = (house.timeMs - startMs) / MINUTE_MS;
    const inTurn = (one: number, two: number) => (n % 2 === 0 ? ([one, two] as const) : ([two, one] as const));
    const share = (size: number) => BigInt(Math.round((size * stepMs) / MINUTE_MS));
    const asked: Asked[] = [];
    const trade = (names: readonly [number, number], size: bigint, price: Ticks) =>
      size > 0n && asked.push({ command: reportOf(tradeOf(house, ...names, size, price)), signer: VENUE_SIGNER });
    if (minute >= fromMinute && minute < toMinute) trade(inTurn(left, right), share(washed), edge());
    if (minute < 119) trade(inTurn(maker, taker), share(flow), btcTicks(INDEX + (INDEX * flowBp) / 10_000));
    step(asked);
  }
  return [own, left, right].reduce((sum, id, n) => sum + healthOf(house, id).equityAtoms - first[n]!, 0n);
}

const PLAN = { position: -500_000, washed: 10_000, flow: 0, flowBp: 0, stepMs: MINUTE_MS };
const ALL_DAY = { fromMinute: 0, toMinute: 119 };

test("SETL-062 a short of half the depth loses by washing the mark up, and no less beside honest flow", () => {
  for (const flow of [0, 1_000, 100_000]) {
    const plan = { ...PLAN, ...ALL_DAY, flow };
    const quiet = gainOf({ ...plan, washed: 0 });
    for (const washed of [100, 10_000]) expect(gainOf({ ...plan, washed }) - quiet).toBeLessThan(0n);
  }
});

test("SETL-062 washing never gains more than it pays in fees", () => {
  const size = (most: number) => fc.integer({ min: 0, max: 1_000 }).map((part) => Math.round(most ** (part / 1_000)));
  const plan = fc.record({
    position: fc.tuple(size(3_000_000), fc.boolean()).map(([lots, isShort]) => (isShort ? -lots : lots)),
    washed: size(200_000),
    flow: size(500_000),
    flowBp: fc.integer({ min: -400, max: 400 }),
    stepMs: fc.constantFrom(MINUTE_MS, 100_000, 47_000),
    fromMinute: fc.constantFrom(0, 40, 57),
    toMinute: fc.constantFrom(60, 61, 90, 119),
  });
  fc.assert(
    fc.property(plan, (plan) => {
      expect(gainOf(plan) - gainOf({ ...plan, washed: 0 })).toBeLessThanOrEqual(0n);
    }),
    { numRuns: 12 },
  );
});
