/**
 * A block of two contracts between a member and the dealer that quotes best: `node venue-rfq/block.ts mock.json`. Exit code 1 where it does not
 * clear as a whole.
 *
 * @module
 */
import { createClient, createEd25519Key, createMember, createOwnerKey, hexToBytes, Side } from "@novate/sdk";
import { readMock } from "../mock.ts";
import { bestOf, type Leg, priceOf, type Quote, report } from "./desk.ts";

const mock = readMock();
const client = createClient({ url: mock.url });
const desk = mock.venues[1]!; // the mock has two venues, the second of which is a desk
const options = { client, venueId: desk.venueId, key: createEd25519Key(hexToBytes(desk.secret)) };

function must(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`not so: ${what}`);
  console.log(`✓ ${what}`);
}

const members = mock.accounts.map(({ accountId, secret }) => {
  const member = createMember({ client, key: createOwnerKey(hexToBytes(secret)) });
  return {
    accountId,
    order: ({ instrumentId, lots }: Leg, side: 0 | 1, limitPriceTicks: bigint) =>
      member.signOrder({
        accountId,
        venueId: desk.venueId,
        instrumentId,
        side,
        lots,
        limitPriceTicks,
        maxFeePpm: 1_000n,
      }),
  };
});
const [asker, ...dealers] = members;
if (asker === undefined) throw new Error("the mock has no accounts");

const lotsOf = async (accountId: number): Promise<readonly string[]> =>
  (await client.account(accountId)).positions.map(({ symbol, lots }) => `${lots} ${symbol}`);
const otherSide = (side: 0 | 1): 0 | 1 => (side === Side.buy ? Side.sell : Side.buy);

/** A dealer's package: so many ticks worse than the mark, on each leg, for who asks. */
async function quoteOf(
  name: string,
  dealer: (typeof members)[number],
  legs: readonly Leg[],
  spread: bigint,
): Promise<Quote> {
  const orders = legs.map(async (leg) => {
    const mark = BigInt((await client.market(leg.instrumentId)).mark!.priceTicks); // of an open market
    return dealer.order(leg, otherSide(leg.side), leg.side === Side.buy ? mark + spread : mark - spread);
  });
  return { dealer: name, orders: await Promise.all(orders) };
}

// 1. Somebody asks for a spread, BTC against ETH. Two dealers answer; neither is told who asks.
const spread: readonly Leg[] = [
  { instrumentId: 1, side: Side.buy, lots: 1_000n },
  { instrumentId: 2, side: Side.sell, lots: 250n },
];
const quotes = [await quoteOf("north", dealers[0]!, spread, 40n), await quoteOf("south", dealers[1]!, spread, 25n)];
const best = bestOf(spread, quotes)!; // there are two
must(best.dealer === "south", `the best of two quotes is ${best.dealer}'s, at ${priceOf(spread, best)} ticks`);

// 2. The asker signs each leg at the quoted price. Both legs clear in one report, or neither does.
const take = (legs: readonly Leg[], quote: Quote) =>
  Promise.all(legs.map((leg, place) => asker.order(leg, leg.side, quote.orders[place]!.order.limitPriceTicks)));
const done = await report(options, 1n, spread, best, await take(spread, best));
must(done.cleared, "the block clears");
must((await lotsOf(asker.accountId)).join() === "1000 BTC-PERP,-250 ETH-PERP", "the asker has both legs");
must((await lotsOf(dealers[1]!.accountId)).join() === "-1000 BTC-PERP,250 ETH-PERP", "the dealer has the other sides");

// 3. A block of which one leg is too much for its margin leaves nothing behind: not the leg that would have cleared either.
const large: readonly Leg[] = [
  { instrumentId: 2, side: Side.buy, lots: 10n },
  { instrumentId: 1, side: Side.buy, lots: 2_000_000n },
];
const offered = await quoteOf("north", dealers[0]!, large, 25n);
const refused = await report(options, 3n, large, offered, await take(large, offered));
must(!refused.cleared, `a block that is too large is refused: ${refused.cleared ? "" : refused.code}`);
must((await lotsOf(asker.accountId)).join() === "1000 BTC-PERP,-250 ETH-PERP", "nothing of it is left");
