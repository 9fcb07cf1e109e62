/**
 * Conservation per asset, added up from the rows alone: what the house owes is what it holds, to the atom (INV-001), and every
 * contract's positions cancel (INV-002). Written apart from the engine's own running sums.
 *
 * @module
 */
import type { StateView } from "@novate/engine";

export interface AssetConservation {
  readonly symbol: string;
  readonly escrowAtoms: bigint;
  readonly balancesAtoms: bigint;
  /** Fees, skin in the game, default fund, dust, guarantees. */
  readonly poolsAtoms: bigint;
  readonly outboxAtoms: bigint;
  readonly isConserved: boolean;
}

export interface Conservation {
  readonly assets: readonly AssetConservation[];
  readonly isMatched: boolean;
  readonly isConserved: boolean;
}

export function checkConservation(state: StateView): Conservation {
  const balances = new Map<number, bigint>();
  const pools = new Map<number, bigint>();
  const net = new Map<number, bigint>();
  const add = <K>(sums: Map<K, bigint>, key: K, amount: bigint): void =>
    void sums.set(key, (sums.get(key) ?? 0n) + amount);
  for (const account of state.accounts.values()) {
    for (const { assetId, amountAtoms } of account.balances) add(balances, assetId, amountAtoms);
    for (const { instrumentId, lots } of account.positions) add(net, instrumentId, lots);
  }
  for (const row of state.segments.values()) {
    const { feesAtoms, skinAtoms, juniorFundAtoms, seniorFundAtoms, dustAtoms } = row;
    add(pools, row.settlementAssetId, feesAtoms + skinAtoms + juniorFundAtoms + seniorFundAtoms + dustAtoms);
  }
  for (const { spec, guaranteeAtoms, feesAtoms } of state.venues.values()) {
    add(pools, spec.settlementAssetId, guaranteeAtoms + feesAtoms);
  }
  const assets = [...state.assets.values()].map(({ assetId, symbol, escrowAtoms, outboxAtoms }): AssetConservation => {
    const balancesAtoms = balances.get(assetId) ?? 0n;
    const poolsAtoms = pools.get(assetId) ?? 0n;
    const keptAtoms = state.locations.get(assetId)?.keptAtoms ?? 0n;
    const isConserved = balancesAtoms + poolsAtoms + outboxAtoms + keptAtoms === escrowAtoms;
    return { symbol, escrowAtoms, balancesAtoms, poolsAtoms, outboxAtoms, isConserved };
  });
  const isMatched = [...net.values()].every((sum) => sum === 0n);
  return { assets, isMatched, isConserved: isMatched && assets.every((asset) => asset.isConserved) };
}
