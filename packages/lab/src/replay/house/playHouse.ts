/**
 * A house to play with: that for development, but with a custodian whose key is derived from a seed that everybody is told, as all are.
 *
 * Whoever reads the seed has every key of it. It has an identity of its own, so that nothing signed for it counts in any other.
 *
 * @module
 */
import { bytesToHex, type Hex } from "@novate/codec";
import type { Genesis } from "@novate/engine";
import { deriveSecret, type OwnerKey } from "@novate/sdk";
import { developmentPlan } from "./development.ts";
import { replayGenesis } from "./genesis.ts";
import { type HouseKeys, houseKeys, ownerOf } from "./keys.ts";
import { BOOK_VENUE_ID, CUSTODY_CHAIN_ID, DESK_VENUE_ID, type HousePlan } from "./plan.ts";

const TRADERS = ["trader/1", "trader/2", "trader/3", "trader/4"];

export interface PlayHouse {
  readonly plan: HousePlan;
  readonly keys: HouseKeys;
  readonly genesis: Genesis;
  readonly custodyChainId: number;
  /** Who are given accounts with money in them. */
  readonly traders: readonly { readonly name: string; readonly key: OwnerKey; readonly secret: Hex }[];
  /** Their keys are ed25519. */
  readonly venues: readonly { readonly venueId: number; readonly name: string; readonly secret: Hex }[];
}

export function playHouse(seed: string): PlayHouse {
  const own = `dev house/${seed}`;
  const plan = developmentPlan();
  const keys = houseKeys(own, plan);
  const secretOf = (label: string): Hex => bytesToHex(deriveSecret(own, label));
  return {
    plan,
    keys,
    genesis: { ...replayGenesis(plan, keys), name: `Novate dev ${seed}` },
    custodyChainId: CUSTODY_CHAIN_ID,
    traders: TRADERS.map((name) => ({ name, key: ownerOf(own, name), secret: secretOf(`${name}/owner`) })),
    venues: [
      { venueId: BOOK_VENUE_ID, name: "order book", secret: secretOf("venue/book/session") },
      { venueId: DESK_VENUE_ID, name: "RFQ desk", secret: secretOf("venue/desk/session") },
    ],
  };
}
