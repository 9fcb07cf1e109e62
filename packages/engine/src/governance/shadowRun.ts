/**
 * The shadow run: what a bundle would do to every account, tried on a scratch copy before it counts (GOV-006).
 *
 * Haircuts walk to their targets over hours, so both copies are judged with every haircut already there: a bundle that
 * would hurt slowly is refused like one that hurts at once, and one is not blamed for what the market does by itself.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { absOf, maxOf, PPM_ONE } from "@novate/num";
import { haircutTargetPpm } from "../gate/haircutView.ts";
import { isInBreach } from "../ledger/health.ts";
import { MarginDesk } from "../margin/desk/marginDesk.ts";
import { collateralKey } from "../state/keys.ts";
import { forkState, mustGet, type StateView, type WritableState } from "../state/state.ts";

/** A haircut may not come to rest further than this from where it would have. */
const MAX_HAIRCUT_JUMP_PPM = 200_000n;
/** Initial margin of a segment may not rise or fall by more than this part of the larger. */
const MAX_MARGIN_JUMP_PPM = 500_000n;

/** Why changes written into `fork` must not take effect over `state`, or null. Work: two assessments of every account. */
export function shadowFault(state: StateView, fork: WritableState): string | null {
  const baseline = forkState(state);
  restHaircuts(baseline);
  restHaircuts(fork);
  return haircutFault(baseline, fork) ?? marginFault(baseline, fork);
}

function restHaircuts(fork: WritableState): void {
  for (const row of [...fork.collaterals.values()]) {
    const segment = mustGet(fork.segments, row.spec.segmentId);
    fork.collaterals.put({ ...row, haircutPpm: haircutTargetPpm(fork, segment, row) });
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

function marginFault(baseline: StateView, shadow: StateView): string | null {
  const deskBefore = new MarginDesk(baseline);
  const deskAfter = new MarginDesk(shadow);
  const initialOf = new Map<number, { before: bigint; after: bigint }>();
  for (const account of baseline.accounts.values()) {
    if (isEmpty(account)) continue;
    const before = deskBefore.assess(baseline, account);
    const after = deskAfter.assess(shadow, account);
    if (isInBreach(after) && !isInBreach(before)) return `account ${account.accountId} would be in breach`;
    const sum = initialOf.get(account.segmentId) ?? { before: 0n, after: 0n };
    sum.before += before.initialAtoms;
    sum.after += after.initialAtoms;
    initialOf.set(account.segmentId, sum);
  }
  for (const { segmentId } of baseline.segments.values()) {
    const { before, after } = initialOf.get(segmentId) ?? { before: 0n, after: 0n };
    if (absOf(after - before) * PPM_ONE > maxOf(before, after) * MAX_MARGIN_JUMP_PPM) {
      return `margin of segment ${segmentId} would jump from ${before} to ${after}`;
    }
  }
  return null;
}

const isEmpty = (account: AccountRow): boolean => account.balances.length === 0 && account.positions.length === 0;
