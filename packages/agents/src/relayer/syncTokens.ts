/**
 * Has a vault write down what a token did to it, and that it is over.
 *
 * @module
 */
import { isChainError, isSyncDue, readHealth, vaultCalls } from "@novate/chains";
import type { Hex, VaultRow } from "@novate/codec";
import type { CustodyRows } from "../custody/rows.ts";
import { isRefusedByVault, type RelayPlace } from "./place.ts";

/** A source may say at every look that a token failed: it costs the relayer a transaction in so long at most. */
const SYNC_EVERY_SEC = 600n;

/** When the vault was last told to look at each token, by the vault and token, in the chain's seconds. */
export type SyncTimes = Map<string, bigint>;

/** Has the vault look at each token that does not stand as it wrote down. Rejects with `ChainError`. */
export async function syncTokens(
  rows: CustodyRows,
  { source, writer }: RelayPlace,
  vault: VaultRow,
  latest: { readonly number: bigint; readonly timeSec: bigint; readonly stateRoot: Hex },
  times: SyncTimes,
): Promise<void> {
  const { vault: address } = vault.spec;
  for (const { token } of rows.locations.filter(({ vaultId }) => vaultId === vault.spec.vaultId)) {
    const name = `${address}/${token}`;
    const last = times.get(name);
    if (last !== undefined && latest.timeSec < last + SYNC_EVERY_SEC) continue;
    const health = await readHealth(source, latest, address, token);
    // A token that does not say what it holds cannot be written down; the others can.
    const isDue = await isSyncDue(source, latest, address, token, health).catch((failure) => {
      if (isChainError(failure, "RpcRefused") || isChainError(failure, "RpcMalformed")) return false;
      throw failure;
    });
    if (!isDue) continue;
    times.set(name, latest.timeSec);
    await writer.sendOnce(vaultCalls.sync(address, token)).catch((failure) => {
      if (!isRefusedByVault(failure)) throw failure;
    });
  }
}
