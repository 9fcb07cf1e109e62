/**
 * Hears a venue's report: each trade alone, each linked group as one, an answer a trade (NOV-007, NOV-008).
 *
 * @module
 */
import type { CommandOf, TradeReport, VenueRow } from "@novate/codec";
import type { TradeOutcome } from "../command/block.ts";
import type { Context } from "../command/context.ts";
import type { Decision } from "../command/decision.ts";
import { type Refusal, refusal } from "../command/decision.ts";
import type { House } from "../command/house.ts";
import type { TradeProof } from "../command/prepared.ts";
import { signerKey } from "../state/keys.ts";
import { forkState } from "../state/state.ts";
import { decideNovateTrade } from "./novateTrade.ts";

export interface ReportAnswer {
  readonly refusal: Refusal | null;
  readonly trades: readonly TradeOutcome[];
}

/** A trade of the report with its place in it and its proof. */
interface Entry {
  readonly index: number;
  readonly trade: TradeReport;
  readonly proof: TradeProof;
}

export function hearTradeReport(house: House, report: CommandOf<"ReportTrades">, context: Context): ReportAnswer {
  const venue = house.state.venues.get(report.venueId);
  if (venue === undefined || !venue.spec.isActive) return refused("VenueUnknown", report.venueId);
  if (signerKey(venue.spec.signer) !== signerKey(context.signer)) return refused("NotAuthorised", report.venueId);
  if (report.trades.length === 0) return refused("ReportEmpty", report.venueId);

  const outcomes = new Array<TradeOutcome>(report.trades.length);
  for (const group of groupsOf(report.trades, context.trades)) {
    const answers =
      group.length === 1 ? hearAlone(house, venue, group[0]!, context) : hearLinked(house, venue, group, context);
    for (const [position, entry] of group.entries()) outcomes[entry.index] = answers[position]!;
  }
  return { refusal: null, trades: outcomes };
}

function hearAlone(house: House, venue: VenueRow, { trade, proof }: Entry, context: Context): TradeOutcome[] {
  const decision = decideNovateTrade(house.state, venue, trade, proof, context);
  if (decision.accepted) house.emitAll(decision.events);
  return [outcomeOf(decision)];
}

/**
 * Decides each trade against a scratch copy that has the earlier ones; all stand or none does.
 *
 * A refused group answers its own fault to the trade that has it and `GroupRefused` to the others.
 */
function hearLinked(house: House, venue: VenueRow, group: readonly Entry[], context: Context): TradeOutcome[] {
  const scratch = forkState(house.state);
  const decisions: Extract<Decision, { accepted: true }>[] = [];
  for (const [position, { trade, proof }] of group.entries()) {
    const decision = decideNovateTrade(scratch, venue, trade, proof, context);
    if (!decision.accepted) {
      const others: TradeOutcome = { accepted: false, refusal: refusal("GroupRefused", { group: trade.group }) };
      return group.map((_, index) => (index === position ? outcomeOf(decision) : others));
    }
    for (const event of decision.events) context.evolve(scratch, event);
    decisions.push(decision);
  }
  for (const decision of decisions) house.emitAll(decision.events);
  return decisions.map(outcomeOf);
}

/** The report's trades by group, groups in order of their first trade. */
function groupsOf(trades: readonly TradeReport[], proofs: readonly TradeProof[]): Entry[][] {
  const groups: Entry[][] = [];
  const linked = new Map<number, Entry[]>();
  for (const [index, trade] of trades.entries()) {
    const entry = { index, trade, proof: proofs[index]! };
    const group = trade.group === 0 ? undefined : linked.get(trade.group);
    if (group !== undefined) {
      group.push(entry);
      continue;
    }
    const opened = [entry];
    groups.push(opened);
    if (trade.group !== 0) linked.set(trade.group, opened);
  }
  return groups;
}

const outcomeOf = (decision: Decision): TradeOutcome =>
  decision.accepted ? { accepted: true } : { accepted: false, refusal: decision.refusal };

const refused = (code: Refusal["code"], venueId: number): ReportAnswer => ({
  refusal: refusal(code, { venueId }),
  trades: [],
});
