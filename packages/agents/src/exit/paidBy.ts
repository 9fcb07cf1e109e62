/**
 * The kits that vaults pay by, of all that were kept: of each vault in exit those of its word in force, and where none is, the newest.
 *
 * @module
 */
import { readWayOut } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import { kitsInForce } from "./inForce.ts";
import { type LeaveOptions, vaultsOf } from "./leave.ts";

/** By account, each word once; `kits` with the newest of each account first. What could not be read goes to `onDoubt`. */
export async function kitsPaidBy({ kits, archive, places, onDoubt = () => {} }: LeaveOptions): Promise<ExitKit[]> {
  const found = new Map<string, ExitKit>();
  const add = (kit: ExitKit): unknown => found.set(`${kit.accountId}/${kit.checkpoint.claimsRoot}`, kit);
  for (const where of vaultsOf(kits)) {
    const place = places.get(where.chainId);
    if (place === undefined) continue;
    try {
      const at = await readWayOut(place.source, await place.source.header("latest"), where.vault);
      if (at.phase === "exit") for (const kit of (await kitsInForce(kits, where, at, archive)).kits) add(kit);
    } catch (failure) {
      onDoubt(failure, where);
    }
  }
  for (const kit of kits) if (![...found.values()].some(({ accountId }) => accountId === kit.accountId)) add(kit);
  return [...found.values()].sort((one, other) => one.accountId - other.accountId);
}
