/**
 * What vaults hold, beside what the ledger says that they hold.
 *
 * @module
 */
import { type CustodyRows, newestHeader, type Reconciled, reconcile } from "@novate/agents";
import type { ReplayVault } from "./chains.ts";

export interface VaultHolding extends Reconciled {
  /** Name of the chain. */
  readonly chain: string;
  /** Symbol of the asset. */
  readonly asset: string;
}

/** Every located asset at its chain's newest accepted header, in the order of the plan. */
export async function readHoldings(rows: CustodyRows, vaults: readonly ReplayVault[]): Promise<VaultHolding[]> {
  const found: VaultHolding[] = [];
  for (const { plan, chain, where } of vaults) {
    const vault = rows.vaults.find(({ spec }) => spec.vaultId === plan.vaultId);
    const header = newestHeader(rows, plan.chainId);
    if (vault === undefined || header === undefined) continue;
    for (const asset of plan.assets) {
      const token = where.tokens.get(asset)!;
      const location = rows.locations.find((row) => row.vaultId === plan.vaultId && row.token === token);
      if (location === undefined) continue;
      found.push({ chain: plan.name, asset, ...(await reconcile(rows, chain.source, vault, location, header, 1n)) });
    }
  }
  return found;
}
