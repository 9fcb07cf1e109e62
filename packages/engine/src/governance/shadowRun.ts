/**
 * The shadow run: what a bundle would do to every account, tried on a scratch copy before it counts (GOV-006).
 *
 * Haircuts and scan ranges walk to their targets over hours, so both copies are judged with what a change does to them done: a bundle that
 * would hurt slowly is refused like one that hurts at once, and one is not blamed for what the market does by itself.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { absOf, maxOf, PPM_ONE } from "@novate/num";
import { OpenInterest } from "../derived/openInterest.ts";
import type { OwnerIndex } from "../derived/ownerIndex.ts";
import { heldTargetPpm } from "../gate/haircutView.ts";
import { rangesUnder } from "../gate/rangesUnder.ts";
import { isInBreach } from "../ledger/health.ts";
import { MarginDesk } from "../margin/desk/marginDesk.ts";
import { collateralKey } from "../state/keys.ts";
import { forkState, mustGet, type StateView, type WritableState } from "../state/state.ts";

/** A haircut may not come to rest further than this from where it would have. */
const MAX_HAIRCUT_JUMP_PPM = 200_000n;
/** Accounts that a change breaks may have no more than this part of their segment's maintenance margin: none vetoes. */
const MAX_BROKEN_PPM = 50_000n;
/** Initial margin of a segment may not rise or fall by more than this part of the larger. */
const MAX_MARGIN_JUMP_PPM = 500_000n;

/**
 * Why changes written into `fork` must not take effect over `state`, or null. `owners`: of the accounts, which no change moves.
 *
 * Work: two assessments of every account.
 */
export function shadowFault(state: StateView, fork: WritableState, owners: OwnerIndex): string | null {
  const baseline = forkState(state);
  restHaircuts(baseline);
  restHaircuts(fork);
  restRanges(baseline, fork);
  return haircutFault(baseline, fork) ?? marginFault(baseline, fork, owners);
}

/** Ranges of the shadow stand where today's would with the changes: moved as the changes move the place that they rest at. */
function restRanges(baseline: StateView, fork: WritableState): void {
  for (const underlying of baseline.underlyings.values()) {
    const { underlyingId, segmentId } = underlying.spec;
    const marginOf = (state: StateView) => mustGet(state.segments, segmentId).parameters.margin;
    const after = mustGet(fork.underlyings, underlyingId);
    const ranges = rangesUnder(
      { underlying, margin: marginOf(baseline) },
      { underlying: after, margin: marginOf(fork) },
    );
    if (ranges !== null) fork.underlyings.put({ ...after, ...ranges });
  }
}

function restHaircuts(fork: WritableState): void {
  for (const row of [...fork.collaterals.values()]) {
    const segment = mustGet(fork.segments, row.spec.segmentId);
    fork.collaterals.put({ ...row, haircutPpm: heldTargetPpm(fork, segment, row) });
  }
}

function haircutFault(baseline: StateView, shadow: StateView): string | null {
  for (const { spec, haircutPpm } of baseline.collaterals.values()) {
    const after = mustGet(shadow.collaterals, collateralKey(spec.segmentId, spec.assetId)).haircutPpm;
    if (absOf((after as bigint) - haircutPpm) > MAX_HAIRCUT_JUMP_PPM) {
      return `haircut of asset ${spec.assetId} would jump from ${haircutPpm} to ${after}`;
    }
  }
  return null;
}

function marginFault(baseline: StateView, shadow: StateView, owners: OwnerIndex): string | null {
  const deskBefore = new MarginDesk(baseline, { owners, interest: OpenInterest.of(baseline) });
  const deskAfter = new MarginDesk(shadow, { owners, interest: OpenInterest.of(shadow) });
  const sums = new Map<number, Sums>();
  for (const account of baseline.accounts.values()) {
    if (isEmpty(account)) continue;
    const before = deskBefore.assess(baseline, account);
    const after = deskAfter.assess(shadow, account);
    const sum = sums.get(account.segmentId) ?? { ...NO_SUMS };
    sums.set(account.segmentId, sum);
    sum.before += before.initialAtoms;
    sum.after += after.initialAtoms;
    sum.maintenance += after.maintenanceAtoms;
    if (!isInBreach(after) || isInBreach(before)) continue;
    sum.broken += after.maintenanceAtoms;
    sum.firstBroken ??= account.accountId;
  }
  for (const { segmentId } of baseline.segments.values()) {
    const { before, after, maintenance, broken, firstBroken } = sums.get(segmentId) ?? NO_SUMS;
    if (firstBroken !== null && (broken === 0n || broken * PPM_ONE > maintenance * MAX_BROKEN_PPM)) {
      return `account ${firstBroken} would be in breach`;
    }
    if (absOf(after - before) * PPM_ONE > maxOf(before, after) * MAX_MARGIN_JUMP_PPM) {
      return `margin of segment ${segmentId} would jump from ${before} to ${after}`;
    }
  }
  return null;
}

/** Of a segment: initial margin on both sides, maintenance margin after, and that of the accounts that would break. */
interface Sums {
  before: bigint;
  after: bigint;
  maintenance: bigint;
  broken: bigint;
  firstBroken: number | null;
}
const NO_SUMS: Readonly<Sums> = { before: 0n, after: 0n, maintenance: 0n, broken: 0n, firstBroken: null };

const isEmpty = (account: AccountRow): boolean => account.balances.length === 0 && account.positions.length === 0;
