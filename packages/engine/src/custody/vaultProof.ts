/**
 * What every proof about a vault must be, whatever it shows (CSTD-031, CSTD-032).
 *
 * @module
 */
import { type Hex, type Refusal, refusal, type VaultRow } from "@novate/codec";
import type { Context } from "../command/context.ts";
import { headerKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";
import { relayFault } from "./chains.ts";

interface About {
  readonly accountId: number;
  readonly vaultId: number;
  readonly vault: Hex;
  readonly number: bigint;
  readonly stateRoot: Hex;
}

type Proof = { readonly ok: false; readonly fault: string } | { readonly ok: true; readonly codeHash: Hex };

/** The vault that a proof is about, or why the proof counts for nothing. */
export function vaultProven(
  state: StateView,
  { accountId, vaultId, vault, number, stateRoot }: About,
  proof: Proof,
  context: Pick<Context, "signer">,
): VaultRow | Refusal {
  const fault = relayFault(state, accountId, context);
  if (fault !== null) return fault;
  const row = state.vaults.get(vaultId);
  if (row === undefined || row.spec.vault !== vault) return refusal("VaultUnknown", { vaultId });
  const { chainId, codeHash } = row.spec;
  if (row.isGated) return refusal("ChainGated", { chainId });
  if (state.headers.get(headerKey(chainId, number))?.stateRoot !== stateRoot)
    return refusal("HeaderUnknown", { chainId, number });
  if (!proof.ok) return refusal("ProofInvalid", { vaultId, fault: proof.fault });
  return proof.codeHash === codeHash ? row : refusal("VaultCodeMismatch", { vaultId });
}
