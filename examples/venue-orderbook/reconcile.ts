/**
 * Holds the venue's own day against the house's records: trades, fees, positions, cash. Whatever differs is a break.
 *
 * Cash is worked out from the venue's side: what was paid in, less fees and funding, less what all lots cost. Whenever a cycle turns a gain
 * into cash it moves the position's cost by as much, so that cash less cost stays what it was.
 *
 * @module
 */
import { type NovateClient, paginate } from "@novate/sdk";
import type { Blotter, Tariff } from "./blotter.ts";
import { type FundingIndex, readFunding } from "./funding.ts";
import { readStatement } from "./statement.ts";

export interface Break {
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface Day {
  readonly client: NovateClient;
  readonly blotter: Blotter;
  readonly tariff: Tariff;
  readonly venueId: number;
  readonly instrumentId: number;
  readonly settlementAssetId: number;
  readonly accounts: readonly number[];
}

type Compare = (what: string, ours: unknown, theirs: unknown) => void;

/** Every break of the day; none where both know the same. */
export async function reconcile(day: Day): Promise<readonly Break[]> {
  const breaks: Break[] = [];
  const compare: Compare = (what, ours, theirs) => {
    if (`${ours}` !== `${theirs}`) breaks.push({ what, ours: `${ours}`, theirs: `${theirs}` });
  };
  await compareTrades(day, compare);
  await compareFees(day, compare);
  const funding = await readFunding(day.client, day.instrumentId);
  for (const accountId of day.accounts) await compareAccount(day, funding, accountId, compare);
  return breaks;
}

async function compareTrades({ client, blotter, venueId }: Day, compare: Compare): Promise<void> {
  const theirs = new Map<string, string>();
  for await (const { event } of paginate(client.events, { type: "PositionNovated", limit: 500 })) {
    if (event.type !== "PositionNovated" || event.venueId !== venueId) continue;
    const { reference, lots, priceTicks, buyer, seller, venueFeeAtoms } = event;
    theirs.set(reference, `${lots} at ${priceTicks}, ${buyer.accountId} of ${seller.accountId}, fees ${venueFeeAtoms}`);
  }
  for (const trade of blotter.trades) {
    const { reference, lots, priceTicks, buyer, seller } = trade;
    const ours = `${lots} at ${priceTicks}, ${buyer} of ${seller}, fees ${blotter.earnedOf(trade)}`;
    compare(`trade ${reference}`, ours, theirs.get(reference));
    theirs.delete(reference);
  }
  for (const [reference, trade] of theirs) compare(`trade ${reference}`, undefined, trade);
}

async function compareFees({ client, blotter, venueId }: Day, compare: Compare): Promise<void> {
  const earned = blotter.trades.reduce((sum, trade) => sum + blotter.earnedOf(trade), 0n);
  for await (const { spec, feesAtoms } of paginate((page) => client.rows("venues", page)))
    if (spec.venueId === venueId) compare("fees of the venue", earned, feesAtoms);
}

async function compareAccount(day: Day, funding: FundingIndex, accountId: number, compare: Compare): Promise<void> {
  const { client, blotter, instrumentId, settlementAssetId } = day;
  const told = await readStatement({ ...day, funding }, accountId);
  const { balances, positions } = await client.account(accountId);
  const position = positions.find((one) => one.instrumentId === instrumentId);
  const paid = blotter.flows.get(accountId) ?? 0n;
  const { lots, costAtoms, feesAtoms } = blotter.sums(accountId);
  compare(`paid in and out, account ${accountId}`, paid, told.flowAtoms);
  compare(`position, account ${accountId}`, lots + told.closedLots, position?.lots ?? "0");
  const spent = costAtoms + feesAtoms + told.closedAtoms + told.fundingAtoms + told.takenAtoms;
  const cash = paid - spent + BigInt(position?.costAtoms ?? 0);
  const held = balances.find(({ assetId }) => assetId === settlementAssetId)?.amountAtoms ?? "0";
  compare(`cash, account ${accountId}`, cash, held);
  for (const type of told.unknown) compare(`entries of account ${accountId}`, undefined, type);
}
