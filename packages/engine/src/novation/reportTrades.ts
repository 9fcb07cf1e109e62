/**
 * Decides a venue's report: each trade alone, each linked group as one, an answer a trade (NOV-007, NOV-032).
 *
 * @module
 */
import { type CommandOf, type Event, refusal, type TradeReport, type VenueRow } from "@novate/codec";
import type { Context, Decide } from "../command/context.ts";
import { type Outcome, refuse, type Step } from "../command/decision.ts";
import type { TradeProof } from "../command/evidence.ts";
import type { Hearing } from "../command/hearing.ts";
import { signerKey } from "../state/keys.ts";
import { forkState, type StateView } from "../state/state.ts";
import { decideNovateTrade } from "./novateTrade.ts";

/** A trade of the report with its place in it and its proof. */
interface Entry {
  readonly index: number;
  readonly trade: TradeReport;
  readonly proof: TradeProof;
}

export const decideReportTrades: Decide<"ReportTrades"> = (state, { venueId, trades }, context) => {
  const venue = state.venues.get(venueId);
  if (venue === undefined || !venue.spec.isActive) return refuse("VenueUnknown", { venueId });
  if (signerKey(venue.spec.signer) !== signerKey(context.signer))
    return refuse("NotAuthorised", { subject: "venue", subjectId: venueId });
  if (trades.length === 0) return refuse("ReportEmpty", { venueId });

  // From here on the report is taken.
  const groups = groupsOf(trades, context.evidence);
  return { accepted: true, size: trades.length, steps: stepsOf(state, venue, groups, context) };
};

function* stepsOf(state: StateView, venue: VenueRow, groups: readonly Entry[][], context: Context): Iterable<Step> {
  for (const group of groups) yield decideGroup(state, venue, group, context);
}

/** A report in which every trade reduces a side's risk is heard early. */
export const hearingOfReport = ({ trades }: CommandOf<"ReportTrades">): Hearing =>
  trades.every(reducesOneSide) ? "relief" : "trades";

const reducesOneSide = ({ buyer, seller }: TradeReport): boolean =>
  [buyer, seller].some((leg) => leg.type === "Order" && leg.order.reduceOnly);

function decideGroup(state: StateView, venue: VenueRow, group: readonly Entry[], context: Context): Step {
  if (group.length > 1) return decideLinked(state, venue, group, context);
  const [{ index, trade, proof }] = group as [Entry];
  const decision = decideNovateTrade(state, venue, trade, proof, context);
  return decision.accepted
    ? { outcomes: [[index, TAKEN]], events: decision.events }
    : { outcomes: [[index, decision]], events: [] };
}

/**
 * Decides each trade upon the earlier ones; all stand or none does.
 *
 * A refused group answers its own fault to the trade that has it and `GroupRefused` to the others.
 */
function decideLinked(state: StateView, venue: VenueRow, group: readonly Entry[], context: Context): Step {
  const scratch = forkState(state);
  const events: Event[] = [];
  for (const entry of group) {
    const decision = decideNovateTrade(scratch, venue, entry.trade, entry.proof, context);
    if (!decision.accepted) {
      const others: Outcome = { accepted: false, refusal: refusal("GroupRefused", { group: entry.trade.group }) };
      return { outcomes: group.map((each) => [each.index, each === entry ? decision : others]), events: [] };
    }
    for (const event of decision.events) context.evolve(scratch, event);
    events.push(...decision.events);
  }
  return { outcomes: group.map(({ index }) => [index, TAKEN]), events };
}

const TAKEN: Outcome = { accepted: true };

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
