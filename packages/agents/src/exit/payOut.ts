/**
 * What a vault in exit pays by kits of its last word in force: tokens are settled, then claims, payments that were under way and deposits
 * that nobody heard, in any order, each once.
 *
 * @module
 */
import type { WayOut } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import type { BookArchive } from "./archive.ts";
import { payClaims } from "./claims.ts";
import { kitsInForce } from "./inForce.ts";
import { payOwed } from "./owed.ts";
import type { ExitPlace } from "./place.ts";
import { refund, refundOthers } from "./refunds.ts";
import { type ExitBlock, Till } from "./settle.ts";
import { type ExitPlaceOf, type ExitStep, stepOf } from "./step.ts";

// wide: what is looked at, where, when, and by what that was kept
/** Everything that these kits are owed at one vault in exit. */
export async function payOut(
  place: ExitPlace,
  where: ExitPlaceOf,
  at: WayOut,
  block: ExitBlock,
  kits: readonly ExitKit[],
  archive?: BookArchive,
): Promise<ExitStep[]> {
  const till = new Till(place, where, at, block);
  const { kits: paying, missing: without, fault } = await kitsInForce(kits, where, at, archive);
  const missing = without.map((accountId) => {
    if (at.maturedEpoch === 0n) return [];
    const told = fault instanceof Error ? `; what was kept of it is no good: ${fault.message}` : "";
    const why = `the vault pays by epoch ${at.epochX}, and no kit is of it: a watcher's archive has one${told}`;
    return [stepOf(where, "claim", "barred", why, { accountId })];
  });
  return [
    ...(await till.settleAll(paying)),
    ...missing.flat(),
    ...(await payClaims(till, paying)),
    ...(await payOwed(till, paying)),
    ...(await refund(till, kits)),
  ];
}

// wide: as above
/** Deposits that others sent for these kits' accounts, behind all that is their own. */
export async function payOthers(
  place: ExitPlace,
  where: ExitPlaceOf,
  at: WayOut,
  block: ExitBlock,
  kits: readonly ExitKit[],
  archive?: BookArchive,
): Promise<ExitStep[]> {
  const till = new Till(place, where, at, block);
  await till.settleAll((await kitsInForce(kits, where, at, archive)).kits);
  return refundOthers(till, kits);
}
