/**
 * What an account has by what was struck, as a count of claims works it out (EXIT-205).
 *
 * @module
 */
import type { CountedClaim, WindUpRow, WindUpSums } from "@novate/codec";
import { atoms } from "@novate/num";
import { assert } from "@novate/stdx";
import { accountClaim } from "../claims/accountClaim.ts";
import { type CountPrices, countPrices } from "../claims/countPrices.ts";
import type { Totals } from "../claims/totals.ts";
import type { House } from "../command/house.ts";
import { mustGet, type StateView } from "../state/state.ts";

export function struckIn({ struck, segmentId }: WindUpRow) {
  assert(struck !== null, `wind-up: segment ${segmentId} is booked before it was struck`);
  return struck;
}

/** Of no checkpoint. Work: the contracts and the collateral. */
export function pricesOf(state: StateView, row: WindUpRow): CountPrices {
  const { segment, marks, collaterals, atMs } = struckIn(row);
  return countPrices(state, { draft: { epoch: 0, timeMs: atMs }, segments: [segment], marks, collaterals });
}

export const claimOf = ({ state, derived }: House, prices: CountPrices, accountId: number): CountedClaim =>
  accountClaim(prices, mustGet(state.accounts, accountId), derived.claims.beside.of(accountId));

export const totalsOf = ({ cashAtoms, idleAtoms, holderAtoms, gainAtoms, lackAtoms, given }: WindUpSums): Totals => ({
  cash: cashAtoms,
  idle: idleAtoms,
  holder: holderAtoms,
  gain: gainAtoms,
  lack: lackAtoms,
  given: new Map(given.map(({ assetId, amountAtoms }) => [assetId, amountAtoms])),
});

export const sumsOf = ({ cash, idle, holder, gain, lack, given }: Totals): WindUpSums => ({
  cashAtoms: atoms(cash),
  idleAtoms: atoms(idle),
  holderAtoms: atoms(holder),
  gainAtoms: atoms(gain),
  lackAtoms: atoms(lack),
  given: [...given]
    .map(([assetId, amount]) => ({ assetId, amountAtoms: atoms(amount) }))
    .sort((one, other) => one.assetId - other.assetId),
});
