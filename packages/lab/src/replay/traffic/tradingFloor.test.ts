/**
 * Goal: what people want becomes signed trades between the right accounts, and a refusal reaches the side at fault.
 * Method: two traders and a dealer on a small house; the reports' bytes decoded again.
 */
import { type CommandOf, decode, type FaultySide, orderDigest, refusal, Side, Transaction } from "@novate/codec";
import type { Receipt } from "@novate/engine";
import { verifySignature } from "@novate/node";
import { atoms, lots, ticks } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import type { Intent, Participant } from "../../population/types.ts";
import { createSyntheticTape } from "../../tape/synthetic.ts";
import { houseKeys } from "../house/keys.ts";
import { planTape } from "../house/planTape.ts";
import { createMembers } from "./members.ts";
import { createSender } from "./sender.ts";
import { createTradingFloor, type Report, type TradingFloor } from "./tradingFloor.ts";

const HOUSE = `0x${"07".repeat(32)}` as const;
const NOW_MS = 1_760_054_460_000;
const plan = planTape(
  createSyntheticTape({
    seed: 1,
    fromMs: NOW_MS - 60_000,
    stepMs: 60_000,
    stepCount: 2,
    underlyings: [{ name: "BTC", openingTicks: 12_000_000, sourceCount: 1 }],
    movePpm: 100,
    silencePpm: 0,
  }),
);
const PERPETUAL = plan.underlyings[0]!.contracts[0]!.instrumentId;
const people = [0, 1, 2].map(
  (participantId): Participant => ({
    participantId,
    kind: "noiseTrader",
    marginMethod: "cross",
    openingDeposits: [{ asset: "USDC", amountAtoms: atoms(1n) }],
  }),
);

let floor: TradingFloor;
beforeEach(() => {
  const keys = houseKeys(1, plan);
  const sender = createSender(HOUSE);
  floor = createTradingFloor(plan, createMembers(1, people, plan, keys, sender), keys, sender);
});

const order = (participantId: number, side: "buy" | "sell", size: bigint): Intent => ({
  type: "PlaceOrder",
  participantId,
  instrumentId: PERPETUAL,
  side,
  lots: lots(size),
  limitTicks: ticks(1_000n),
  timeInForce: "rest",
});
const trade = (...intents: Intent[]): Report[] => floor.trade(intents, () => [], NOW_MS);

function commandOf({ bytes }: Report): CommandOf<"ReportTrades"> {
  const decoded = decode(Transaction, bytes);
  if (!decoded.ok || decoded.value.command.type !== "ReportTrades") throw new Error("no report");
  return decoded.value.command;
}

const refusedFor = (faulty: FaultySide): Receipt => {
  const margin = { accountId: 3, requiredAtoms: atoms(2n), equityAtoms: atoms(1n) };
  const answer = { accepted: false, refusal: refusal("InitialMarginBreached", { ...margin, faulty }) } as const;
  return { hash: "0x", refusal: null, outcomes: [answer], firstEvent: 0, eventCount: 0 };
};

test("NOV-001 crossing orders are reported with both legs signed by their session keys", () => {
  const [report] = trade(order(0, "sell", 10n), order(1, "buy", 4n));
  const [reported] = commandOf(report!).trades;
  expect(reported).toMatchObject({ instrumentId: PERPETUAL, lots: 4n, priceTicks: 1_000n, group: 0 });
  // Two backstops stand before the participants.
  for (const [leg, accountId, side] of [
    [reported!.buyer, 4, Side.buy],
    [reported!.seller, 3, Side.sell],
  ] as const) {
    if (leg.type !== "Order") throw new Error("no order");
    expect(leg.order).toMatchObject({ accountId, side, instrumentId: PERPETUAL });
    expect(verifySignature(orderDigest(HOUSE, leg.order), leg.signature, leg.signer)).toBe(true);
  }
});

test("one order keeps its identity over several fills, and equal orders are different ones", () => {
  const [report] = trade(order(0, "sell", 4n), order(1, "buy", 2n), order(1, "buy", 2n));
  const { trades } = commandOf(report!);
  const legs = trades.map(({ seller, buyer }) => [JSON.stringify(seller, bigints), JSON.stringify(buyer, bigints)]);
  expect(legs[0]![0]).toBe(legs[1]![0]);
  expect(legs[0]![1]).not.toBe(legs[1]![1]);
});
const bigints = (_: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);

test("the side that the refusal names loses what it has resting; the other keeps it", () => {
  const [report] = trade(order(0, "sell", 10n), order(1, "buy", 4n));
  floor.hear(report!, refusedFor("seller"));
  expect(trade(order(2, "buy", 1n))).toEqual([]);
  const [second] = trade(order(0, "sell", 1n));
  expect(commandOf(second!).trades).toHaveLength(1);
});

test("what a managed account has open is void", () => {
  trade(order(0, "sell", 10n));
  floor.expel(0);
  expect(trade(order(1, "buy", 1n))).toEqual([]);
});

test("a request is awarded to the dealer's quote, and reported by the desk", () => {
  const ask: Intent = {
    type: "RequestQuote",
    participantId: 0,
    instrumentId: PERPETUAL,
    side: "buy",
    lots: lots(3n),
    limitTicks: ticks(1_020n),
  };
  const reports = floor.trade(
    [ask],
    (requests) =>
      requests.map(({ requestId, lots: size }) => ({
        requestId,
        participantId: 1,
        bidTicks: ticks(990n),
        askTicks: ticks(1_010n),
        lots: size,
      })),
    NOW_MS,
  );
  expect(reports).toHaveLength(1);
  const command = commandOf(reports[0]!);
  expect(command.venueId).toBe(2);
  expect(command.trades[0]).toMatchObject({ priceTicks: 1_010n, lots: 3n });
});
