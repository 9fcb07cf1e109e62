/** A house whose bitcoin market closes 27 hours after genesis for 45, and may open at a quarter more or less. Ether is closed from hour 12 to 72. */
import type { Change, Event } from "@novate/codec";
import { DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import { backstopAccount } from "../governance/founding/index.ts";
import { eventsOf } from "../testing/crisis.ts";
import { ETH_FEED, ETH_MARKET } from "../testing/ethMarket.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  GENESIS_MS,
  PUBLISHER_SIGNER,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  UNDERLYING,
  USDC,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { wordsAt } from "../testing/trades.ts";

/** Genesis is a Friday at 00:00. */
const FRIDAY = 4 * 1_440;
const FIVE_MINUTES = 5 * MINUTE_MS;
export const CLOSES_MS = GENESIS_MS + 27 * HOUR_MS;
export const OPENS_MS = GENESIS_MS + 72 * HOUR_MS;

const bitcoin = { openings: [{ fromMinute: 0, toMinute: FRIDAY + 27 * 60 }], closedRangePpm: ppm(250_000n) };
const ether = { openings: [{ fromMinute: 0, toMinute: FRIDAY + 12 * 60 }], closedRangePpm: ppm(250_000n) };

/** `backstop`: dollars of the one there is. */
export function closingHouse(more: readonly Change[] = [], backstop = 20_000_000): TestHouse {
  const changes = [...TEST_CHANGES, ...ETH_MARKET, ...more].map((each) => {
    if (each.type === "RegisterFeed" && each.feedId === BTC_FEED)
      return { ...each, maxAgeMs: FIVE_MINUTES, sessions: bitcoin };
    if (each.type === "RegisterFeed" && each.feedId === ETH_FEED)
      return { ...each, maxAgeMs: FIVE_MINUTES, sessions: ether };
    const isCalm = each.type === "ListUnderlying" && each.underlyingId === UNDERLYING;
    return isCalm ? { ...each, initialVolPpm: ppm(250_000n) } : each;
  }) as Change[];
  const accounts = [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(backstop))];
  const skins = [{ segmentId: SEGMENT, amountAtoms: usdc(2_000_000) }];
  const house = new TestHouse({ ...testGenesis({ accounts, skins }), changes });
  for (let n = 0; n < 3; n += 1) say(house, 100_000, MINUTE_MS);
  return house;
}

let spoken = 0;

/** Of 60 % a year over nine days. */
const sliceOf = (expiryMs: number) => ({
  expiryMs,
  aE9: 9_000_000n,
  bE9: 0n,
  rhoE9: 0n,
  mE9: 0n,
  sigmaE9: 100_000_000n,
});

/** A block with a word on every feed, hardly other than the last; and on volatility for these expiries. */
export function say(
  house: TestHouse,
  dollars: number,
  stepMs: number,
  asked: readonly Asked[] = [],
  expiries: readonly number[] = [],
) {
  spoken += 1;
  const publishedAtMs = house.timeMs + stepMs;
  const prices = [
    [BTC_FEED, dollars + (spoken % 2)],
    [USDC_FEED, 1 + (spoken % 2) / 1e6],
    [ETH_FEED, 4_000 + (spoken % 2) / 10],
  ] as const;
  const observations = wordsAt(house, publishedAtMs, prices);
  const slices = expiries.map(sliceOf);
  const surfaces = slices.length === 0 ? [] : [{ underlyingId: UNDERLYING, publishedAtMs, slices }];
  const said = { type: "SubmitObservations", publisherId: 1, observations, surfaces } as const;
  return runBlock(house, [{ command: said, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
}

/** Blocks of a minute until then, of four far from a closing; while bitcoin is closed nobody says anything, every six hours. */
export function sayUntil(house: TestHouse, untilMs: number, dollars = 100_000): readonly Event[] {
  const events: Event[] = [];
  while (house.timeMs < untilMs) {
    const leftMs = untilMs - house.timeMs;
    const isClosed = house.timeMs >= CLOSES_MS && house.timeMs < OPENS_MS;
    const { events: these } = isClosed
      ? runBlock(house, [], Math.min(6 * HOUR_MS, leftMs))
      : say(house, dollars, Math.min(CLOSES_MS - house.timeMs > 2 * HOUR_MS ? 4 * MINUTE_MS : MINUTE_MS, leftMs));
    events.push(...these);
  }
  return events;
}

/** The weekend passes and the market opens at this price, for so long as to settle what that brings; what the tranches pay. */
export function openAt(house: TestHouse, dollars: number): bigint {
  sayUntil(house, CLOSES_MS);
  sayUntil(house, OPENS_MS);
  const events = sayUntil(house, OPENS_MS + DAY_MS / 12, dollars);
  return eventsOf(events, "TrancheDrawn").reduce((sum, { drawnAtoms }) => sum + drawnAtoms, 0n);
}
