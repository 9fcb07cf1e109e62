/**
 * A plan whose assets lie in vaults: the settlement asset on one chain, the coins on another.
 *
 * @module
 */
import { MINUTE_MS } from "@novate/num";
import { type HousePlan, SETTLEMENT } from "./plan.ts";

/** Before the tape begins, vaults are listed and what people bring comes in. */
const SETTING_UP_MS = 15 * MINUTE_MS;

const CASH_CHAIN_ID = 31_337;
const COIN_CHAIN_ID = 31_338;

export function withVaults(plan: HousePlan): HousePlan {
  const coins = plan.underlyings.map(({ name }) => name);
  return {
    ...plan,
    genesisMs: plan.genesisMs - SETTING_UP_MS,
    vaults: [
      { vaultId: 1, chainId: CASH_CHAIN_ID, name: "cash chain", assets: [SETTLEMENT.symbol] },
      { vaultId: 2, chainId: COIN_CHAIN_ID, name: "coin chain", assets: coins },
    ],
  };
}
