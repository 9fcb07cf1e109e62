/**
 * How a house is founded: a change by each constructor, and the genesis of them.
 *
 * @module
 */
import { AccountRole, type Hex, MarginMethod } from "@novate/codec";
import type { Atoms } from "@novate/num";
import { assert } from "@novate/stdx";
import { faultOfGenesis, type Genesis } from "../genesis.ts";

export * from "./markets.ts";
export * from "./money.ts";
export * from "./prices.ts";
export { units } from "./units.ts";

type Optional = "accounts" | "governorThreshold" | "guarantees" | "skins";

/**
 * A genesis whose empty lists may be left out; more than half of the governors decide unless a threshold is given.
 *
 * Asserts that {@link faultOfGenesis} finds nothing: for worlds that are written down, not for what a file says.
 */
export function genesisOf(given: Omit<Genesis, Optional> & Partial<Pick<Genesis, Optional>>): Genesis {
  const governorThreshold = Math.floor(given.governors.length / 2) + 1;
  const genesis: Genesis = { governorThreshold, accounts: [], skins: [], guarantees: [], ...given };
  const fault = faultOfGenesis(genesis);
  assert(fault === null, `genesis: ${fault}`);
  return genesis;
}

/** An account that takes over what the defaulted leave, with its capital in one asset; zero leaves it empty. */
export const backstopAccount = (
  owner: Hex,
  segmentId: number,
  assetId: number,
  amountAtoms: Atoms,
): Genesis["accounts"][number] => ({
  owner,
  segmentId,
  method: MarginMethod.pooled,
  role: AccountRole.backstop,
  balances: amountAtoms === 0n ? [] : [{ assetId, amountAtoms }],
});
