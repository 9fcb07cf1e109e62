/**
 * Answers and events agree: a refused command leaves its nonce at most, an accepted one what it asked for. INV-012, INV-015.
 *
 * @module
 */
import { type Authority, type Event, type EventType, type HouseId, Side, type TradeReport } from "@novate/codec";
import type { Outcome, PreparedTransaction, Receipt } from "@novate/engine";
import { check, checkEqual } from "../failure.ts";
import { checkInbox } from "./inbox.ts";

export function checkReceipt(prepared: PreparedTransaction, receipt: Receipt, events: readonly Event[]): void {
  const own = events.slice(receipt.firstEvent, receipt.firstEvent + receipt.eventCount);
  const { transaction } = prepared;
  const { refusal, outcomes } = receipt;
  check("INV-012", receipt.hash === prepared.hash, () => "a receipt answers another transaction");
  check("INV-012", transaction !== null || refusal !== null, () => "garbage was accepted");
  if (refusal !== null) {
    check("INV-012", own.length <= 1, () => `${own.length} events of a command refused for ${refusal.code}`);
    check(
      "INV-012",
      own.every(({ type }) => type === "NonceUsed"),
      () => `${own[0]?.type} though refused`,
    );
    return;
  }
  if (transaction === null) return;
  const { signer, nonce, command } = transaction;
  const [first] = own;
  const isNonce = first?.type === "NonceUsed" && first.nonce === nonce && first.signer.key === signer.key;
  check("INV-009", isNonce, () => `${command.type} was accepted and its nonce not used`);
  if (command.type === "ReportTrades") checkTrades(command.trades, outcomes, own.slice(1));
  else if (command.type === "ProveInbox") checkInbox(command, outcomes, own.slice(1));
  else checkEqual("INV-012", outcomes.length, 0, `items answered to ${command.type}`);
}

/** What is for another house leaves nothing here, not even its nonce. */
export function checkHouse({ transaction }: PreparedTransaction, receipt: Receipt, house: HouseId): void {
  const isForeign = transaction !== null && transaction.house !== house;
  check(
    "ACC-046",
    !isForeign || receipt.refusal !== null,
    () => `accepted though signed for house ${transaction?.house}`,
  );
  check("ACC-046", !isForeign || receipt.eventCount === 0, () => `${receipt.eventCount} events for another house`);
}

/** What a report makes: trades, and the debts that these add to. */
const TRADED: readonly EventType[] = ["PositionNovated", "DeliverySettled", "DebtCounted"];

/** Every trade has an answer; every accepted one has its event, or had it before; every order was kept to. */
function checkTrades(trades: readonly TradeReport[], outcomes: readonly Outcome[], own: readonly Event[]): void {
  checkEqual("NOV-032", outcomes.length, trades.length, "answers to trades");
  const byReference = new Map<string, Event>();
  for (const event of own) {
    check("INV-012", TRADED.includes(event.type), () => `a report made ${event.type}`);
    if (event.type === "PositionNovated" || event.type === "DeliverySettled") byReference.set(event.reference, event);
  }
  for (const [index, trade] of trades.entries()) {
    const event = byReference.get(trade.reference);
    if (event?.type !== "PositionNovated" && event?.type !== "DeliverySettled") continue;
    if (!outcomes[index]!.accepted) continue; // another trade of the report had the reference
    const isSame =
      event.instrumentId === trade.instrumentId && event.lots === trade.lots && event.priceTicks === trade.priceTicks;
    if (!isSame) continue;
    checkOrder(trade.buyer, trade, Side.buy);
    checkOrder(trade.seller, trade, Side.sell);
    byReference.delete(trade.reference);
  }
  check("NOV-008", byReference.size === 0, () => `${byReference.size} trades happened that were refused`);
  checkGroups(trades, outcomes);
}

function checkOrder(leg: Authority, trade: TradeReport, side: number): void {
  if (leg.type !== "Order") return;
  const { order } = leg;
  check(
    "NOV-002",
    order.instrumentId === trade.instrumentId && order.side === side,
    () => "an order of something else",
  );
  const isWithin =
    side === Side.buy ? trade.priceTicks <= order.limitPriceTicks : trade.priceTicks >= order.limitPriceTicks;
  check("NOV-018", isWithin, () => `filled at ${trade.priceTicks}, limit ${order.limitPriceTicks}`);
  check("NOV-017", trade.lots <= order.lots, () => "more was filled than was ordered");
}

/** NOV-007: the trades of a linked group stand or fall together. */
function checkGroups(trades: readonly TradeReport[], outcomes: readonly Outcome[]): void {
  const answers = new Map<number, boolean>();
  for (const [index, { group }] of trades.entries()) {
    if (group === 0) continue;
    const { accepted } = outcomes[index]!;
    check("NOV-007", (answers.get(group) ?? accepted) === accepted, () => `group ${group} was taken apart`);
    answers.set(group, accepted);
  }
}
