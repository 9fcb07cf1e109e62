/**
 * Goal: whoever follows a topic knows at every block what a newcomer is shown, and hears of nothing else.
 * Method: a house that trades, grants, pays out, calls and fails; snapshot and deltas folded against a newcomer's snapshot.
 */
import { z } from "@hono/zod-openapi";
import { CHAIN, USDC, VENUE } from "@novate/engine/testing";
import { atoms, HOUR_MS } from "@novate/num";
import { asyncApi } from "@novate/wire/schema";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Actor, openAccount, publish } from "../../../testing/actors.fixture.ts";
import { SoloNode } from "../../../testing/soloNode.fixture.ts";
import { accountView } from "../../view/account.ts";
import { StreamHub } from "../hub.ts";
import { type Heard, Reader } from "../reader.fixture.ts";

let node: SoloNode;
let hub: StreamHub;
beforeEach(async () => {
  node = await SoloNode.open();
  await node.populate();
  hub = new StreamHub({ chain: node.chain, consensus: node.solo, version: "0.0.0" });
});
afterEach(async () => {
  hub.close();
  await node.dispose();
});

/** Everything that was committed is told. */
const settled = () => hub.unsubscribe(new Reader(), "status");

async function follow(...channels: readonly string[]): Promise<Reader> {
  const reader = new Reader();
  for (const channel of channels) await hub.subscribe(reader, { channel: channel as "status" });
  return reader;
}

const say = (dollars: number) => node.must(publish(node.publisher, dollars, node.chain.head.timeMs + 500));

const grantKey = (accountId: number, key: Actor, totalNotionalAtoms: bigint) =>
  node.alice.transact({
    type: "GrantKey",
    accountId,
    key: key.signer,
    scopes: 1,
    tradeNotionalAtoms: atoms(totalNotionalAtoms),
    totalNotionalAtoms: atoms(totalNotionalAtoms),
    venueIds: [VENUE],
    reduceOnly: false,
    validUntilMs: node.chain.head.timeMs + HOUR_MS,
  });
const grantMandate = (totalNotionalAtoms: bigint) =>
  node.bob.transact({
    type: "GrantMandate",
    accountId: 2,
    venueId: VENUE,
    tradeNotionalAtoms: atoms(totalNotionalAtoms),
    totalNotionalAtoms: atoms(totalNotionalAtoms),
    validUntilMs: node.chain.head.timeMs + HOUR_MS,
  });
const withdraw = (amountAtoms: bigint) =>
  node.alice.transact({
    type: "WithdrawCollateral",
    accountId: 1,
    assetId: USDC,
    amountAtoms: atoms(amountAtoms),
    chainId: CHAIN,
    recipient: node.alice.address,
  });
/** A day of everything: what each line does, some topic tells. */
async function live(afterBlock: () => Promise<void>): Promise<void> {
  const { alice, bob, custodian } = node;
  const steps: readonly (() => Promise<unknown>)[] = [
    () => node.must(openAccount(new Actor(9))),
    () => node.must(grantKey(1, new Actor(10), 5n), grantKey(1, new Actor(11), 7n), grantMandate(9n)),
    () =>
      node.must(
        alice.transact({ type: "RevokeKey", accountId: 1, key: new Actor(10).signer }),
        grantMandate(0n),
        withdraw(1_000_000n),
        withdraw(900_000_000_000n),
      ),
    () => node.produce(),
    () => node.must(custodian.transact({ type: "ConfirmWithdrawals", chainId: CHAIN, withdrawalIds: [1] })),
    () =>
      node.must(
        bob.transact({ type: "ContributeDefaultFund", accountId: 2, tranche: 1, amountAtoms: atoms(1_000_000n) }),
      ),
    () => say(100_000),
    () => node.must(node.trade(2_000)),
    ...[97_000, 85_000, 70_000, 55_000, 42_000].flatMap((dollars) =>
      Array.from({ length: 8 }, () => () => say(dollars)),
    ),
  ];
  for (const step of steps) {
    await step();
    await afterBlock();
  }
}

/** What a client holds of a keyed topic: its entries by key. */
type Folded = Map<string, unknown>;

/** For each list of a topic: the keys of its entries, and of those that are over. */
const LISTS: Readonly<
  Record<string, readonly (readonly [list: string, key: readonly string[], over: string | null])[]>
> = {
  prices: [["prices", ["instrumentId"], null]],
  waterfall: [["segments", ["segmentId"], null]],
  risk: [["accounts", ["accountId"], "safeAccountIds"]],
  calls: [["calls", ["accountId"], "overAccountIds"]],
  withdrawals: [["withdrawals", ["row", "withdrawalId"], "overIds"]],
  limits: [
    ["keys", ["accountId", "key"], "overKeys"],
    ["mandates", ["accountId", "venueId"], "overMandates"],
    ["collaterals", ["segmentId", "assetId"], null],
  ],
};

// biome-ignore lint/suspicious/noExplicitAny: a channel's own shape
function fold(topic: string, folded: Folded, data: any): void {
  for (const [list, key, over] of LISTS[topic]!) {
    // biome-ignore lint/suspicious/noExplicitAny: an entry's own shape
    const keyOf = (entry: any) =>
      `${list} ${JSON.stringify(typeof entry === "number" ? entry : list === "withdrawals" ? entry.row.withdrawalId : key.length === 1 ? entry[key[0]!] : key.map((part) => entry[part]))}`;
    for (const entry of over === null ? [] : data[over]) folded.delete(keyOf(entry));
    for (const { height: _, ...entry } of data[list]) folded.set(keyOf(entry), entry);
  }
}

const $defs = JSON.parse(
  JSON.stringify((asyncApi("0") as { components: { schemas: object } }).components.schemas).replaceAll(
    "#/components/schemas/",
    "#/$defs/",
  ),
);
const documented = new Map<string, z.ZodType>();

/** The stream's document has the message to the last field. */
function expectDocumented(message: Heard): void {
  const name = `stream.${message.channel.split(":")[0]}.${message.type}`;
  const schema = documented.get(name) ?? z.fromJSONSchema({ $defs, $ref: `#/$defs/${name}` } as never);
  documented.set(name, schema);
  expect(schema.safeParse(message).error, name).toBeUndefined();
  expect(schema.safeParse({ ...message, data: 7 }).success).toBe(false);
}

const STATES = ["prices", "waterfall", "risk", "calls", "withdrawals", "limits"];
const NARROWED = ["prices:market:1", "risk:account:1", "calls:account:1", "withdrawals:account:1", "limits:account:1"];

test("ADM-041 snapshot and deltas are what a newcomer is shown, and as the schema says, at every block", async () => {
  const channels = [...STATES, ...NARROWED, "limits:venue:1"];
  const reader = await follow(...channels);
  const folded = new Map(channels.map((channel) => [channel, new Map() as Folded]));
  let heard = 0;
  const compare = async () => {
    await settled();
    for (const message of reader.heard.slice(heard)) {
      expectDocumented(message);
      fold(message.channel.split(":")[0]!, folded.get(message.channel)!, message.data);
    }
    heard = reader.heard.length;
    const newcomer = await follow(...channels);
    for (const channel of channels) {
      const fresh: Folded = new Map();
      fold(channel.split(":")[0]!, fresh, newcomer.of(channel)[0]!.data);
      expect([channel, new Map([...folded.get(channel)!].sort())]).toEqual([channel, new Map([...fresh].sort())]);
    }
    await hub.leave(newcomer);
  };
  let blocks = 0;
  const stop = node.chain.onCommitted(() => {
    blocks += 1;
  });
  await live(compare);
  stop();
  expect(blocks).toBeGreaterThan(40);
  for (const channel of channels) expect([channel, reader.of(channel).length > 1]).toEqual([channel, true]);
  expect(reader.of("risk").some(({ data }) => data.safeAccountIds.length > 0)).toBe(true);
});

test("ADM-041 a state speaks of what is other than it was, and of nothing else", async () => {
  const reader = await follow(...STATES);
  await node.must(openAccount(new Actor(9)));
  await node.produce();
  await settled();
  expect(reader.heard.filter(({ type }) => type === "delta")).toEqual([]);
});

const LOGS = ["trades", "defaults", "parameters", "trades:venue:1", "trades:account:1", "defaults:account:1"];

test("ADM-042 a narrowed log tells the events of the list that concern it, and tells them again", async () => {
  const start = node.chain.head.height;
  const reader = await follow(...LOGS, "events", "events:account:2", "trades:account:3", "trades:venue:2");
  await live(settled);
  const all = reader.of("events").flatMap(({ data }) => data);
  const types = {
    trades: ["PositionNovated"],
    defaults: ["AccountManaged", "MemberDefaulted", "TrancheDrawn", "GainsHaircut", "PositionTornUp", "AccountCured"],
  };
  const told = (channel: string) => reader.of(channel).flatMap(({ data }) => data);
  for (const type of types.trades) expect(told("trades").map(({ event }) => event.type)).toContain(type);
  for (const type of types.defaults) expect(told("defaults").map(({ event }) => event.type)).toContain(type);
  for (const channel of ["trades", "defaults"] as const) {
    const names = new Set(told(channel).map(({ event }) => event.type));
    expect(told(channel)).toEqual(all.filter(({ event }) => names.has(event.type)));
  }
  expect(told("trades:venue:1")).toEqual(told("trades"));
  expect(told("trades:account:1")).toEqual(told("trades"));
  const isOfTwo = ({ event }: { event: unknown }) => /ccountId":2[,}]/.test(JSON.stringify(event));
  expect(told("events:account:2")).toEqual(all.filter(isOfTwo));
  expect([told("trades:account:3"), told("trades:venue:2")]).toEqual([[], []]);
  for (const message of reader.of("trades:venue:1")) expectDocumented(message);
  const late = new Reader();
  for (const channel of LOGS) await hub.subscribe(late, { channel: channel as "trades", afterSequence: start });
  for (const channel of LOGS)
    expect(late.of(channel).flatMap(({ type, data }) => (type === "delta" ? data : []))).toEqual(told(channel));
});

test("ADM-043 an account hears of its equity whatever moved it, and never of what did not move", async () => {
  await node.must(openAccount(new Actor(9)));
  const channels = ["account:1", "account:2", "account:3"];
  const reader = await follow(...channels);
  const moved = new Set<string>();
  const stateOf = ({ height: _, ...state }: { height: number }) => state;
  await live(() =>
    vi.waitFor(async () => {
      await settled(); // a slice at a time
      for (const channel of channels) {
        const view = await node.chain.read((engine) => accountView(engine, Number(channel.split(":")[1])));
        const states = reader.of(channel);
        expect([channel, stateOf(states.at(-1)!.data)]).toEqual([channel, stateOf(view!)]);
        if (states.length > 1) moved.add(channel);
      }
    }),
  );
  for (const channel of channels) {
    const texts = reader.of(channel).map(({ data }) => JSON.stringify(stateOf(data)));
    texts.slice(1).forEach((text, place) => {
      expect([channel, text === texts[place]]).toEqual([channel, false]);
    });
  }
  expect([...moved].sort()).toEqual(["account:1", "account:2"]);
  for (const message of reader.heard) expectDocumented(message);
});
