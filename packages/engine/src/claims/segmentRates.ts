/**
 * What each atom of a claim is paid in each asset: who bears what debtors lack, and how what is there is shared (CLAIM-008 … CLAIM-011).
 *
 * @module
 */
import type { ClaimRate, StruckSegment } from "@novate/codec";
import { RATE_ONE } from "@novate/evm";
import { minOf, mulDivDown } from "@novate/num";
import type { Totals } from "./totals.ts";

type Kept = Omit<ClaimRate, "segmentId" | "rate">;

interface Shares {
  readonly kept: Kept;
  /** What is owed in all after every cut, rounded up. */
  readonly owed: bigint;
  /** What is left of the segment's own capital, and its fees. */
  readonly pools: bigint;
}

export interface SegmentShares {
  /** By asset: its settlement asset first, then what debtors give, as they came. */
  readonly rates: ReadonlyMap<number, ClaimRate>;
  readonly pools: bigint;
}

/** What a segment pays for what it owes; of its own pools too where they are somebody's (CLAIM-031). */
export function segmentRates(segment: StruckSegment, totals: Totals, isOwned: boolean): SegmentShares {
  const { kept, pools, ...shares } = sharesOf(segment, totals);
  const owed = isOwned ? shares.owed + pools : shares.owed;
  const rates = new Map<number, ClaimRate>();
  if (owed === 0n) return { rates, pools };
  const { segmentId, settlementAssetId } = segment;
  const add = (assetId: number, amount: bigint, most: bigint) => {
    const rate = minOf(most, mulDivDown(amount, RATE_ONE, owed));
    if (rate > 0n) rates.set(assetId, { segmentId, rate, ...kept });
  };
  const cash = cashOf(segment, totals);
  // Rounding on the way in may leave more cash than is owed: nobody has it.
  if (cash > 0n) add(settlementAssetId, cash, RATE_ONE);
  for (const [assetId, amount] of totals.given) add(assetId, amount, amount * RATE_ONE);
  return { rates, pools };
}

/** The settlement cash that is a segment's: of its accounts, in its pools and pots, on its way between accounts, and dust. */
const cashOf = (segment: StruckSegment, { cash }: Totals): bigint =>
  cash +
  segment.feesAtoms +
  segment.skinAtoms +
  segment.juniorFundAtoms +
  segment.seniorFundAtoms +
  segment.dustAtoms +
  segment.transitAtoms +
  segment.pots.reduce((sum, { potAtoms }) => sum + potAtoms, 0n);

/** Skin, then each fund, then gains, then the cash of holders bear what is lacking; the rest is in the rates, for all alike. */
function sharesOf(segment: StruckSegment, totals: Totals): Shares {
  let lack = totals.lack;
  const bear = (amount: bigint): bigint => {
    const borne = minOf(amount, lack);
    lack -= borne;
    return amount - borne;
  };
  const skin = bear(segment.skinAtoms);
  const junior = bear(segment.juniorFundAtoms);
  const senior = bear(segment.seniorFundAtoms);
  const gain = bear(totals.gain);
  const holder = bear(totals.holder);
  const kept = {
    holderKept: partOf(holder, totals.holder),
    gainKept: partOf(gain, totals.gain),
    juniorKept: partOf(junior, segment.juniorFundAtoms),
    seniorKept: partOf(senior, segment.seniorFundAtoms),
  };
  return { kept, owed: totals.idle + holder + gain + junior + senior, pools: skin + segment.feesAtoms };
}

/** Rounded down; all of nothing. */
const partOf = (left: bigint, all: bigint): bigint => (all === 0n ? RATE_ONE : mulDivDown(left, RATE_ONE, all));
