/**
 * Deposits that came in and that the last word in force has not heard, or could not: of a token that the house never took.
 *
 * @module
 */
import { exitPaymentCalls, readRefunded } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import { pay } from "./due.ts";
import { entriesSince } from "./entries.ts";
import type { Till } from "./settle.ts";
import type { ExitStep } from "./step.ts";

/** Those of the kits' accounts and owners: they go back to whoever sent them. */
export async function refund(till: Till, kits: readonly ExitKit[]): Promise<ExitStep[]> {
  const { place, where, at, block } = till;
  const accounts = new Set(kits.map(({ accountId }) => accountId));
  const owners = new Set(kits.flatMap(({ claims }) => claims.map(({ exitAddress }) => exitAddress)));
  const unlisted = await till.unlisted();
  const { entries, chunkOf } = await entriesSince(place, where.vault, at, unlisted.size > 0 ? 0n : at.heardCount);
  const own = entries.filter(
    ({ kind, index, token, accountId, owner, sender }) =>
      kind === 0 &&
      (index >= at.heardCount || unlisted.has(token)) &&
      (accounts.has(accountId) || owners.has(owner) || owners.has(sender)),
  );
  const paid = await readRefunded(
    place.source,
    block,
    where.vault,
    own.map(({ index }) => index),
  );
  const steps: ExitStep[] = [];
  for (const [index, entry] of own.entries()) {
    const { accountId, sender: recipient, token, amount: owedAtoms } = entry;
    const settled = await till.settleUnlisted(token);
    if (settled !== null) steps.push(settled);
    const call = exitPaymentCalls.exitRefund(where.vault, entry, chunkOf(entry));
    steps.push(await pay(till, { deed: "refund", isPaid: paid[index]!, token, owedAtoms, recipient, accountId, call }));
  }
  return steps;
}
