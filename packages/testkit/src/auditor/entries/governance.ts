/**
 * The house itself, its rules, and how they change.
 *
 * @module
 */
import { type ChangeOf, type Hex, InstrumentStatus, MarketMode } from "@novate/codec";
import { atoms, lots, ppm } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { isMarkFresh } from "../worth.ts";
import { custodyChanges } from "./custodyChanges.ts";
import type { Entries } from "./entry.ts";
import { judgeAnew } from "./judgeAnew.ts";
import { holdsCredit, lapseOf } from "./oracle.ts";
import { NO_SURFACE } from "./surfaces.ts";

const RESUME_GAP_MS = 300_000;
const TRIAL_MS = 600_000;
const NOTHING = atoms(0n);
const NEVER_JUDGED = { correlationPpm: ppm(0n), isHolding: false, lapsesAtMs: 0, judgedAtMs: 0 };

export const governanceEntries: Entries<
  | "BlockOpened"
  | "BundleProposed"
  | "BundleApproved"
  | "BundleTried"
  | "BundleActivated"
  | "BundleDropped"
  | "ChangeApplied"
  | "HouseFounded"
> = {
  HouseFounded(ledger, { house, timeMs, governors, governorThreshold }) {
    const visited = { visitedAccountId: 0, visitedAtMs: timeMs };
    const counters = { nextAccountId: 1, nextWithdrawalId: 1, nextManagedSequence: 1, parameterEpoch: 0 };
    ledger.put("house", { house, timeMs, height: 0, resumedAtMs: 0, ...counters, governorThreshold, ...visited });
    for (const owner of governors) ledger.put("governors", { owner, triedAtMs: 0 });
  },

  BlockOpened(ledger, { height, timeMs, isResumed }) {
    const { house } = ledger;
    checkEqual("INV-009", height, house.height + 1, "height");
    check("INV-009", timeMs > house.timeMs, () => `time went from ${house.timeMs} to ${timeMs}`);
    check("ORCL-009", isResumed === timeMs - house.timeMs >= RESUME_GAP_MS, () => "an outage was not noticed");
    ledger.put("house", { ...house, height, timeMs, resumedAtMs: isResumed ? timeMs : house.resumedAtMs });
  },

  BundleProposed(ledger, { bundle }) {
    check("GOV-002", bundle.approvals.length === 1, () => "a bundle was proposed with approvals");
    check("GOV-002", ledger.get("bundles", bundle.bundleId) === undefined, () => "a bundle was proposed twice");
    ledger.put("bundles", bundle);
  },

  BundleTried(ledger, { bundleId }) {
    const bundle = ledger.must("bundles", bundleId);
    check("GOV-031", !bundle.isTried, () => "a bundle was tried twice before it was due");
    const { triedAtMs } = ledger.must("governors", bundle.proposer);
    const isOpen = bundle.activatesAtMs > 0 || ledger.timeMs >= triedAtMs + TRIAL_MS;
    check("GOV-048", isOpen, () => `bundle ${bundleId} was tried so soon after the last`);
    ledger.put("bundles", { ...bundle, isTried: true });
    noteTrial(ledger, bundle.proposer);
  },

  BundleApproved(ledger, { bundleId, owner, activatesAtMs }) {
    const bundle = ledger.must("bundles", bundleId);
    check("GOV-013", !bundle.approvals.includes(owner), () => "a governor approved twice");
    const approvals = [...bundle.approvals, owner];
    const isEnough = approvals.length >= ledger.house.governorThreshold;
    check("GOV-012", activatesAtMs === 0 || isEnough, () => "a bundle was scheduled with too few approvals");
    ledger.put("bundles", { ...bundle, approvals, activatesAtMs });
  },

  BundleActivated(ledger, { bundleId, parameterEpoch }) {
    const { activatesAtMs } = ledger.must("bundles", bundleId);
    check("GOV-004", activatesAtMs > 0 && activatesAtMs <= ledger.timeMs, () => "a bundle took effect too early");
    checkEqual("GOV-014", parameterEpoch, ledger.house.parameterEpoch + 1, "parameter epoch");
    ledger.change("house", 0, { parameterEpoch });
    ledger.remove("bundles", bundleId);
  },

  BundleDropped(ledger, { bundleId }) {
    const { isTried, proposer } = ledger.must("bundles", bundleId);
    if (!isTried) noteTrial(ledger, proposer);
    ledger.remove("bundles", bundleId);
  },

  ChangeApplied(ledger, { change, atMs }) {
    // The table's key is the change's type.
    (changes[change.type] as (ledger: Ledger, change: unknown, atMs: number) => void)(ledger, change, atMs);
  },
};

/** GOV-048: when a governor's bundle was last tried, or dropped without. */
function noteTrial(ledger: Ledger, proposer: Hex): void {
  if (ledger.get("governors", proposer) !== undefined)
    ledger.change("governors", proposer, { triedAtMs: ledger.timeMs });
}

type Type = Parameters<(typeof governanceEntries)["ChangeApplied"]>[1]["change"]["type"];

const changes: { readonly [T in Type]: (ledger: Ledger, change: ChangeOf<T>, atMs: number) => void } = {
  ListAsset(ledger, { type: _, ...spec }) {
    ledger.put("assets", { ...spec, escrowAtoms: NOTHING, outboxAtoms: NOTHING });
  },

  CreateSegment(ledger, { type: _, ...spec }, atMs) {
    const pools = { feesAtoms: NOTHING, skinAtoms: NOTHING, juniorFundAtoms: NOTHING, seniorFundAtoms: NOTHING };
    const samples = { moveSequence: 0, moveSampledAtMs: 0, treasuryAccountId: 0 };
    const entries = { deepCursor: 0, cursor: 0, carriedHeight: 0 };
    const rest = {
      dustAtoms: NOTHING,
      transitAtoms: NOTHING,
      cycle: null,
      interest: null,
      uncoveredAtoms: NOTHING,
      earmarkedAtoms: NOTHING,
      shortfallAtMs: 0,
      smallLossAtoms: atoms(0n),
      smallLossSinceMs: 0,
      entries,
      debtCursor: 0,
      owedAtoms: NOTHING,
      ...samples,
    };
    ledger.put("segments", { ...spec, ...pools, ...rest, lastCycleMs: atMs, lastInterestMs: atMs });
  },

  SetCollateral(ledger, { type: _, ...spec }, atMs) {
    const key = `${spec.segmentId}/${spec.assetId}`;
    const row = ledger.get("collaterals", key);
    if (row !== undefined) {
      judgeAnew(ledger, { ...row, spec });
      return;
    }
    const unused = { startMs: 0, netOutAtoms: NOTHING, ownAtoms: NOTHING, laneAtoms: NOTHING, commonAtoms: NOTHING };
    const haircut = { haircutPpm: ppm(0n), newRiskHaircutPpm: ppm(0n), announced: null, haircutMovedAtMs: atMs };
    const least = { startMs: 0, beforeAtoms: NOTHING, nowAtoms: NOTHING };
    ledger.put("collaterals", { spec, heldAtoms: NOTHING, ...haircut, least, hour: unused, day: unused });
    ledger.adopted.set(`collaterals/${key}`, ["haircutPpm", "newRiskHaircutPpm"]);
  },

  RegisterFeed(ledger, { type: _, ...spec }) {
    const unseen = { sources: [], value: 0n, confidence: 0n, low: 0n, high: 0n, sourceCount: 0, aggregatedAtMs: 0 };
    const rest = { recentValues: [], pendingValue: 0n, pendingAtMs: 0, ratioE9: 0n, ratioAtMs: 0 };
    ledger.put("feeds", { ...(ledger.get("feeds", spec.feedId) ?? { ...unseen, ...rest }), spec });
  },

  RegisterPublisher(ledger, { type: _, ...row }) {
    const surfaceWeight = ledger.get("publishers", row.publisherId)?.surfaceWeight ?? null;
    ledger.put("publishers", { ...row, surfaceWeight });
  },

  SetSurfaceWeight(ledger, { publisherId, weight }) {
    ledger.change("publishers", publisherId, { surfaceWeight: weight });
  },

  SettleInstrument(ledger, { instrumentId }) {
    const market = ledger.must("markets", instrumentId);
    check("SETL-032", market.mark !== null && market.status === InstrumentStatus.listed, () => "nothing to settle");
    check("INV-013", !isMarkFresh(ledger, instrumentId), () => `instrument ${instrumentId} was ended at a fresh price`);
    const settlementTicks = market.mark.priceTicks;
    ledger.put("markets", { ...market, status: InstrumentStatus.settled, settlementTicks });
  },

  ListUnderlying(ledger, { type: _, ...spec }) {
    const before = ledger.get("underlyings", spec.underlyingId);
    if (before !== undefined) {
      ledger.put("underlyings", { ...before, spec });
      return;
    }
    const ranges = { volAnnualPpm: spec.initialVolPpm, scanRangePpm: ppm(0n), newRiskRangePpm: ppm(0n) };
    const forecast = { ...ranges, announced: [], scanMovedAtMs: 0, forecast: [] };
    ledger.put("underlyings", { spec, mode: MarketMode.closeOnly, ...forecast, ...NO_SURFACE });
    ledger.adopted.set(`underlyings/${spec.underlyingId}`, ["scanRangePpm", "newRiskRangePpm", "forecast"]);
  },

  ListInstrument(ledger, { type: _, ...spec }, atMs) {
    const { instrumentId } = spec;
    const { segmentId } = ledger.must("underlyings", spec.underlyingId).spec;
    ledger.put("instruments", { spec, segmentId, listedAtMs: atMs });
    ledger.put("markets", {
      instrumentId,
      status: InstrumentStatus.listed,
      mode: MarketMode.closeOnly,
      mark: null,
      recentMarks: [],
      basisE6: 0n,
      printedLots: lots(0n),
      printedTicks: 0n,
      openLots: lots(0n),
      fundingIndexE6: 0n,
      premiumSumE6: 0n,
      premiumSamples: 0,
      premiumSampledAtMs: atMs,
      fundedAtMs: atMs,
      fixingSum: 0n,
      fixingSamples: 0,
      fixingSampledAtMs: 0,
      strike: null,
      settlementTicks: null,
      tearUp: null,
      expiredLots: lots(0n),
      expiredAtoms: NOTHING,
    });
  },

  RegisterVenue(ledger, { type: _, ...spec }) {
    const nothing = { guaranteeAtoms: NOTHING, feesAtoms: NOTHING, treasuryAccountId: 0 };
    ledger.put("venues", { ...(ledger.get("venues", spec.venueId) ?? nothing), spec });
  },

  SetTreasury(ledger, { segmentId, venueId, treasury }) {
    if (segmentId !== 0) ledger.change("segments", segmentId, { treasuryAccountId: treasury });
    else ledger.change("venues", venueId, { treasuryAccountId: treasury });
  },

  ...custodyChanges,

  SetParameters(ledger, { segmentId, parameters }) {
    ledger.change("segments", segmentId, { parameters });
    for (const row of [...ledger.rows("collaterals")]) if (row.spec.segmentId === segmentId) judgeAnew(ledger, row);
  },

  SetCreditPair(ledger, { type: _, ...spec }, atMs) {
    const key = `${spec.segmentId}/${spec.leftUnderlyingId}/${spec.rightUnderlyingId}`;
    const before = ledger.get("creditPairs", key) ?? NEVER_JUDGED;
    const isHolding = before.judgedAtMs > 0 && holdsCredit(spec, before.correlationPpm, before.isHolding);
    ledger.put("creditPairs", { ...before, spec, isHolding, lapsesAtMs: lapseOf(before, isHolding, atMs) });
  },

  SetGovernor(ledger, { owner, isMember, threshold }) {
    if (isMember) ledger.put("governors", ledger.get("governors", owner) ?? { owner, triedAtMs: 0 });
    else ledger.remove("governors", owner);
    ledger.change("house", 0, { governorThreshold: threshold });
  },
};
