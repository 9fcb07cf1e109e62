/**
 * A keeper's day: a large member comes close, the keeper's backstop is made ready, and takes the member over: `node keeper/watch.ts mock.json`.
 *
 * @module
 */
import {
  createClient,
  createEd25519Key,
  createMember,
  createOwnerKey,
  createVenue,
  hexToBytes,
  mustAccept,
  paginate,
  Side,
} from "@novate/sdk";
import { payIn, readMock, sayPrices, stopIfUsed, turn } from "../mock.ts";
import { startKeeper } from "./keeper.ts";

const USDC_ID = 1;
const MILLION = 1_000_000n * 1_000_000n;
const LOTS = 6_000_000n; // of ten dollars each

const mock = readMock();
const client = createClient({ url: mock.url });

function must(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`not so: ${what}`);
  console.log(`✓ ${what}`);
}

// 1. The keeper owns a backstop, and puts a reserve beside it.
const backstop = mock.backstops[0]!; // the mock has two
stopIfUsed((await client.account(backstop.accountId)).positions.length > 0);
const key = createOwnerKey(hexToBytes(backstop.secret));
const opened = await createMember({ client, key }).openAccount({ segmentId: 1 });
const reserveAccountId = mustAccept(opened).result.accountId;
await payIn(mock, reserveAccountId, 30_000_000);
const news: string[] = [];
const stop = startKeeper({
  client,
  key,
  backstopAccountId: backstop.accountId,
  reserveAccountId,
  settlementAssetId: USDC_ID,
  policy: { closePercent: 130n, coverPercent: 120n, leastAtoms: 5n * MILLION },
  onNews(what) {
    news.push(what);
    console.log(`  ${what}`);
  },
});
/** Waits for the keeper, which looks at every block: the mock makes one when its clock is turned. */
async function heard(what: RegExp, told: string): Promise<void> {
  for (let minute = 0; minute < 20 && !news.some((one) => what.test(one)); minute++) {
    await turn(mock, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  must(
    news.some((one) => what.test(one)),
    `the keeper says that ${told}`,
  );
}

// 2. A member buys for sixty millions, with little behind it.
await sayPrices(mock, { BTC: "100000" });
const [long, short] = mock.accounts;
if (long === undefined || short === undefined) throw new Error("the mock has no accounts");
await payIn(mock, long.accountId, 11_000_000);
await payIn(mock, short.accountId, 40_000_000);
const desk = mock.venues[0]!; // it has two
const venue = createVenue({ client, venueId: desk.venueId, key: createEd25519Key(hexToBytes(desk.secret)) });
const priceTicks = BigInt((await client.market(1)).mark!.priceTicks); // it is open
const order = ({ accountId, secret }: typeof long, side: 0 | 1) =>
  createMember({ client, key: createOwnerKey(hexToBytes(secret)) }).signOrder({
    accountId,
    venueId: desk.venueId,
    instrumentId: 1,
    side,
    lots: LOTS,
    limitPriceTicks: priceTicks,
    maxFeePpm: 1_000n,
  });
const { nowMs: matchedAtMs } = await client.time();
const sides = { buyer: await order(long, Side.buy), seller: await order(short, Side.sell) };
const match = { instrumentId: 1, priceTicks, lots: LOTS, serial: 900n, matchedAtMs, ...sides };
const reported = mustAccept(await venue.reportTrades([match])).result;
must(reported.clearedCount === 1, "a member is long for sixty millions");

// 3. The price falls: the member is close, and the backstop is made ready for it.
await sayPrices(mock, { BTC: "97000" });
await heard(/^account \d+ is close/, "a member is close");
await heard(/^the backstop has \d+ atoms more/, "it moved money to the backstop");

// 4. It falls further: the house closes the member out to the backstop, at a discount.
await sayPrices(mock, { BTC: "91000" });
await turn(mock, 10);
let earned = 0n;
let taken = 0n;
for await (const { event } of paginate(client.events, { type: "PositionsClosedOut" })) {
  if (event.type !== "PositionsClosedOut" || event.backstopAccountId !== backstop.accountId) continue;
  earned += BigInt(event.discountAtoms);
  for (const { lots } of event.passages) taken += BigInt(lots);
}
must(taken > 0n && earned > 0n, `it has taken ${taken} lots over, for ${earned} atoms`);
const { health } = await client.account(backstop.accountId);
must(
  BigInt(health.initialEquityAtoms) >= BigInt(health.initialAtoms),
  "the backstop carries them within its own margin",
);
await stop();
