/**
 * The keeper of a house to play with: holds its first backstop at a level, out of a reserve that the faucet fills once.
 *
 * @module
 */
import { startKeeper } from "@novate/agents";
import { SEGMENT_ID } from "@novate/lab";
import { atoms } from "@novate/num";
import { createMember, mustAccept } from "@novate/sdk";
import type { Fund } from "./fund.ts";
import type { RunningHouse } from "./runningHouse.ts";

const USDC_ID = 1;
const MILLION = 1_000_000n * 1_000_000n;
/** A backstop is founded with six millions, and puts nothing aside. */
const POLICY = { leastAtoms: atoms(6n * MILLION + MILLION / 2n), targetAtoms: atoms(7n * MILLION) };
const RESERVE = 20n * MILLION;
const LIFETIME_MS = 60_000;

/** Opens and fills its reserve at the first start; the answer ends it. */
export async function keepBackstop(
  { keys, client, houseId: own }: RunningHouse,
  fund: Fund,
  onFailure: (failure: unknown) => void,
): Promise<() => Promise<void>> {
  const key = keys.backstops[0]!; // it has two
  const [backstop, kept] = (await client.accounts(key.address)).accounts;
  let reserveAccountId = kept?.accountId;
  if (reserveAccountId === undefined) {
    const opened = await createMember({ client, key, house: own }).openAccount({ segmentId: SEGMENT_ID });
    reserveAccountId = mustAccept(opened).result.accountId;
    await fund(reserveAccountId, USDC_ID, RESERVE);
  }
  return startKeeper({
    url: client.url,
    house: own,
    key,
    backstopAccountId: backstop!.accountId, // it is founded with it
    reserveAccountId,
    settlementAssetId: USDC_ID,
    policy: POLICY,
    lifetimeMs: LIFETIME_MS,
    onFailure,
  });
}
