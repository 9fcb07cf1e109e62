/**
 * What plays in a house to play with: a trade between two of its traders, and a price that jumps.
 *
 * @module
 */
import { createMember, createVenue, mustAccept, Side } from "@novate/sdk";
import { RefusedError, UsageError } from "../failure.ts";
import { voiceOf } from "./prices.ts";
import type { RunningHouse } from "./runningHouse.ts";

export interface Played {
  readonly buyer: number;
  readonly seller: number;
  readonly priceTicks: bigint;
}

const symbolsOf = (listed: readonly { readonly instrumentId: number; readonly symbol: string }[]): string =>
  [...listed]
    .sort((one, other) => one.instrumentId - other.instrumentId)
    .map(({ symbol }) => symbol)
    .join(", ");

const HIGHEST_FEE_PPM = 10_000n;

/** The first trader buys of the second at the mark, on the first venue. Errors: `UsageError`, `RefusedError` with the code of a refusal. */
export async function playTrade(house: RunningHouse, symbol: string, lots: bigint): Promise<Played> {
  const { client, houseId: own } = house;
  const { instruments } = await client.instruments();
  const instrumentId = instruments.find((one) => one.symbol === symbol)?.instrumentId;
  if (instrumentId === undefined)
    throw new UsageError("MarketUnknown", `no ${symbol} here; there are ${symbolsOf(instruments)}`);
  const { mark } = await client.market(instrumentId);
  if (mark === null) throw new RefusedError("MarkMissing", `${symbol} has no price yet`);
  const priceTicks = BigInt(mark.priceTicks);
  const terms = { venueId: house.venues[0]!.venueId, instrumentId, lots, limitPriceTicks: priceTicks };
  const sides = [Side.buy, Side.sell].map(async (side, index) => {
    const { key } = house.traders[index]!; // it has four
    const [account] = (await client.accounts(key.address)).accounts;
    if (account === undefined)
      throw new RefusedError("AccountMissing", "the dev house has not opened its accounts yet");
    const { accountId } = account;
    const member = createMember({ client, key, house: own });
    return { accountId, order: await member.signOrder({ ...terms, accountId, side, maxFeePpm: HIGHEST_FEE_PPM }) };
  });
  const [buyer, seller] = await Promise.all([sides[0]!, sides[1]!]);
  const venue = createVenue({ client, key: house.keys.book, house: own, venueId: terms.venueId });
  const serial = crypto.getRandomValues(new BigUint64Array(1))[0]!;
  const match = { instrumentId, priceTicks, lots, buyer: buyer.order, seller: seller.order, serial };
  const [trade] = mustAccept(await venue.reportTrades([match])).result.trades;
  if (trade !== undefined && !trade.accepted)
    throw new RefusedError(trade.refusal.code, `the trade is refused: ${JSON.stringify(trade.refusal.data)}`);
  return { buyer: buyer.accountId, seller: seller.accountId, priceTicks };
}

/** The publisher says another price of an underlying at once, and its walk goes on from there. `percent` may be negative. */
export async function playJump(house: RunningHouse, name: string, percent: number): Promise<void> {
  const underlying = house.plan.underlyings.find((one) => one.name === name);
  if (underlying === undefined)
    throw new UsageError(
      "UnderlyingUnknown",
      `no ${name} here; there are ${house.plan.underlyings.map((one) => one.name).join(", ")}`,
    );
  const voice = voiceOf(house);
  const { feedId, value } = (await voice.spoken()).find((one) => one.feedId === underlying.feedId)!; // of the plan
  await voice.say([{ feedId, value: (value * BigInt(100 + percent)) / 100n }]);
}
