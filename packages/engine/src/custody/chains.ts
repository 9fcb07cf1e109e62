/**
 * The vaults of a chain, and whom the house lets prove things about them.
 *
 * @module
 */
import { type Refusal, refusal, type VaultRow } from "@novate/codec";
import { mayAct } from "../account/claimant.ts";
import { validatorOf } from "../account/validators.ts";
import type { Context } from "../command/context.ts";
import { isHolding } from "../ledger/isHolding.ts";
import type { StateView } from "../state/state.ts";

/** In the order of their ids. Work: the vaults, 255 at most. */
export const vaultsOn = (state: StateView, chainId: number): VaultRow[] =>
  [...state.vaults.values()]
    .filter(({ spec }) => spec.chainId === chainId)
    .sort((left, right) => left.spec.vaultId - right.spec.vaultId);

/** Why the signer may not bring proofs, or null: a validator may, and whoever acts for an account that holds something (CSTD-031). */
export function relayFault(state: StateView, accountId: number, { signer }: Pick<Context, "signer">): Refusal | null {
  if (accountId === 0 && validatorOf(state, signer) !== undefined) return null;
  const account = state.accounts.get(accountId);
  if (account !== undefined && isHolding(account) && mayAct(state, account, signer)) return null;
  return refusal("SenderUnknown", { accountId });
}
