/**
 * A second underlying for the test market, and a credit between the two.
 *
 * @module
 */
import type { Change } from "@novate/codec";
import { ppm } from "@novate/num";
import { creditPair, indexFeed, listPerpetual } from "../governance/founding/index.ts";
import { listed } from "./governance.ts";
import { BTC_CONTRACT, SEGMENT, UNDERLYING } from "./testMarket.ts";

export const [ETH_FEED, ETH, ETH_PERP] = [3, 2, 2] as const;

export const CREDIT = creditPair([UNDERLYING, ETH], {
  segmentId: SEGMENT,
  creditPpm: ppm(500_000n),
  breakAtPpm: ppm(500_000n),
});

/** To be added to the changes of a genesis. */
export const ETH_MARKET: readonly Change[] = [
  indexFeed({ feedId: ETH_FEED, symbol: "ETH/USD" }),
  { ...listed("ListUnderlying"), underlyingId: ETH, symbol: "ETH", indexFeedId: ETH_FEED },
  listPerpetual({ ...BTC_CONTRACT, instrumentId: ETH_PERP, underlyingId: ETH, symbol: "ETH-PERP" }),
  CREDIT,
];
