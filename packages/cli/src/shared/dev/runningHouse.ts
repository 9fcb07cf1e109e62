/**
 * A house to play with that runs somewhere: found by its address, known by its seed.
 *
 * @module
 */
import type { HouseId } from "@novate/codec";
import { type PlayHouse, playHouse } from "@novate/lab";
import { createClient, type NovateClient } from "@novate/sdk";
import { UsageError } from "../failure.ts";

/** Without its genesis, which only who founded it knows. */
export interface RunningHouse extends Omit<PlayHouse, "genesis"> {
  readonly houseId: HouseId;
  readonly client: NovateClient;
}

/** Errors: `UsageError` where the node's custodian is not who the seed says: no key of the seed signs for another house. */
export async function runningHouse(seed: string, url: string): Promise<RunningHouse> {
  const { genesis: _, ...house } = playHouse(seed);
  const client = createClient({ url });
  const [{ house: houseId }, { rows }] = await Promise.all([client.status(), client.rows("custodians", { limit: 10 })]);
  const { key } = house.keys.custodian.signer;
  if (!rows.some(({ chainId, signer }) => chainId === house.custodyChainId && signer.key === key))
    throw new UsageError("AnotherHouse", `the node at ${url} is no house to play with of the seed ${seed} (--seed)`);
  return { ...house, houseId, client };
}
