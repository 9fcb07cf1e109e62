/**
 * What plays in a house to play with: a trade between two of its traders, and a price that jumps.
 *
 * @module
 */

import { setTimeout as sleep } from "node:timers/promises";
import type { Player } from "@novate/lab";
import { createMember, createVenue, mustAccept, type OwnerKey, paginate, Side, type SigningKey } from "@novate/sdk";
import { RefusedError, UsageError } from "../failure.ts";
import { refusedError } from "../refused.ts";
import { thereAre } from "../thereAre.ts";
import type { RunningHouse } from "./runningHouse.ts";
import { voiceOf } from "./voice.ts";

export interface Played {
  readonly buyer: number;
  readonly seller: number;
  readonly priceTicks: bigint;
}

const symbolsOf = (listed: readonly { readonly instrumentId: number; readonly symbol: string }[]): readonly string[] =>
  [...listed].sort((one, other) => one.instrumentId - other.instrumentId).map(({ symbol }) => symbol);

const HIGHEST_FEE_PPM = 10_000n;

interface Party {
  readonly accountId: number;
  readonly key: OwnerKey;
}
interface Deal {
  readonly instrumentId: number;
  readonly lots: bigint;
  readonly buyer: Party;
  readonly seller: Party;
  readonly venueId: number;
  readonly venueKey: SigningKey;
}

/** Both sides sign and the venue reports, at the mark; the price. Errors: `RefusedError` with the code of a refusal. */
export async function clearDeal({ client, houseId: house }: RunningHouse, deal: Deal): Promise<bigint> {
  const { instrumentId, lots, venueId, venueKey } = deal;
  const { mark, symbol } = await client.market(instrumentId);
  if (mark === null) throw new RefusedError("MarkMissing", `${symbol} has no price yet`);
  const priceTicks = BigInt(mark.priceTicks);
  const terms = { venueId, instrumentId, lots, limitPriceTicks: priceTicks, maxFeePpm: HIGHEST_FEE_PPM };
  const signed = ({ accountId, key }: Party, side: number) =>
    createMember({ client, key, house }).signOrder({ ...terms, accountId, side });
  const [buyer, seller] = await Promise.all([signed(deal.buyer, Side.buy), signed(deal.seller, Side.sell)]);
  const venue = createVenue({ client, key: venueKey, house, venueId });
  const serial = crypto.getRandomValues(new BigUint64Array(1))[0]!;
  const match = { instrumentId, priceTicks, lots, buyer, seller, serial };
  const [trade] = mustAccept(await venue.reportTrades([match])).result.trades;
  if (trade !== undefined && !trade.accepted) throw refusedError(trade.refusal);
  return priceTicks;
}

/** The first trader buys of the second, on the first venue. Errors: `UsageError`; those of {@link clearDeal}. */
export async function playTrade(house: RunningHouse, symbol: string, lots: bigint): Promise<Played> {
  const { client, traders, venues, keys } = house;
  const { instruments } = await client.instruments();
  const instrumentId = instruments.find((one) => one.symbol === symbol)?.instrumentId;
  if (instrumentId === undefined)
    throw new UsageError("MarketUnknown", `no ${symbol} here; ${thereAre(symbolsOf(instruments))}`);
  const party = async ({ key }: Player): Promise<Party> => {
    const [account] = (await client.accounts(key.address)).accounts;
    if (account !== undefined) return { accountId: account.accountId, key };
    throw new RefusedError("AccountMissing", "the dev house has not opened its accounts yet");
  };
  const [buyer, seller] = await Promise.all([party(traders[0]!), party(traders[1]!)]); // it has four
  const venue = { venueId: venues[0]!.venueId, venueKey: keys.book };
  const priceTicks = await clearDeal(house, { instrumentId, lots, buyer, seller, ...venue });
  return { buyer: buyer.accountId, seller: seller.accountId, priceTicks };
}

/** The publisher says another price of an underlying at once, and its walk goes on from there. `percent` may be negative. */
export async function playJump(house: RunningHouse, name: string, percent: number): Promise<void> {
  const underlying = house.plan.underlyings.find((one) => one.name === name);
  if (underlying === undefined)
    throw new UsageError(
      "UnderlyingUnknown",
      `no ${name} here; ${thereAre(house.plan.underlyings.map((one) => one.name))}`,
    );
  const voice = voiceOf(house);
  const { feedId, value } = (await voice.spoken()).find((one) => one.feedId === underlying.feedId)!; // of the plan
  await voice.say([{ feedId, value: (value * BigInt(100 + percent)) / 100n }]);
}

const CONFIRMED_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;

/** Who was taken over since a block, once the jump is confirmed and a second has passed; within ten seconds. */
export async function takenOver({ client }: RunningHouse, sinceHeight: number): Promise<readonly number[]> {
  const untilMs = performance.now() + CONFIRMED_WITHIN_MS;
  const found = new Set<number>();
  let quietAtMs = Number.POSITIVE_INFINITY;
  while (performance.now() < Math.min(untilMs, quietAtMs)) {
    await sleep(LOOK_EVERY_MS);
    const before = found.size;
    const page = { cursor: `${sinceHeight + 1}-0`, type: "AccountManaged", limit: 500 };
    for await (const { event } of paginate(client.events, page))
      if (event.type === "AccountManaged") found.add(event.managed.accountId);
    if (found.size > before) quietAtMs = performance.now() + 2_000; // one default may bring another
  }
  return [...found];
}
