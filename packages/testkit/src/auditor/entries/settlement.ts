/**
 * Cycles, funding, expiries.
 *
 * @module
 */
import { type AccountRow, AccountStatus, InstrumentStatus, type InstrumentTerms } from "@novate/codec";
import { atoms, HOUR_MS, lots, MINUTE_MS, PPM_ONE } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { abs, ceil, floor, sum } from "../sums.ts";
import { gainOf, isFeedFresh, lotsValueOf } from "../worth.ts";
import type { Entries } from "./entry.ts";
import { bookCash } from "./exits.ts";
import { checkFixedAt, checkSettledAt } from "./fixings.ts";
import { isLearned, rateOf, standingAt } from "./premium.ts";

const expiryOf = (terms: InstrumentTerms): number => ("expiryMs" in terms ? terms.expiryMs : Number.POSITIVE_INFINITY);

/** An option pays what the price is beyond its strike, anything else the price. */
function payoffOf(terms: InstrumentTerms, price: bigint): bigint {
  if (terms.type !== "Option") return price;
  const intrinsic = terms.isCall ? price - terms.strikeTicks : terms.strikeTicks - price;
  return intrinsic > 0n ? intrinsic : 0n;
}

/** What the cycle of a segment pays an account, or takes from it, is in transit until everybody is paid. */
export function payInCycle(ledger: Ledger, segmentId: number, paid: bigint): void {
  const segment = ledger.must("segments", segmentId);
  check("SETL-001", segment.cycle !== null, () => `segment ${segmentId} pays without a cycle`);
  const { collectedAtoms, paidAtoms } = segment.cycle;
  const sums =
    paid < 0n
      ? { collectedAtoms: atoms(collectedAtoms - paid), paidAtoms }
      : { collectedAtoms, paidAtoms: atoms(paidAtoms + paid) };
  const transitAtoms = atoms(segment.transitAtoms - paid);
  ledger.put("segments", { ...segment, transitAtoms, cycle: { ...segment.cycle, ...sums } });
}

/** What a position gains at a strike of its market; a market without one was settled before. */
function struckGainOf(ledger: Ledger, { positions }: AccountRow, cycleMs: number): bigint {
  let total = 0n;
  for (const { instrumentId, lots: size, costAtoms, fundingIndexE6 } of positions) {
    const { strike } = ledger.must("markets", instrumentId);
    if (strike?.cycleMs !== cycleMs) continue;
    const funding = ceil(size * (strike.fundingIndexE6 - fundingIndexE6), PPM_ONE);
    total += lotsValueOf(ledger, instrumentId, size, strike.priceTicks) - costAtoms - funding;
  }
  return total;
}

export const settlementEntries: Entries<
  | "VariationCycleStruck"
  | "VariationMarginSettled"
  | "GainsHaircut"
  | "VariationCycleAdvanced"
  | "VariationCycleClosed"
  | "PremiumSampled"
  | "FundingIndexAdvanced"
  | "FixingSampled"
  | "InstrumentSettled"
  | "PositionExpired"
  | "ContractClosed"
> = {
  VariationCycleStruck(ledger, { segmentId, cycleMs, lastAccountId, cutAtoms, gainedAtoms }) {
    const segment = ledger.must("segments", segmentId);
    checkEqual("SETL-001", cycleMs, ledger.timeMs, "time of a cycle");
    check("SETL-028", segment.cycle === null, () => "a cycle was struck before the last one was paid");
    checkEqual("SETL-001", lastAccountId, ledger.house.nextAccountId - 1, "last account of a cycle");
    for (const { segmentId: of, spec } of ledger.rows("instruments")) {
      const market = ledger.must("markets", spec.instrumentId);
      if (of !== segmentId || market.status !== InstrumentStatus.listed || market.mark === null) continue;
      const strike = { cycleMs, priceTicks: market.mark.priceTicks, fundingIndexE6: market.fundingIndexE6 };
      ledger.put("markets", { ...market, strike });
    }
    const nothing = { cursor: 0, collectedAtoms: atoms(0n), paidAtoms: atoms(0n) };
    const cycle = { cycleMs, lastAccountId, cutAtoms, gainedAtoms, ...nothing };
    ledger.put("segments", { ...segment, lastCycleMs: cycleMs, cycle });
    const holders = [...ledger.rows("accounts")].filter(
      (row) => row.segmentId === segmentId && row.positions.length > 0,
    );
    ledger.struck.set(segmentId, new Set(holders.map(({ accountId }) => accountId)));
    if (cutAtoms === 0n) return;
    const gains = holders
      .map((row) => ({ row, gain: struckGainOf(ledger, row, cycleMs) }))
      .filter(({ gain }) => gain > 0n);
    const safe = gains.filter(({ row }) => row.status !== AccountStatus.managed);
    const isBetween =
      cutAtoms <= gainedAtoms &&
      gainedAtoms >= sum(safe.map(({ gain }) => gain)) &&
      gainedAtoms <= sum(gains.map(({ gain }) => gain));
    check("DFLT-015", isBetween, () => `a cut of ${cutAtoms} of ${gainedAtoms}`);
  },

  VariationMarginSettled(ledger, { accountId, gainAtoms, cashAfterAtoms, cycleMs }) {
    const account = ledger.account(accountId);
    const { cycle } = ledger.must("segments", account.segmentId);
    check("SETL-001", cycle?.cycleMs === cycleMs, () => `account ${accountId} was paid a cycle that is not under way`);
    check("SETL-001", account.paidCycleMs !== cycleMs, () => `account ${accountId} was settled twice in a cycle`);
    const isDue = accountId > cycle!.cursor && accountId <= cycle!.lastAccountId;
    check("SETL-009", isDue, () => `account ${accountId} was passed over before it was paid`);
    checkEqual("INV-003", gainAtoms, struckGainOf(ledger, account, cycleMs), `gain of account ${accountId}`);
    checkEqual("INV-003", cashAfterAtoms, ledger.cash(accountId) + gainAtoms, "cash after a cycle");
    ledger.struck.get(account.segmentId)!.delete(accountId);
    ledger.gains.set(accountId, { timeMs: cycleMs, gain: gainAtoms });
    for (const position of account.positions) {
      const { instrumentId, lots: size } = position;
      const { strike } = ledger.must("markets", instrumentId);
      if (strike?.cycleMs !== cycleMs) continue;
      const costAtoms = atoms(lotsValueOf(ledger, instrumentId, size, strike.priceTicks));
      ledger.setPosition(accountId, { ...position, costAtoms, fundingIndexE6: strike.fundingIndexE6 });
    }
    ledger.round(account.segmentId, BigInt(account.positions.length));
    bookCash(ledger, accountId, cashAfterAtoms);
    ledger.change("accounts", accountId, { paidCycleMs: cycleMs });
    payInCycle(ledger, account.segmentId, gainAtoms);
  },

  GainsHaircut(ledger, event) {
    const { accountId, gainAtoms, haircutAtoms, cashAfterAtoms } = event;
    const segment = ledger.must("segments", ledger.account(accountId).segmentId);
    const { cycle } = segment;
    check("INV-007", cycle !== null && cycle.cutAtoms > 0n, () => `account ${accountId} was cut without a cycle`);
    const gained = ledger.gains.get(accountId);
    check("INV-007", gained?.timeMs === cycle.cycleMs, () => `account ${accountId} was cut without a gain`);
    checkEqual("INV-007", gainAtoms, gained!.gain, `gain of account ${accountId}`);
    check("INV-007", gainAtoms > 0n, () => `account ${accountId} gained nothing and was cut`);
    const expected = ceil(gainAtoms * cycle.cutAtoms, cycle.gainedAtoms);
    checkEqual("DFLT-015", haircutAtoms, expected, `cut of the gain of account ${accountId}`);
    checkEqual("INV-003", cashAfterAtoms, ledger.cash(accountId) - haircutAtoms, "cash after a cut");
    bookCash(ledger, accountId, cashAfterAtoms);
    payInCycle(ledger, segment.segmentId, -haircutAtoms);
    ledger.cutBalances.set(segment.segmentId, (ledger.cutBalances.get(segment.segmentId) ?? 0n) + haircutAtoms);
  },

  VariationCycleAdvanced(ledger, { segmentId, cursor }) {
    const { cycle } = ledger.must("segments", segmentId);
    check("SETL-009", cycle !== null && cursor > cycle.cursor, () => "a cycle went back");
    const passed = [...ledger.struck.get(segmentId)!].filter((accountId) => accountId <= cursor);
    check("SETL-009", passed.length === 0, () => `a cycle passed over account ${passed[0]}`);
    ledger.change("segments", segmentId, { cycle: { ...cycle, cursor } });
  },

  VariationCycleClosed(ledger, { segmentId, cycleMs, collectedAtoms, paidAtoms, dustAfterAtoms }) {
    const segment = ledger.must("segments", segmentId);
    check("SETL-001", segment.cycle?.cycleMs === cycleMs, () => "a cycle ended that was not under way");
    checkEqual("INV-003", collectedAtoms, segment.cycle.collectedAtoms, "collected by a cycle");
    checkEqual("INV-003", paidAtoms, segment.cycle.paidAtoms, "paid by a cycle");
    const dust = collectedAtoms - paidAtoms;
    // A cut is rounded up once an account.
    const roundings =
      (ledger.roundings.get(segmentId) ?? 0n) +
      (segment.cycle.cutAtoms > 0n ? BigInt(ledger.tables.accounts.size) : 0n);
    check("INV-003", dust >= 0n && dust <= roundings, () => `a cycle left ${dust} after ${roundings} roundings`);
    for (const accountId of ledger.struck.get(segmentId)!)
      check("SETL-001", false, () => `a cycle left out account ${accountId}`);
    checkEqual("INV-003", dustAfterAtoms, segment.dustAtoms + dust, "dust after a cycle");
    const transitAtoms = atoms(segment.transitAtoms - dust);
    ledger.put("segments", { ...segment, transitAtoms, dustAtoms: dustAfterAtoms, cycle: null });
    ledger.roundings.set(segmentId, 0n);
    ledger.cutBalances.delete(segmentId);
  },

  PremiumSampled(ledger, { instrumentId, premiumPpm, premiumSumE6, samples, sampledAtMs }) {
    const market = ledger.must("markets", instrumentId);
    const { spec, segmentId } = ledger.must("instruments", instrumentId);
    const { indexFeedId } = ledger.must("underlyings", spec.underlyingId).spec;
    check("INV-013", isFeedFresh(ledger, indexFeedId), () => "a premium over a stale index");
    const slotMs = ledger.must("segments", segmentId).parameters.clearing.premiumSampleMs;
    const begunBy = (atMs: number) => Math.floor(atMs / slotMs);
    const slots = begunBy(sampledAtMs) - begunBy(market.premiumSampledAtMs);
    const counted = samples - market.premiumSamples;
    check("SETL-060", counted >= 1 && counted <= slots, () => `${counted} samples for ${slots} slots of time`);
    if (isLearned(spec.terms)) {
      const beganMs = begunBy(sampledAtMs) * slotMs;
      const off = abs(premiumPpm - standingAt(ledger, market, segmentId, beganMs));
      check("SETL-064", counted === 1 && off <= 1n, () => `${counted} samples of a premium of ${premiumPpm}`);
    }
    checkEqual("SETL-003", premiumSumE6, market.premiumSumE6 + premiumPpm * BigInt(counted), "sum of premiums");
    const sampled = { premiumSamples: samples, premiumSampledAtMs: sampledAtMs };
    ledger.put("markets", { ...market, premiumSumE6, ...sampled });
  },

  FundingIndexAdvanced(ledger, { instrumentId, ratePpm, indexAfterE6, fundedAtMs }) {
    const market = ledger.must("markets", instrumentId);
    const { spec, segmentId } = ledger.must("instruments", instrumentId);
    const { fundingClampPpm, fundingPeriodMs, premiumSampleMs } = ledger.must("segments", segmentId).parameters
      .clearing;
    check("SETL-003", fundedAtMs - market.fundedAtMs >= HOUR_MS, () => "funding advanced twice in an hour");
    check("SETL-013", abs(ratePpm) <= fundingClampPpm, () => `a funding rate of ${ratePpm}`);
    const samples = BigInt(market.premiumSamples);
    checkEqual("SETL-062", ratePpm, rateOf(ledger, market, fundingClampPpm), "the part of a premium that counts");
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
    const { spec, segmentId } = ledger.must("instruments", instrumentId);
    const feed = ledger.must("feeds", ledger.must("underlyings", spec.underlyingId).spec.indexFeedId);
    const { expiryWindowMs } = ledger.must("segments", segmentId).parameters.clearing;
    checkFixedAt(ledger, feed, value, expiryOf(spec.terms) - 2 * expiryWindowMs);
    checkEqual("SETL-005", sumAfter, market.fixingSum + value, "sum of fixings");
    checkEqual("SETL-005", samples, market.fixingSamples + 1, "number of fixings");
    const isLater = market.fixingSamples === 0 || sampledAtMs - market.fixingSampledAtMs >= MINUTE_MS;
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
    const coverage = floor(BigInt(market.fixingSamples * MINUTE_MS) * PPM_ONE, BigInt(expiryWindowMs));
    const feed = ledger.must("feeds", ledger.must("underlyings", spec.underlyingId).spec.indexFeedId);
    const lowest = coverage >= expiryCoveragePpm ? 0 : 2n * coverage >= expiryCoveragePpm ? 1 : 2;
    check("SETL-006", rung >= lowest && (lowest === 2 || rung === lowest), () => `rung ${rung} instead of ${lowest}`);
    const rule = { ledger, feed, rung, settlementTicks };
    checkSettledAt(rule, floor(market.fixingSum, BigInt(market.fixingSamples || 1)), (value) =>
      payoffOf(spec.terms, floor(2n * value + spec.tickFeedUnits, 2n * spec.tickFeedUnits)),
    );
    const fields = { settlementTicks, mark: { priceTicks: settlementTicks, atMs: settledAtMs } };
    ledger.put("markets", { ...market, ...fields, status: InstrumentStatus.settled });
  },

  PositionExpired(ledger, { accountId, instrumentId, settlementTicks, gainAtoms, cashAfterAtoms }) {
    const market = ledger.must("markets", instrumentId);
    const account = ledger.account(accountId);
    const position = ledger.position(accountId, instrumentId);
    check("SETL-006", market.status === InstrumentStatus.settled, () => "a position expired before its contract");
    checkEqual("SETL-007", settlementTicks, market.settlementTicks!, "price at which a position expired");
    check("INV-003", position !== undefined, () => `account ${accountId} has nothing that could expire`);
    checkEqual("INV-003", gainAtoms, gainOf(ledger, position, settlementTicks), "what an expiry pays");
    checkEqual("INV-003", cashAfterAtoms, ledger.cash(accountId) + gainAtoms, "cash after an expiry");
    const { cycle } = ledger.must("segments", account.segmentId);
    const isOwed =
      cycle !== null &&
      market.strike?.cycleMs === cycle.cycleMs &&
      ledger.struck.get(account.segmentId)!.has(accountId);
    check("SETL-030", !isOwed, () => `account ${accountId} was paid an expiry before its cycle`);
    ledger.setPosition(accountId, { ...position, lots: lots(0n), costAtoms: atoms(0n) });
    bookCash(ledger, accountId, cashAfterAtoms);
    const expiredLots = lots(market.expiredLots + position.lots);
    const expiredAtoms = atoms(market.expiredAtoms + gainAtoms);
    const openLots = lots(market.openLots - (position.lots > 0n ? position.lots : 0n));
    ledger.put("markets", { ...market, openLots, expiredLots, expiredAtoms });
    const isLast = ![...ledger.rows("accounts")].some((row) =>
      row.positions.some((held) => held.instrumentId === instrumentId),
    );
    check(
      "INV-003",
      !isLast || (expiredLots === 0n && expiredAtoms <= 0n),
      () => `contract ${instrumentId} left ${expiredAtoms}`,
    );
    const segment = ledger.must("segments", account.segmentId);
    ledger.put("segments", { ...segment, transitAtoms: atoms(segment.transitAtoms - gainAtoms) });
  },

  ContractClosed(ledger, { instrumentId, segmentId, leftAtoms, dustAfterAtoms }) {
    const market = ledger.must("markets", instrumentId);
    const { type } = ledger.must("instruments", instrumentId).spec.terms;
    checkEqual("INV-003", leftAtoms, -market.expiredAtoms, "what an ended contract left");
    check("INV-003", leftAtoms > 0n && type === "Perpetual", () => `a ${type} left ${leftAtoms} atoms`);
    const segment = ledger.must("segments", segmentId);
    checkEqual("INV-003", dustAfterAtoms, segment.dustAtoms + leftAtoms, "dust after an ended contract");
    const transitAtoms = atoms(segment.transitAtoms - leftAtoms);
    ledger.put("markets", { ...market, expiredAtoms: atoms(0n) });
    ledger.put("segments", { ...segment, transitAtoms, dustAtoms: dustAfterAtoms });
  },
};
