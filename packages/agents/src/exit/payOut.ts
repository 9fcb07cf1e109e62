/**
 * What a vault in exit pays by kits of its last word in force: tokens are settled, then claims, payments that were under way and deposits
 * that nobody heard, in any order, each once.
 *
 * @module
 */
import type { readPaid, WayOut } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import { payClaims } from "./claims.ts";
import { payOwed } from "./owed.ts";
import type { ExitPlace } from "./place.ts";
import { refund } from "./refunds.ts";
import { Till } from "./settle.ts";
import { type ExitPlaceOf, type ExitStep, stepOf } from "./step.ts";

type Block = Parameters<typeof readPaid>[1];

/** Everything that these kits are owed at one vault in exit. */
export async function payOut(
  place: ExitPlace,
  where: ExitPlaceOf,
  at: WayOut,
  block: Block,
  kits: readonly ExitKit[],
): Promise<ExitStep[]> {
  const till = new Till(place, where, at, block);
  const accounts = new Set(kits.map(({ accountId }) => accountId));
  const paying = [...accounts].flatMap(
    (id) => kits.find((kit) => kit.accountId === id && isInForce(kit, where, at)) ?? [],
  );
  const without = [...accounts].filter((id) => at.maturedEpoch !== 0n && !paying.some((kit) => kit.accountId === id));
  const missing = without.map((accountId) => {
    const why = `the vault pays by epoch ${at.epochX}, and no kit is of it: a watcher's archive has one`;
    return stepOf(where, "claim", "barred", why, { accountId });
  });
  const [any] = paying;
  return [
    ...(any === undefined ? [] : await till.settleAll(any)),
    ...missing,
    ...(await payClaims(till, paying)),
    ...(await payOwed(till, paying)),
    ...(await refund(till, kits)),
  ];
}

/** Whether the vault pays by this kit's word. */
function isInForce({ checkpoint, sections }: ExitKit, { vaultId }: ExitPlaceOf, at: WayOut): boolean {
  const section = sections.find((one) => one.section.vaultId === vaultId)?.section;
  return (
    checkpoint.claimsRoot === at.claimsRoot &&
    section?.outboxRoot === at.outboxRoot &&
    section.assetsRoot === at.assetsRoot
  );
}
