/**
 * Goal: whatever a network loses, repeats and turns round, everything takes effect once, and is heard once.
 * Method: a crowd of streams and of members on a live node, each over a network by a seed that does all of that.
 *
 * `NOVATE_CROWD=1` for 1,000 streams and 200 members; some 20 s of CPU.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSender, mustAccept, type Sender, type SignedCommand } from "../actions/index.ts";
import { createClient } from "../client/client.ts";
import { type NovateClient, paginate } from "../client/index.ts";
import { createOwnerKey, deriveSecret } from "../signing/index.ts";
import { type Chaos, createChaos } from "../testing/chaos.fixture.ts";
import { type LiveMarket, startLiveMarket } from "../testing/liveMarket.fixture.ts";
import { type Delivery, Stream } from "./stream.ts";

const IS_LARGE = process.env.NOVATE_CROWD !== undefined;
const STREAMS = IS_LARGE ? 1_000 : 40;
const MEMBERS = IS_LARGE ? 200 : 8;
const USDC = 1;
const FUNDED_ATOMS = 1_000_000_000n;
/** Each sum of them is another number: what happens twice, or not at all, shows. */
const AMOUNTS = [1n, 2n, 4n, 8n, 16n].map((dollars) => dollars * 1_000_000n);

let market: LiveMarket;
let chaos: Chaos;
beforeAll(async () => {
  market = await startLiveMarket();
  chaos = createChaos(Number(process.env.NOVATE_SEED ?? 7));
});
afterAll(() => market.live.stop());

/** Goes on until it is answered: nothing that it does takes effect by being done twice. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (failure) {
      if ((failure as { advice?: string }).advice !== "retry") throw failure;
    }
  }
}

/** Signs once, and submits the same until it is answered. */
async function once<T extends Parameters<Sender["sign"]>[0]>(sender: Sender, command: T) {
  const signed = (await insist(() => sender.sign(command))) as SignedCommand;
  return mustAccept(await insist(() => sender.submit(signed)));
}

async function live(member: number, cashier: Sender): Promise<readonly [number, number]> {
  const client = createClient({ url: market.live.url, fetch: chaos.fetch });
  const key = createOwnerKey(deriveSecret("crowd", `member ${member}`));
  const sender = createSender({ client, key, retryMs: 2, attempts: 3 });
  const open = async (): Promise<number> => {
    const { result } = await once(sender, { type: "OpenAccount", segmentId: 1, method: 1 });
    return (result as { accountId: number }).accountId;
  };
  const [source, target] = await Promise.all([open(), open()]);
  await once(cashier, {
    type: "CreditDeposit",
    chainId: market.chainId,
    depositIndex: BigInt(member + 1),
    accountId: source,
    assetId: USDC,
    amountAtoms: FUNDED_ATOMS,
  });
  await Promise.all(
    AMOUNTS.map((amountAtoms) =>
      once(sender, {
        type: "TransferCollateral",
        sourceAccountId: source,
        targetAccountId: target,
        assetId: USDC,
        amountAtoms,
      }),
    ),
  );
  return [source, target];
}

interface Follower {
  readonly stream: Stream;
  readonly accountId: number;
  readonly channel: "events" | "blocks" | `events:account:${number}`;
  readonly heard: Delivery[];
}

function follow(index: number): Follower {
  const accountId = 1 + (index % (2 * MEMBERS));
  const channel = index % 40 === 0 ? "events" : index % 20 === 1 ? "blocks" : (`events:account:${accountId}` as const);
  const heard: Delivery[] = [];
  const client = createClient({ url: market.live.url, fetch: chaos.fetch });
  const stream = new Stream({ url: market.live.url, client, connect: chaos.connect, retryMs: 20 });
  stream.subscribe(channel, (delivery) => heard.push(delivery), 0);
  return { stream, accountId, channel, heard };
}

type Entry = Awaited<ReturnType<NovateClient["events"]>>["events"][number];
const placeOf = ({ height, index }: Entry): string => `${height}-${index}`;

test(`${STREAMS} streams and ${MEMBERS} members: once each, whatever the network does`, {
  timeout: 300_000,
}, async () => {
  const followers = Array.from({ length: STREAMS }, (_, index) => follow(index));
  const cashier = createSender({ client: market.novate, key: market.custodianKey, retryMs: 2, attempts: 3 });
  const pairs = await Promise.all(Array.from({ length: MEMBERS }, (_, member) => live(member, cashier)));

  const sum = AMOUNTS.reduce((left, right) => left + right);
  for (const [source, target] of pairs) {
    const cash = async (accountId: number) =>
      (await market.novate.account(accountId)).balances.map(({ amountAtoms }) => amountAtoms);
    expect([await cash(source), await cash(target)]).toEqual([[`${FUNDED_ATOMS - sum}`], [`${sum}`]]);
  }
  expect(new Set(pairs.flat()).size).toBe(2 * MEMBERS);
  expect((await market.novate.status()).accountCount).toBe(2 * MEMBERS);

  chaos.isOn = false;
  chaos.cutAll(); // what was lost last is asked for on the way back
  const { height } = await market.novate.status(); // the house may make a few blocks more, until nothing is due
  const all: Entry[] = [];
  for await (const entry of paginate(market.novate.events, { limit: 500, cursor: "1-0" }))
    if (entry.height <= height) all.push(entry);
  const own = new Map<number, Entry[]>();
  for (const entry of all)
    for (const accountId of new Set(
      [...JSON.stringify(entry).matchAll(/ccountId":(\d+)/g)].map(([, id]) => Number(id)),
    ))
      own.set(accountId, [...(own.get(accountId) ?? []), entry]);
  const deadlineMs = Date.now() + 100_000;
  for (const { stream, channel, heard, accountId } of followers) {
    const until = () => heard.filter(({ sequence }) => sequence <= height);
    const told = () => until().flatMap(({ kind, data }) => (kind === "delta" ? (data as unknown as Entry[]) : []));
    const due = channel === "events" ? all : (own.get(accountId) ?? []);
    const isThere = () => (channel === "blocks" ? until().length >= height : told().length >= due.length);
    while (!isThere() && Date.now() < deadlineMs) await new Promise((resolve) => setTimeout(resolve, 10));
    const sequences = until().map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((left, right) => left - right));
    if (channel === "blocks") expect(sequences).toEqual(Array.from({ length: height }, (_, block) => block + 1));
    else expect([channel, told().map(placeOf)]).toEqual([channel, due.map(placeOf)]);
    stream.close();
  }
  expect(chaos.faults.size).toBeGreaterThan(IS_LARGE ? 6 : 3); // each kind, of those that this few messages meet
});
