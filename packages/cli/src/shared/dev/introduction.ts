/**
 * Who is who in a house to play with, for a script: addresses, ids and every key.
 *
 * @module
 */
import { DEFAULT_FUNDS, type World } from "./world.ts";

/** Opens and funds the traders' accounts where there are none yet; their ids. */
export async function openTraders(world: World): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const { key } of world.house.traders) ids.push(await world.account(key, DEFAULT_FUNDS));
  return ids;
}

export function introductionOf(world: World, seed: string, accountIds: readonly number[], control: string) {
  const { house, node } = world;
  return {
    url: node.api.url,
    control,
    house: node.chain.house,
    custodyChainId: house.custodyChainId,
    seed,
    timeMs: world.timeMs,
    accounts: house.traders.map(({ name, key, secret }, index) => ({
      accountId: accountIds[index]!, // one each
      name,
      scheme: "eip712",
      address: key.address,
      secret,
    })),
    venues: house.venues.map((venue) => ({ ...venue, scheme: "ed25519" })),
    governors: house.governors.map(({ name, key, secret }) => ({
      name,
      scheme: "eip712",
      address: key.address,
      secret,
    })),
    backstops: house.backstops.map(({ name, key, secret }, index) => ({
      accountId: index + 1, // founded before any other
      name,
      scheme: "eip712",
      address: key.address,
      secret,
    })),
    assets: world.assets,
    markets: house.plan.underlyings
      .flatMap(({ contracts }) => contracts)
      .map(({ instrumentId, symbol }) => ({ instrumentId, symbol }))
      .sort((one, other) => one.instrumentId - other.instrumentId),
  };
}
