/**
 * What publishers say: the honest ones the truth, as the weather lets them, and the adversary's what its moves make of it.
 *
 * @module
 */
import type { CommandOf, Observation, SurfaceObservation } from "@novate/codec";
import { YEAR_MS } from "@novate/num";
import type { Move, Weather } from "../script.ts";
import { BTC_FEED, ETH_FEED, EXPIRY_MS, FEED_IDS, FUND_FEED, LATER_MS, SIGMA, USDC_FEED } from "../world.ts";
import type { Truth } from "./truth.ts";

const E8 = 1e8;
/** Sources disagree by a basis point. */
export const NOISE = 0.0001;
/** What each says of its own error: less than that. */
const STATED = 20_000n;
/** Where the adversary stands when it tells the truth. */
const OWN_NOISE = 2;
/** How far the honest source of another venue may stand. */
export const APART = 0.04;
const LATENCY_MS = 10;

const SILENT: Readonly<Partial<Record<Weather, readonly number[]>>> = {
  fundSilent: [FUND_FEED],
  ethSilent: [ETH_FEED],
  dollarSilent: [USDC_FEED],
  outage: FEED_IDS,
};
export const isSilent = (weather: Weather, feedId: number): boolean => SILENT[weather]?.includes(feedId) ?? false;

type Words = CommandOf<"SubmitObservations">;
export type Lie = Extract<Move, { do: "say" | "surface" }>;

/** An honest publisher's batch, or null if the weather silences it. */
export function honestWords(
  publisherId: number,
  truth: Truth,
  weather: Weather,
  timeMs: number,
  withSurface: boolean,
): Words | null {
  const scale = weather === "apart" && publisherId === 3 ? 1 - APART : 1 + NOISE * (publisherId - 2);
  const observations = FEED_IDS.filter((feedId) => !isSilent(weather, feedId)).map((feedId) =>
    observation(
      feedId,
      truth.of(feedId) * (feedId === BTC_FEED || feedId === ETH_FEED ? scale : 1),
      timeMs - LATENCY_MS,
    ),
  );
  if (observations.length === 0) return null;
  const surfaces =
    withSurface && weather !== "volSilent"
      ? [surface(SIGMA * (1 + NOISE * publisherId), timeMs - LATENCY_MS - publisherId)]
      : [];
  return { type: "SubmitObservations", publisherId, observations, surfaces };
}

/** Lies about the price, in bands; `copy` says what an honest source says, to the last digit. */
const SHIFT: Readonly<Record<string, number>> = { bandTop: 1, bandBottom: -1, far: -0.5, copy: 0 };

/** The adversary's batch: the truth but for its lies. */
export function ownWords(publisherId: number, truth: Truth, lies: readonly Lie[], timeMs: number, band: number): Words {
  const lieOf = (feedId: number) => lies.find((lie) => lie.do === "say" && lie.feedId === feedId);
  const observations = FEED_IDS.map((feedId) => {
    const lie = lieOf(feedId);
    const kind = lie?.do === "say" ? lie.lie : undefined;
    const scale = 1 + (kind === undefined ? NOISE * OWN_NOISE : (SHIFT[kind] ?? 0) * (kind === "far" ? 1 : band));
    const shift = kind === "early" ? 1_999 : kind === "late" ? -60_000 : -LATENCY_MS;
    return observation(feedId, truth.of(feedId) * scale, timeMs + shift);
  });
  const bent = lies.find((lie) => lie.do === "surface");
  const surfaces =
    bent?.do === "surface" ? [surface(bent.lie === "third" ? SIGMA / 3 : 3 * SIGMA, timeMs, bent.lie === "bent")] : [];
  return { type: "SubmitObservations", publisherId, observations, surfaces };
}

function observation(feedId: number, price: number, publishedAtMs: number): Observation {
  const value = BigInt(Math.round(price * E8));
  return { feedId, value, confidence: value / STATED, publishedAtMs };
}

/** A flat volatility; `isBent`: only for the expiry that is near. */
function surface(sigma: number, publishedAtMs: number, isBent = false): SurfaceObservation {
  const slices = [EXPIRY_MS, LATER_MS]
    .filter((expiryMs) => expiryMs > publishedAtMs)
    .map((expiryMs) => {
      const years = (expiryMs - publishedAtMs) / YEAR_MS;
      const at = isBent && expiryMs === LATER_MS ? SIGMA : sigma;
      return {
        expiryMs,
        aE9: BigInt(Math.round(at * at * years * 1e9)),
        bE9: 0n,
        rhoE9: 0n,
        mE9: 0n,
        sigmaE9: 100_000_000n,
      };
    });
  return { underlyingId: 1, publishedAtMs, slices };
}
