/**
 * The two reference venues with the population on them: intents go in, signed trade reports come out, and what the house
 * answered goes back.
 *
 * @module
 */
import { clearingAnswerOf, type Match, OrderBookVenue, RfqDesk, type Venue } from "@novate/agents";
import { bytesToHex, type Hex, hashBytes, type TradeReport, tradeReference } from "@novate/codec";
import type { Receipt } from "@novate/engine";
import type { SigningKey } from "@novate/sdk";
import type { DealerQuote, Intent, QuoteRequestView } from "../../population/types.ts";
import type { HouseKeys } from "../house/keys.ts";
import { BOOK_VENUE_ID, DESK_VENUE_ID, type HousePlan } from "../house/plan.ts";
import type { Members } from "./members.ts";
import type { Sender } from "./sender.ts";
import { createTicketWriter, type Ticket } from "./ticket.ts";

/** Trades in one report. */
const REPORT_SIZE = 64;
/** A quote or request lives within its step. */
const QUOTE_LIFETIME_MS = 1_000;

/** One signed report under way. */
export interface Report {
  readonly bytes: Uint8Array;
  readonly hash: Hex;
  readonly venue: Venue<Ticket>;
  readonly matches: readonly Match<Ticket>[];
}

export interface TradingFloor {
  /** Carries out the orders, cancels and requests of one step, matches, and signs the reports. */
  trade(intents: readonly Intent[], quote: (requests: QuoteRequestView[]) => DealerQuote[], timeMs: number): Report[];
  /** Tells the venue what the house said to its report. */
  hear(report: Report, receipt: Receipt): void;
  /** The house voided what a managed account had open. */
  expel(participantId: number): void;
}

export function createTradingFloor(plan: HousePlan, members: Members, keys: HouseKeys, sender: Sender): TradingFloor {
  const instrumentIds = plan.underlyings.flatMap(({ contracts }) => contracts.map(({ instrumentId }) => instrumentId));
  const book = new OrderBookVenue<Ticket>(BOOK_VENUE_ID, instrumentIds);
  const desk = new RfqDesk<Ticket>(DESK_VENUE_ID);
  const write = createTicketWriter(sender.house);

  const place = (intent: Extract<Intent, { type: "PlaceOrder" }>, timeMs: number): void => {
    const { participantId, instrumentId, side, lots, limitTicks, timeInForce } = intent;
    const terms = { venueId: BOOK_VENUE_ID, instrumentId, side, lots, limitTicks };
    const authority = write(members.of(participantId), terms, timeMs);
    book.submit(instrumentId, { owner: participantId, side, lots, limitTicks, timeInForce, authority });
  };

  const request = (intent: Extract<Intent, { type: "RequestQuote" }>, timeMs: number): number[] => {
    const { participantId, instrumentId, side, lots, limitTicks } = intent;
    const terms = { venueId: DESK_VENUE_ID, instrumentId, side, lots, limitTicks };
    const authority = write(members.of(participantId), terms, timeMs);
    const expiresAtMs = timeMs + QUOTE_LIFETIME_MS;
    const asked = { owner: participantId, instrumentId, side, lots, limitTicks, expiresAtMs, authority };
    const answer = desk.request(asked, timeMs);
    return "requestId" in answer ? [answer.requestId] : [];
  };

  const quoteOn = (quote: DealerQuote, instrumentId: number, timeMs: number): void => {
    const { participantId, lots, bidTicks, askTicks } = quote;
    const sideOf = (side: "buy" | "sell", priceTicks: typeof bidTicks) => {
      const terms = { venueId: DESK_VENUE_ID, instrumentId, side, lots, limitTicks: priceTicks };
      return { priceTicks, lots, authority: write(members.of(participantId), terms, timeMs) };
    };
    const [bid, ask] = [sideOf("buy", bidTicks), sideOf("sell", askTicks)];
    const expiresAtMs = timeMs + QUOTE_LIFETIME_MS;
    desk.quote(quote.requestId, { dealer: participantId, bid, ask, expiresAtMs }, timeMs);
  };

  const reportAll = (venue: Venue<Ticket>, key: SigningKey, timeMs: number): Report[] => {
    const matches = venue.takeMatches();
    const reports: Report[] = [];
    for (let from = 0; from < matches.length; from += REPORT_SIZE) {
      const part = matches.slice(from, from + REPORT_SIZE);
      const trades = part.map((match) => tradeOf(timeMs, match));
      const bytes = sender.sign(key, { type: "ReportTrades", venueId: venue.venueId, trades }, timeMs);
      reports.push({ bytes, hash: bytesToHex(hashBytes(bytes)), venue, matches: part });
    }
    return reports;
  };

  return {
    trade(intents, quote, timeMs) {
      const requested: number[] = [];
      for (const intent of intents) {
        if (intent.type === "CancelOrders") book.cancelOwner(intent.participantId, intent.instrumentId);
        if (intent.type === "PlaceOrder") place(intent, timeMs);
        if (intent.type === "RequestQuote") requested.push(...request(intent, timeMs));
      }
      const open = new Map(desk.openRequests(timeMs).map((one) => [one.requestId, one]));
      for (const answer of quote([...open.values()])) {
        quoteOn(answer, open.get(answer.requestId)!.instrumentId, timeMs);
      }
      for (const requestId of requested) desk.award(requestId, timeMs);
      return [...reportAll(book, keys.book, timeMs), ...reportAll(desk, keys.desk, timeMs)];
    },
    hear({ venue, matches }, { outcomes }) {
      for (const [index, match] of matches.entries()) {
        const outcome = outcomes[index];
        if (outcome !== undefined) {
          venue.answer(match.matchId, clearingAnswerOf(match, outcome.accepted ? null : outcome.refusal));
        }
      }
    },
    expel(participantId) {
      book.cancelOwner(participantId);
      desk.cancelOwner(participantId);
    },
  };
}

function tradeOf(timeMs: number, { matchId, instrumentId, priceTicks, lots, makerOrder, takerOrder }: Match<Ticket>) {
  const [buy, sell] = takerOrder.side === "buy" ? [takerOrder, makerOrder] : [makerOrder, takerOrder];
  return {
    reference: tradeReference(timeMs, BigInt(matchId)),
    instrumentId,
    priceTicks,
    lots,
    buyer: buy.authority.authority(),
    seller: sell.authority.authority(),
    group: 0,
  } satisfies TradeReport;
}
