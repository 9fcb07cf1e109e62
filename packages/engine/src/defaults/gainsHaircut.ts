/**
 * The haircut of unvested gains: the segment's winners since the last cycle pay for a loss, all by the same part (DFLT-005, DFLT-015).
 *
 * @module
 */
import { type Atoms, atoms, minOf } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { vestingOfMany } from "../settlement/gains.ts";
import { payCycle, payCycleOf, strikeCycle, withTransit } from "../settlement/variationCycle.ts";
import { mustGet } from "../state/state.ts";
import { accountOf, cashOf, type Round, writeCash } from "./round.ts";
import { shareOut } from "./shareOut.ts";

/** What a defaulter is still short of, if anything: its own gain is in its loss already, and is never cut for another's. */
export interface Claim {
  readonly accountId: number;
  readonly claimAtoms: Atoms;
}

/**
 * Strikes a cycle that cuts every account's gain since the last one by the same part, and pays the claims pro rata.
 *
 * The gains are summed first, without writing anything; the part is then one factor of the strike, and each account loses
 * it, rounded up, when the cycle pays it. Only gains are cut, never what was settled before: an account with no position
 * has none and never pays (INV-007). The cycle before must have been paid. Work: all positions, read once.
 */
export function cutGains(round: Round, claims: readonly Claim[]): void {
  const { house, segmentId } = round;
  const claimants = new Set(claims.map(({ accountId }) => accountId));
  const claimed = claims.reduce((sum, { claimAtoms }) => sum + claimAtoms, 0n);
  let gained = 0n;
  const vestingOf = vestingOfMany(house.state);
  for (const account of house.state.accounts.values()) {
    if (account.segmentId !== segmentId || claimants.has(account.accountId)) continue;
    const gainAtoms = vestingOf(account);
    if (gainAtoms > 0n) gained += gainAtoms;
  }
  const target = minOf(claimed, gained);
  if (target === 0n) return;
  strikeCycle(house, segmentId, { cutAtoms: atoms(target), gainedAtoms: atoms(gained) });
  const { cycles } = house.derived.payments;
  for (const { accountId } of claims) cycles.spend(payCycleOf(house, accountOf(round, accountId), false));
  const paid = shareOut(
    target,
    claims.map(({ claimAtoms }) => claimAtoms),
  );
  for (const [index, { accountId }] of claims.entries()) {
    const paidAtoms = atoms(paid[index]!);
    const cashAfterAtoms = atoms(cashOf(round, accountId) + paidAtoms);
    if (paidAtoms > 0n) house.emit({ type: "GainsClaimPaid", accountId, segmentId, paidAtoms, cashAfterAtoms });
  }
  payCycle(house, segmentId, cycles);
}

export const evolveGainsHaircut: Evolve<"GainsHaircut"> = (state, { accountId, haircutAtoms, cashAfterAtoms }) => {
  writeCash(state, accountId, cashAfterAtoms);
  const { segmentId } = mustGet(state.accounts, accountId);
  state.segments.put(withTransit(mustGet(state.segments, segmentId), atoms(-haircutAtoms)));
};

export const evolveGainsClaimPaid: Evolve<"GainsClaimPaid"> = (
  state,
  { accountId, segmentId, paidAtoms, cashAfterAtoms },
) => {
  writeCash(state, accountId, cashAfterAtoms);
  state.segments.put(withTransit(mustGet(state.segments, segmentId), paidAtoms));
};
