/**
 * The least that moves what costs the house a row for long, and others the gas of a payment (CSTD-047 … CSTD-049, COLL-077, COLL-081, WDR-055).
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, ZERO_ATOMS } from "@novate/num";
import type { StateView } from "../state/state.ts";
import { isHolding } from "./isHolding.ts";
import { isExitedAsset } from "./vaultExit.ts";

/** Of an asset; nothing where it lies in no vault, whose custodian says himself what is worth a row. */
export const leastAtomsOf = (state: StateView, assetId: number): Atoms =>
  state.locations.get(assetId)?.leastAtoms ?? ZERO_ATOMS;

/** Whether so little would be the first that an account holds, so that it is never closed again. */
export const opensWithLittle = (
  state: StateView,
  account: Pick<AccountRow, "balances" | "positions">,
  assetId: number,
  amountAtoms: bigint,
): boolean => amountAtoms < leastAtomsOf(state, assetId) && !isHolding(account);

/**
 * Whether an account would be left with so little, and nothing else, that it costs a row for good and nothing stands behind it. What lies in a
 * vault in exit keeps nobody: it can go nowhere else.
 */
export const keepsLittle = (
  state: StateView,
  { balances, positions }: Pick<AccountRow, "balances" | "positions">,
): boolean =>
  positions.length === 0 &&
  balances.length > 0 &&
  balances.every(
    ({ assetId, amountAtoms }) =>
      amountAtoms > 0n && amountAtoms < leastAtomsOf(state, assetId) && !isExitedAsset(state, assetId),
  );
