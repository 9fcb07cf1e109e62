/**
 * A venue's first day, from its registration to its books: `node venue-orderbook/day.ts mock.json`. Exit code 1 where anything breaks.
 *
 * @module
 */
import { createClient, createEd25519Key, deriveSecret, Side } from "@novate/sdk";
import { payIn, readMock, sayPrices, stopIfUsed, turn } from "../mock.ts";
import { Blotter } from "./blotter.ts";
import { join, type Trader } from "./members.ts";
import { type Day, reconcile } from "./reconcile.ts";
import { INSTRUMENT_ID, isRegistered, register, SETTLEMENT_ASSET_ID, TARIFF, VENUE_ID } from "./registration.ts";
import { OrderBookVenue } from "./venue.ts";

const USDC_ATOMS = 1_000_000n;

const mock = readMock();
const client = createClient({ url: mock.url });
const key = createEd25519Key(deriveSecret("venue example", "venue"));
const blotter = new Blotter(TARIFF);
const market = { client, venueId: VENUE_ID, instrumentId: INSTRUMENT_ID };
const venue = new OrderBookVenue({ ...market, key, blotter });

function must(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`not so: ${what}`);
  console.log(`✓ ${what}`);
}

async function pay({ accountId }: Trader, usdc: number): Promise<void> {
  await payIn(mock, accountId, usdc);
  blotter.flow(accountId, BigInt(usdc) * USDC_ATOMS);
}

async function enter(name: string, usdc: number): Promise<Trader> {
  const trader = await join(market, name);
  await pay(trader, usdc);
  return trader;
}

const stand = async ({ accountId }: Trader) => client.account(accountId);

stopIfUsed(await isRegistered(client));

// 1. The venue is registered, and its market listed.
await sayPrices(mock, { BTC: "100000" });
await register(mock, client, key);
must((await client.market(INSTRUMENT_ID)).effectiveMode === "open", "registered, with an open market of its own");

// 2. Members come, each with a key and money of its own.
const maker = await enter("maker", 200_000);
const taker = await enter("taker", 50_000);
const careful = await enter("careful", 10_000);
const bold = await enter("bold", 10_000);
const members = [maker, taker, careful, bold];

// 3. They trade: the best price first, at one price whoever came first.
for (const [lots, ticks] of [
  [400, 1_000_100],
  [2_000, 1_000_200],
  [40_000, 1_000_300],
] as const)
  await venue.take(await maker.order(Side.sell, lots, ticks));
await venue.take(await taker.order(Side.buy, 600, 1_000_200));
must(blotter.trades[0]?.priceTicks === 1_000_100n && blotter.trades[1]?.lots === 200n, "an order walks two prices");
const mistake = await taker.order(Side.buy, 5, 999_000);
await venue.take(mistake);
must(await venue.cancel(mistake), "an order that rests is taken back");
await venue.take(await careful.order(Side.buy, 10_000, 1_000_300));
await venue.take(await bold.order(Side.buy, 9_500, 1_000_300));
const refused = await venue.take(await bold.order(Side.buy, 9_000, 1_000_300));
must(refused[0] === "InitialMarginBreached", "what a member cannot bear is refused, and its maker keeps its place");
const filled = await venue.take(await taker.order(Side.buy, 100, 1_000_300));
must(filled.length === 0, "that maker trades with the next who comes");

// 4. Everybody's margin, as the house holds it.
for (const trader of members) {
  const { positions, health } = await stand(trader);
  const [lots, equity, initial] = [positions[0]?.lots, health.equityAtoms, health.initialAtoms];
  console.log(`  ${trader.name}: ${lots} lots, equity ${equity}, initial margin ${initial} atoms`);
}

// 5. The price falls by six in a hundred: a call, which one member meets with money.
await sayPrices(mock, { BTC: "94000" });
await turn(mock, 2);
const called = (await stand(careful)).call;
must(called !== null, `a margin call of ${called?.amountAtoms} atoms`);
await pay(careful, 10_000);
await turn(mock, 2);
must((await stand(careful)).call === null, "the call is met");

// 6. It falls by another ten thousand dollars: the member who met no call is closed out, the others are not.
await sayPrices(mock, { BTC: "84000" });
await turn(mock, 20);
const { positions: left, status } = await stand(bold);
must(
  (left[0]?.lots ?? "0") === "0" && status === "active",
  "a liquidation: its lots are with a backstop, what is left is its own",
);
must((await stand(careful)).positions[0]?.lots === "10000", "who paid keeps the position");

// 7. The winner takes money out.
const withdrawalId = await maker.withdraw(10_000n * USDC_ATOMS, mock.custodyChainId);
blotter.flow(maker.accountId, -10_000n * USDC_ATOMS);
await turn(mock, 20);
const { step } = await client.withdrawal(withdrawalId);
must(step === "released", "a withdrawal is released to the chain that pays it");

// 8. The books.
const accounts = members.map(({ accountId }) => accountId);
const day: Day = { ...market, blotter, tariff: TARIFF, settlementAssetId: SETTLEMENT_ASSET_ID, accounts };
const breaks = await reconcile(day);
for (const { what, ours, theirs } of breaks) console.error(`${what}: ours ${ours}, theirs ${theirs}`);
must(breaks.length === 0, `the day reconciles: ${blotter.trades.length} trades, ${accounts.length} accounts, 0 breaks`);
const forgotten = blotter.trades.pop();
must(forgotten !== undefined && (await reconcile(day)).length > 0, "a trade that is forgotten would be found");
