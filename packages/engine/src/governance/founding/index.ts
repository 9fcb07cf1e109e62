/**
 * How a house is founded: a change by each constructor, and the genesis of them.
 *
 * @module
 */
import { AccountRole, type Hex, MarginMethod } from "@novate/codec";
import type { Atoms } from "@novate/num";
import type { Genesis } from "../genesis.ts";

export * from "./markets.ts";
export * from "./money.ts";
export * from "./prices.ts";

type Optional = "accounts" | "governorThreshold" | "guarantees" | "skins";

/** A genesis whose empty lists may be left out; more than half of the governors decide unless a threshold is given. */
export const genesisOf = (given: Omit<Genesis, Optional> & Partial<Pick<Genesis, Optional>>): Genesis => ({
  governorThreshold: Math.floor(given.governors.length / 2) + 1,
  accounts: [],
  skins: [],
  guarantees: [],
  ...given,
});

/** An account that takes over what the defaulted leave, with its capital in one asset. */
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
  balances: [{ assetId, amountAtoms }],
});
