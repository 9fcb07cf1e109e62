/**
 * Cycles, funding, expiries.
 *
 * @module
 */
import { InstrumentStatus, type InstrumentTerms } from "@novate/codec";
import { atoms, HOUR_MS, lots, MINUTE_MS, PPM_ONE } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Cycle, Ledger } from "../ledger.ts";
import { abs, floor } from "../sums.ts";
import { isFeedFresh, lotsValueOf, mustMark, unvestedOf } from "../worth.ts";
import type { Entries } from "./entry.ts";

const FUNDING_STEP_MS = HOUR_MS;
const FIXING_SAMPLE_MS = MINUTE_MS;

const expiryOf = (terms: InstrumentTerms): number => ("expiryMs" in terms ? terms.expiryMs : Number.POSITIVE_INFINITY);

/** An option pays what the price is beyond its strike, anything else the price. */
function payoffOf(terms: InstrumentTerms, price: bigint): bigint {
  if (terms.type !== "Option") return price;
  const intrinsic = terms.isCall ? price - terms.strikeTicks : terms.strikeTicks - price;
  return intrinsic > 0n ? intrinsic : 0n;
}

function cycleOf(ledger: Ledger, segmentId: number): Cycle {
  const cycle = ledger.cycles.get(segmentId) ?? { collected: 0n, paid: 0n, accountIds: new Set() };
  ledger.cycles.set(segmentId, cycle);
  return cycle;
}

export const settlementEntries: Entries<
  | "VariationMarginSettled"
  | "VariationCycleClosed"
  | "PremiumSampled"
  | "FundingIndexAdvanced"
  | "FixingSampled"
  | "InstrumentSettled"
  | "PositionExpired"
> = {
  VariationMarginSettled(ledger, { accountId, gainAtoms, cashAfterAtoms, cycleMs }) {
    const account = ledger.account(accountId);
    const cycle = cycleOf(ledger, account.segmentId);
    checkEqual("SETL-001", cycleMs, ledger.timeMs, "time of a cycle");
    check("SETL-001", !cycle.accountIds.has(accountId), () => `account ${accountId} was settled twice in a cycle`);
    checkEqual("INV-003", gainAtoms, unvestedOf(ledger, account), `gain of account ${accountId}`);
    checkEqual("INV-003", cashAfterAtoms, ledger.cash(accountId) + gainAtoms, "cash after a cycle");
    cycle.accountIds.add(accountId);
    ledger.gains.set(accountId, { timeMs: cycleMs, gain: gainAtoms });
    if (gainAtoms < 0n) {
      check("SETL-009", cycle.paid === 0n, () => "a loser paid after a winner was paid");
      cycle.collected -= gainAtoms;
    } else cycle.paid += gainAtoms;
    for (const position of account.positions) {
      const { instrumentId, lots: size } = position;
      const { fundingIndexE6 } = ledger.must("markets", instrumentId);
      const costAtoms = atoms(lotsValueOf(ledger, instrumentId, size, mustMark(ledger, instrumentId)));
      ledger.setPosition(accountId, { ...position, costAtoms, fundingIndexE6 });
    }
    ledger.round(account.segmentId, BigInt(account.positions.length));
    ledger.setCash(accountId, cashAfterAtoms);
  },

  VariationCycleClosed(ledger, { segmentId, cycleMs, collectedAtoms, paidAtoms, dustAfterAtoms }) {
    const { collected, paid, accountIds } = cycleOf(ledger, segmentId);
    checkEqual("INV-003", collectedAtoms, collected, "collected by a cycle");
    checkEqual("INV-003", paidAtoms, paid, "paid by a cycle");
    const dust = collected - paid;
    const roundings = ledger.roundings.get(segmentId) ?? 0n;
    check("INV-003", dust >= 0n && dust <= roundings, () => `a cycle left ${dust} after ${roundings} roundings`);
    for (const { accountId, positions, segmentId: of } of ledger.rows("accounts")) {
      const isSettled = of !== segmentId || positions.length === 0 || accountIds.has(accountId);
      check("SETL-001", isSettled, () => `a cycle left out account ${accountId}`);
    }
    const segment = ledger.must("segments", segmentId);
    checkEqual("INV-003", dustAfterAtoms, segment.dustAtoms + dust, "dust after a cycle");
    ledger.put("segments", { ...segment, dustAtoms: dustAfterAtoms, lastCycleMs: cycleMs });
    ledger.roundings.set(segmentId, 0n);
    ledger.cycles.delete(segmentId);
  },

  PremiumSampled(ledger, { instrumentId, premiumPpm, premiumSumE6, samples, sampledAtMs }) {
    const market = ledger.must("markets", instrumentId);
    const { spec } = ledger.must("instruments", instrumentId);
    const { indexFeedId } = ledger.must("underlyings", spec.underlyingId).spec;
    check("INV-013", isFeedFresh(ledger, indexFeedId), () => "a premium over a stale index");
    checkEqual("SETL-003", premiumSumE6, market.premiumSumE6 + premiumPpm, "sum of premiums");
    checkEqual("SETL-003", samples, market.premiumSamples + 1, "number of premiums");
    ledger.put("markets", { ...market, premiumSumE6, premiumSamples: samples, premiumSampledAtMs: sampledAtMs });
  },

  FundingIndexAdvanced(ledger, { instrumentId, ratePpm, indexAfterE6, fundedAtMs }) {
    const market = ledger.must("markets", instrumentId);
    const { spec, segmentId } = ledger.must("instruments", instrumentId);
    const { fundingClampPpm, fundingPeriodMs, premiumSampleMs } = ledger.must("segments", segmentId).parameters
      .clearing;
    check("SETL-003", fundedAtMs - market.fundedAtMs >= FUNDING_STEP_MS, () => "funding advanced twice in an hour");
    check("SETL-013", abs(ratePpm) <= fundingClampPpm, () => `a funding rate of ${ratePpm}`);
    const samples = BigInt(market.premiumSamples);
    const sampledMs = samples * BigInt(premiumSampleMs);
    const step = floor(
      ratePpm * (market.mark?.priceTicks ?? 0n) * spec.tickValueAtoms * sampledMs,
      BigInt(fundingPeriodMs),
    );
    checkEqual("INV-003", indexAfterE6, market.fundingIndexE6 + step, "funding index");
    const fields = { fundingIndexE6: indexAfterE6, fundedAtMs, premiumSumE6: 0n, premiumSamples: 0 };
    ledger.put("markets", { ...market, ...fields });
    ledger.round(segmentId, BigInt(ledger.tables.accounts.size));
  },

  FixingSampled(ledger, { instrumentId, value, sumAfter, samples, sampledAtMs }) {
    const market = ledger.must("markets", instrumentId);
    const { spec } = ledger.must("instruments", instrumentId);
    const feed = ledger.must("feeds", ledger.must("underlyings", spec.underlyingId).spec.indexFeedId);
    check("INV-013", isFeedFresh(ledger, feed.spec.feedId), () => "a fixing of a stale index");
    checkEqual("SETL-005", value, feed.value, "value of a fixing");
    checkEqual("SETL-005", sumAfter, market.fixingSum + value, "sum of fixings");
    checkEqual("SETL-005", samples, market.fixingSamples + 1, "number of fixings");
    const isLater = market.fixingSamples === 0 || sampledAtMs - market.fixingSampledAtMs >= FIXING_SAMPLE_MS;
    check("SETL-015", isLater && sampledAtMs <= expiryOf(spec.terms), () => "a fixing too many");
    ledger.put("markets", { ...market, fixingSum: sumAfter, fixingSamples: samples, fixingSampledAtMs: sampledAtMs });
  },

  InstrumentSettled(ledger, { instrumentId, settlementTicks, rung, settledAtMs }) {
    const { spec, segmentId } = ledger.must("instruments", instrumentId);
    const market = ledger.must("markets", instrumentId);
    check(
      "SETL-006",
      settledAtMs >= expiryOf(spec.terms) && market.status === InstrumentStatus.listed,
      () => "settled too early",
    );
    const { expiryWindowMs, expiryCoveragePpm } = ledger.must("segments", segmentId).parameters.clearing;
    const coverage = floor(BigInt(market.fixingSamples * FIXING_SAMPLE_MS) * PPM_ONE, BigInt(expiryWindowMs));
    const feed = ledger.must("feeds", ledger.must("underlyings", spec.underlyingId).spec.indexFeedId);
    const lowest = coverage >= expiryCoveragePpm ? 0 : 2n * coverage >= expiryCoveragePpm ? 1 : 2;
    check("SETL-006", rung >= lowest && (lowest === 2 || rung === lowest), () => `rung ${rung} instead of ${lowest}`);
    const value = rung < 2 ? floor(market.fixingSum, BigInt(market.fixingSamples)) : feed.value;
    const price = floor(2n * value + spec.tickFeedUnits, 2n * spec.tickFeedUnits);
    checkEqual("SETL-006", settlementTicks, payoffOf(spec.terms, price), `settlement of instrument ${instrumentId}`);
    const fields = { settlementTicks, mark: { priceTicks: settlementTicks, atMs: settledAtMs } };
    ledger.put("markets", { ...market, ...fields, status: InstrumentStatus.settled });
  },

  PositionExpired(ledger, { accountId, instrumentId }) {
    const market = ledger.must("markets", instrumentId);
    const position = ledger.position(accountId, instrumentId);
    check("SETL-006", market.status === InstrumentStatus.settled, () => "a position expired before its contract");
    check("INV-003", position !== undefined, () => `account ${accountId} has nothing that could expire`);
    const value = lotsValueOf(ledger, instrumentId, position.lots, market.settlementTicks!); // settled, as was checked
    checkEqual("INV-003", position.costAtoms, value, "what a position was paid before it expired");
    const { fundingIndexE6 } = market;
    ledger.setPosition(accountId, { instrumentId, lots: lots(0n), costAtoms: atoms(0n), fundingIndexE6 });
    ledger.put("markets", { ...market, openLots: lots(0n) });
  },
};
