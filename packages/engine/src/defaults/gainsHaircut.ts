/**
 * The haircut of unvested gains: the segment's winners since the last cycle pay for a loss, all by the same part (DFLT-005, DFLT-015).
 *
 * @module
 */
import { type Atoms, atoms, minOf } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { type Gain, runVariationCycle } from "../settlement/variationCycle.ts";
import { cashOf, type Round, writeCash } from "./round.ts";
import { shareOut } from "./shareOut.ts";

/** What a defaulter is still short of, if anything: its own gain is in its loss already, and is never cut for another's. */
export interface Claim {
  readonly accountId: number;
  readonly claimAtoms: Atoms;
}

/**
 * Cuts every account's gain since the last cycle by the same part, at one instant, and pays the claims pro rata.
 *
 * A cycle turns all gains into cash first, so that the cut is cash as well. Only gains are cut, never what was settled
 * before: an account with no position has none and never pays (INV-007).
 */
export function cutGains(round: Round, claims: readonly Claim[]): void {
  const claimants = new Set(claims.map(({ accountId }) => accountId));
  const gains = runVariationCycle(round.house, round.segmentId).filter(
    ({ accountId, gainAtoms }) => gainAtoms > 0n && !claimants.has(accountId),
  );
  const claimed = claims.reduce((sum, { claimAtoms }) => sum + claimAtoms, 0n);
  const gained = gains.reduce((sum, { gainAtoms }) => sum + gainAtoms, 0n);
  const target = minOf(claimed, gained);
  if (target === 0n) return;
  const cuts = shareOut(
    target,
    gains.map(({ gainAtoms }) => gainAtoms),
  );
  const paid = shareOut(
    target,
    claims.map(({ claimAtoms }) => claimAtoms),
  );

  // One event a pair: each cut fills one claim after the other.
  let claim = 0;
  for (const [index, gain] of gains.entries()) {
    while (cuts[index]! > 0n) {
      const haircutAtoms = atoms(minOf(cuts[index]!, paid[claim]!));
      if (haircutAtoms > 0n) emitHaircut(round, claims[claim]!.accountId, gain, haircutAtoms);
      cuts[index]! -= haircutAtoms;
      paid[claim]! -= haircutAtoms;
      if (paid[claim] === 0n) claim += 1;
    }
  }
}

function emitHaircut(
  round: Round,
  defaulterAccountId: number,
  { accountId, gainAtoms }: Gain,
  haircutAtoms: Atoms,
): void {
  round.house.emit({
    type: "GainsHaircut",
    accountId,
    defaulterAccountId,
    gainAtoms,
    haircutAtoms,
    cashAfterAtoms: atoms(cashOf(round, accountId) - haircutAtoms),
    defaulterCashAfterAtoms: atoms(cashOf(round, defaulterAccountId) + haircutAtoms),
  });
}

export const evolveGainsHaircut: Evolve<"GainsHaircut"> = (state, event) => {
  writeCash(state, event.accountId, event.cashAfterAtoms);
  writeCash(state, event.defaulterAccountId, event.defaulterCashAfterAtoms);
};
