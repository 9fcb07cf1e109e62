/**
 * A desk where quotes are asked for: dealers answer with signed orders for every leg, the best package wins, and all its legs clear together
 * or none does.
 *
 * @module
 */
import {
  createVenue,
  type Match,
  mustAccept,
  type NovateClient,
  Side,
  type SignedOrder,
  type SigningKey,
} from "@novate/sdk";

/** What is asked for: so much of each contract, bought or sold. Dealers see the legs, and not who asks. */
export interface Leg {
  readonly instrumentId: number;
  readonly side: 0 | 1;
  readonly lots: bigint;
}

/** A dealer's answer: an order the other way round for each leg, in their order; good until its orders expire. */
export interface Quote {
  readonly dealer: string;
  readonly orders: readonly SignedOrder[];
}

/** What became of a block: cleared in whole, or refused in whole for the first code that was no mere consequence. */
export type Outcome = { readonly cleared: true } | { readonly cleared: false; readonly code: string };

interface Options {
  readonly client: NovateClient;
  readonly key: SigningKey;
  readonly venueId: number;
}

const BLOCK = 1; // trades of one report that share a group number stand or fall together

/** In ticks of each leg, weighed by its lots: what who asks would pay for the package; below zero it receives. */
export const priceOf = (legs: readonly Leg[], { orders }: Quote): bigint =>
  legs.reduce((sum, { side, lots }, place) => {
    const paid = lots * orders[place]!.order.limitPriceTicks; // an order a leg
    return side === Side.buy ? sum + paid : sum - paid;
  }, 0n);

/** The cheapest quote; of two alike the one that came first. */
export const bestOf = (legs: readonly Leg[], quotes: readonly Quote[]): Quote | undefined =>
  quotes.reduce<Quote | undefined>(
    (best, quote) => (best === undefined || priceOf(legs, quote) < priceOf(legs, best) ? quote : best),
    undefined,
  );

/** Reports a package that was accepted: `taken` are the orders of who asked, one a leg. */
export async function report(
  { client, ...options }: Options,
  serial: bigint,
  legs: readonly Leg[],
  quote: Quote,
  taken: readonly SignedOrder[],
): Promise<Outcome> {
  const venue = createVenue({ client, ...options });
  const { nowMs: matchedAtMs } = await client.time();
  const matches = legs.map(({ instrumentId, side, lots }, place): Match => {
    const [own, theirs] = [taken[place]!, quote.orders[place]!]; // an order a leg
    const sides = side === Side.buy ? { buyer: own, seller: theirs } : { buyer: theirs, seller: own };
    const terms = { instrumentId, lots, priceTicks: theirs.order.limitPriceTicks, group: BLOCK };
    return { ...terms, ...sides, serial: serial + BigInt(place), matchedAtMs };
  });
  const { trades, clearedCount } = mustAccept(await venue.reportTrades(matches)).result;
  if (clearedCount === legs.length) return { cleared: true };
  if (clearedCount > 0) throw new Error("a block cleared in part, which no house does");
  const codes = trades.map((trade) => (trade.accepted ? "" : trade.refusal.code));
  return { cleared: false, code: codes.find((code) => code !== "GroupRefused") ?? "GroupRefused" };
}
