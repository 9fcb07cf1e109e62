/**
 * What an account has by what was struck, as a count of claims works it out (EXIT-205).
 *
 * @module
 */
import type { ClaimRow, WindUpRow, WindUpSums } from "@novate/codec";
import { atoms } from "@novate/num";
import { assert } from "@novate/stdx";
import { accountClaim } from "../claims/accountClaim.ts";
import type { CountPrices } from "../claims/countPrices.ts";
import type { Totals } from "../claims/totals.ts";
import type { House } from "../command/house.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";

export function struckIn({ struck, segmentId }: WindUpRow) {
  assert(struck !== null, `wind-up: segment ${segmentId} is booked before it was struck`);
  return struck;
}

export function pricesOf(row: WindUpRow): CountPrices {
  const { segment, marks, collaterals, atMs } = struckIn(row);
  return {
    epoch: 0, // of no checkpoint
    timeMs: atMs,
    segments: new Map([[row.segmentId, segment]]),
    marks: new Map(marks.map((mark) => [mark.instrumentId, mark])),
    collaterals: new Map(collaterals.map((each) => [collateralKey(each.segmentId, each.assetId), each])),
  };
}

export const claimOf = ({ state, derived }: House, prices: CountPrices, accountId: number): ClaimRow =>
  accountClaim(state, prices, mustGet(state.accounts, accountId), derived.claims.beside.of(accountId));

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
