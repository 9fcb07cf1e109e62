/**
 * What a perpetual's positions owe each other, worked out again from the funding index that the house advances.
 *
 * @module
 */
import { type NovateClient, paginate } from "@novate/sdk";

/** A place in the house's history. */
export interface Place {
  readonly height: number;
  readonly index: number;
}

export interface FundingIndex {
  /** What the index was there, in millionths of an atom a lot. */
  at(place: Place): bigint;
}

export async function readFunding(client: NovateClient, instrumentId: number): Promise<FundingIndex> {
  const steps: (Place & { readonly valueE6: bigint })[] = [];
  for await (const { height, index, event } of paginate(client.events, { type: "FundingIndexAdvanced", limit: 500 }))
    if (event.type === "FundingIndexAdvanced" && event.instrumentId === instrumentId)
      steps.push({ height, index, valueE6: BigInt(event.indexAfterE6) });
  return {
    at: (place) => steps.findLast((step) => isBefore(step, place))?.valueE6 ?? 0n,
  };
}

const isBefore = (one: Place, other: Place): boolean =>
  one.height < other.height || (one.height === other.height && one.index < other.index);

/** Atoms that a position pays for the index's way from one value to another, rounded against it; below zero it receives. */
export function fundingOf(lots: bigint, fromE6: bigint, toE6: bigint): bigint {
  const owedE6 = lots * (toE6 - fromE6);
  const down = owedE6 / 1_000_000n;
  return owedE6 > down * 1_000_000n ? down + 1n : down;
}
