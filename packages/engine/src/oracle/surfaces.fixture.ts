/**
 * A house with options on bitcoin and several publishers, each of whom says a price, a flat volatility, or both.
 *
 * @module
 */
import type { Change, CommandOf, Signer, SurfaceSlice } from "@novate/codec";
import { DAY_MS, MINUTE_MS } from "@novate/num";
import { forwardFeed, publisher } from "../governance/founding/index.ts";
import { mustGet } from "../state/state.ts";
import { listCall } from "../testing/contracts.ts";
import { listed } from "../testing/governance.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  BTC_FEED,
  btcTicks,
  GENESIS_MS,
  keySigner,
  PUBLISHER_SIGNER,
  testGenesis,
  UNDERLYING,
  USDC_FEED,
} from "../testing/testMarket.ts";

export const EXPIRY_MS = GENESIS_MS + 30 * DAY_MS;
export const CALL = 3;
export const FORWARD_FEED = 9;
const E8 = 100_000_000n;

export const signerOf = (publisherId: number): Signer =>
  publisherId === 1 ? PUBLISHER_SIGNER : keySigner(publisherId);

/** Publisher n + 1 has the n-th weight. */
export function surfaceHouse(
  weights: readonly number[],
  changes: readonly Change[] = [],
  forwardFeedId?: number,
): TestHouse {
  const publishers = weights.map((weight, place) => publisher(place + 1, signerOf(place + 1), weight));
  const solo = { weights: [{ publisherId: 1, weight: 1 }] }; // prices are the first publisher's alone
  const index = { ...listed("RegisterFeed", ({ feedId }) => feedId === BTC_FEED), ...solo };
  const feed = forwardFeed({ feedId: FORWARD_FEED, symbol: "BTC/USD 30d", maxAgeMs: MINUTE_MS, ...solo });
  const call = listCall(btcTicks(110_000), EXPIRY_MS, { instrumentId: CALL }, forwardFeedId);
  return createTestHouse(testGenesis({ changes: [index, feed, call, ...publishers, ...changes] }));
}

/** A flat smile of this annual volatility, seen thirty days before the expiry. */
export const flat = (volatility: number, expiryMs = EXPIRY_MS): SurfaceSlice => ({
  expiryMs,
  aE9: BigInt(Math.round(volatility * volatility * (30 / 365) * 1e9)),
  bE9: 0n,
  rhoE9: 0n,
  mE9: 0n,
  sigmaE9: 100_000_000n,
});

export interface Word {
  readonly publisherId: number;
  readonly dollars?: number;
  readonly forward?: number;
  readonly slices?: readonly SurfaceSlice[];
  /** How far ahead of the block it is stamped. */
  readonly aheadMs?: number;
}

/** A block with what publishers say, in this order, and other commands. */
export function sayAll(house: TestHouse, words: readonly Word[], stepMs = 1_000, asked: readonly Asked[] = []) {
  const said = words.map(({ publisherId, dollars, forward, slices, aheadMs = 0 }): Asked => {
    const publishedAtMs = house.timeMs + stepMs + aheadMs;
    const price = (feedId: number, value: number) => ({
      feedId,
      value: BigInt(value) * E8,
      confidence: 0n,
      publishedAtMs,
    });
    const command: CommandOf<"SubmitObservations"> = {
      type: "SubmitObservations",
      publisherId,
      observations: [
        ...(dollars === undefined ? [] : [price(BTC_FEED, dollars), price(USDC_FEED, 1)]),
        ...(forward === undefined ? [] : [price(FORWARD_FEED, forward)]),
      ],
      surfaces: slices === undefined ? [] : [{ underlyingId: UNDERLYING, publishedAtMs, slices: [...slices] }],
    };
    return { command, signer: signerOf(publisherId) };
  });
  return runBlock(house, [...said, ...asked], stepMs);
}

/** The volatility of flat surfaces that the house has taken, as published; null before the first. */
export function takenVol(house: TestHouse): number | null {
  const [slice] = mustGet(house.state.underlyings, UNDERLYING).slices;
  return slice === undefined ? null : Math.round(Math.sqrt((Number(slice.aE9) / 1e9) * (365 / 30)) * 1e6) / 1e6;
}

export const underlyingOf = (house: TestHouse) => mustGet(house.state.underlyings, UNDERLYING);
export const callOf = (house: TestHouse) => mustGet(house.state.markets, CALL);
