/**
 * COLL-056 to COLL-059, COLL-063: how haircuts move, and that what is held follows holdings of half a day alone.
 *
 * @module
 */
import type { CollateralRow } from "@novate/codec";
import { atoms, HOUR_MS, PPM_ONE, YEAR_MS } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import { isLeaving } from "../leaving.ts";
import type { Ledger } from "../ledger.ts";
import { least } from "../sums.ts";
import type { Entries } from "./entry.ts";

const HALF_DAY_MS = 12 * HOUR_MS;
/** Roundings up of the house's reckoning, in millionths: of the haircut itself, of two parts, and of what they leave. */
const SLACK = 5;

/**
 * The row with other holdings: the least of this half-day, and of the one before; founders' were always there (COLL-062). What waits is
 * held (COLL-082); `more` of it waits from now on.
 */
export function heldNow(ledger: Ledger, row: CollateralRow, held: bigint, more = 0n): CollateralRow {
  const { timeMs, house } = ledger;
  const startMs = Math.floor(timeMs / HALF_DAY_MS) * HALF_DAY_MS;
  const [before, now] = house.height === 0 ? [held, held] : leastOf(ledger, row);
  const all = held + waits(ledger, row) + more;
  const figures = { startMs, beforeAtoms: atoms(before), nowAtoms: atoms(least(now, all)) };
  return { ...row, heldAtoms: atoms(held), least: figures };
}

/** The settlement cash that a segment's limits are parts of: the least of both half-days (COLL-061). */
export function longHeldCash(ledger: Ledger, segmentId: number): bigint {
  const { settlementAssetId } = ledger.must("segments", segmentId);
  const row = ledger.get("collaterals", `${segmentId}/${settlementAssetId}`);
  if (row === undefined) return 0n;
  const [before, now] = leastOf(ledger, row);
  const held = least(before, now);
  return held > 0n ? held : 0n;
}

/** LIQ-088: what is held counts within a hundredth as new risk does; a debt that can wait is sold for no sooner. */
export function isHaircutAgreed(ledger: Ledger, segmentId: number, assetId: number): boolean {
  const { newRiskHaircutPpm, haircutPpm } = ledger.must("collaterals", `${segmentId}/${assetId}`);
  return (newRiskHaircutPpm - haircutPpm) * 100n <= PPM_ONE;
}

/** The least of the half-day before this one and of this one. */
function leastOf(ledger: Ledger, row: CollateralRow) {
  const { startMs, beforeAtoms, nowAtoms } = row.least;
  const passed = Math.floor(ledger.timeMs / HALF_DAY_MS) - startMs / HALF_DAY_MS;
  if (passed === 0) return [beforeAtoms, nowAtoms] as const;
  const all = row.heldAtoms + waits(ledger, row);
  return [passed === 1 ? nowAtoms : all, all] as const;
}

const waits = (ledger: Ledger, { spec }: CollateralRow): bigint =>
  ledger.get("queues", `${spec.segmentId}/${spec.assetId}`)?.waitingAtoms ?? 0n;

/** The most that what is held may be on its way to. */
function targetOf(ledger: Ledger, row: CollateralRow): number {
  const [before, now] = leastOf(ledger, row);
  return targetAt(ledger, row, Number(least(before, now)));
}

/** Where so much of the asset leads its haircut. */
function targetAt(ledger: Ledger, { spec }: CollateralRow, heldAtoms: number): number {
  if (isLeaving(ledger, spec.assetId)) return 1e6;
  const { collateral } = ledger.must("segments", spec.segmentId).parameters;
  const held = Math.max(heldAtoms, 0);
  const feed = ledger.get("feeds", ledger.must("assets", spec.assetId).priceFeedId);
  const doubt = feed === undefined || feed.value === 0n ? 0 : Number(feed.confidence) / Number(feed.value);
  const stressed = Number(collateral.volatilityMultiplePpm) * (Number(spec.stressVolPpm) / 1e6);
  const impact = Number(collateral.impactPpm) * Math.sqrt(held / Number(spec.dailyVolumeAtoms));
  const own = Math.max(
    stressed * Math.sqrt(spec.exitHorizonMs / YEAR_MS) + impact + doubt * 1e6,
    Number(spec.haircutFloorPpm),
  );
  return 1e6 - (1e6 - own) * (1 - stallOf(ledger, spec.assetId)) * (1 - lackOf(ledger, spec.assetId));
}

/** COLL-071: the part that does not count because its token took it, or does not move. */
function lackOf(ledger: Ledger, assetId: number): number {
  const place = ledger.get("locations", assetId);
  if (place !== undefined && ledger.must("vaults", place.vaultId).isRewritten) return 1;
  const row = ledger.get("impairments", assetId);
  if (row === undefined) return 0;
  if (row.frozenSince > 0n) return 1;
  const { claimed, there } = sharedOut(ledger, assetId);
  return claimed === there ? 0 : 1 - Number(there) / Number(claimed);
}

/** WDR-066: what is claimed of an asset and not released, and what of it its vault has. */
export function sharedOut(ledger: Ledger, assetId: number): { claimed: bigint; there: bigint } {
  const { consumedAtoms, keptAtoms, queued } = ledger.must("locations", assetId);
  const released = queued.mainAtoms + queued.smallAtoms + queued.sentBackAtoms;
  const shortfall = ledger.get("impairments", assetId)?.shortfallAtoms ?? 0n;
  const claimed = consumedAtoms - released - keptAtoms;
  const lacking = shortfall > keptAtoms ? shortfall - keptAtoms : 0n;
  return { claimed, there: claimed > lacking ? claimed - lacking : 0n };
}

/** Whether anything was ever said against what its vault has of it. */
function isEverImpaired(ledger: Ledger, assetId: number): boolean {
  return ledger.get("impairments", assetId) !== undefined || ledger.rewritten.has(assetId);
}

/** Whether its vault ever showed an exit, cancelled since perhaps. */
function isShownLeaving(ledger: Ledger, assetId: number): boolean {
  const location = ledger.get("locations", assetId);
  return location !== undefined && ledger.get("vaultExits", location.vaultId) !== undefined;
}

/** COLL-060: the part that does not count because its chain is silent. */
function stallOf(ledger: Ledger, assetId: number): number {
  const location = ledger.get("locations", assetId);
  if (location === undefined) return 0;
  const { headerTimeMs, spec } = ledger.must("vaults", location.vaultId);
  return Math.min(Math.max(ledger.timeMs - headerTimeMs - spec.staleAfterMs, 0) / (7 * 24 * HOUR_MS), 1);
}

export const haircutEntries: Entries<"HaircutMoved" | "HaircutBound"> = {
  HaircutMoved(ledger, { segmentId, assetId, haircutPpm, newRiskHaircutPpm, announced, movedAtMs }) {
    const row = ledger.must("collaterals", `${segmentId}/${assetId}`);
    const next = announced?.haircutPpm ?? haircutPpm;
    check("COLL-029", next >= 0n && next <= PPM_ONE, () => `a haircut of ${next}`);
    check("COLL-056", newRiskHaircutPpm >= next, () => `new risk is valued above what is held`);
    const moved = { haircutPpm, newRiskHaircutPpm, announced, haircutMovedAtMs: movedAtMs };
    if (movedAtMs === row.haircutMovedAtMs) {
      const before = row.announced?.haircutPpm ?? row.haircutPpm;
      check("COLL-026", next === before && haircutPpm === row.haircutPpm, () => "a haircut moved twice in an hour");
      // Rules that changed in this block have moved it first, to where only the house reckons it.
      const isJudgedAnew = ledger.adopted.has(`collaterals/${segmentId}/${assetId}`);
      const isLower = isJudgedAnew || newRiskHaircutPpm < row.newRiskHaircutPpm;
      const isShown = isEverImpaired(ledger, assetId) || isShownLeaving(ledger, assetId);
      const target = isShown ? 1e6 : targetAt(ledger, row, Number(row.heldAtoms));
      const isLed = Number(newRiskHaircutPpm) <= target + SLACK;
      check("COLL-063", isLower || isLed, () => `new risk pays ${newRiskHaircutPpm} within the hour, led to ${target}`);
      ledger.put("collaterals", { ...row, ...moved });
      return;
    }
    check("COLL-026", movedAtMs - row.haircutMovedAtMs >= HOUR_MS, () => "a haircut moved twice in an hour");
    check("COLL-056", haircutPpm <= row.haircutPpm, () => `a haircut rose to ${haircutPpm} without notice`);
    if (announced !== null) {
      check("COLL-056", next > row.haircutPpm, () => `a step to ${next} was announced`);
      checkEqual("COLL-056", announced.bindsAtMs, ledger.timeMs + 15 * 60_000, "when a step up binds");
      const target = targetOf(ledger, row);
      check("COLL-058", Number(next) <= target + SLACK, () => `a haircut goes to ${next}, its holdings to ${target}`);
    }
    ledger.put("collaterals", { ...row, ...moved });
  },

  HaircutBound(ledger, { segmentId, assetId, haircutPpm }) {
    const row = ledger.must("collaterals", `${segmentId}/${assetId}`);
    check("COLL-056", haircutPpm === row.announced?.haircutPpm, () => `${haircutPpm} binds and was not announced`);
    check("COLL-056", row.announced!.bindsAtMs <= ledger.timeMs, () => `${haircutPpm} binds before its time`);
    ledger.put("collaterals", { ...row, haircutPpm, announced: null });
  },
};
