/**
 * Deposits that a replay saw the house hear, with what those before each hash to: what a vault in exit pays back is shown by them.
 *
 * @module
 */
import type { HeardDeposit, Hex } from "@novate/codec";
import { type BlockResult, type Engine, NO_CREDITS, nextCredit } from "@novate/engine";

export interface HeardLink {
  readonly deposit: HeardDeposit;
  readonly before: Hex;
  readonly acc: Hex;
}

/** Of a vault: more than it hears in the days between a checkpoint and an exit at it. */
const KEPT = 100_000;

/** What deposits of each vault hash to, at the engine's last block. */
export const creditsOf = ({ state }: Engine): ReadonlyMap<number, Hex> =>
  new Map([...state.vaultCredits.values()].map(({ vaultId, acc }) => [vaultId, acc]));

/** Adds those of a block, by vault; `stood`: what they hashed to before it. */
export function keepDeposits(
  kept: Map<number, HeardLink[]>,
  stood: ReadonlyMap<number, Hex>,
  { events }: BlockResult,
): void {
  const fresh = new Map<number, HeardDeposit[]>();
  for (const event of events) {
    if (event.type !== "InboxCredited" && event.type !== "InboxKept" && event.type !== "InboxReturned") continue;
    const { vaultId, index, assetId, amountAtoms } = event;
    const accountId = event.type === "InboxCredited" ? event.accountId : 0;
    fresh.set(vaultId, [...(fresh.get(vaultId) ?? []), { index, accountId, assetId, amountAtoms }]);
  }
  for (const [vaultId, deposits] of fresh) {
    const links = kept.get(vaultId) ?? [];
    let before = stood.get(vaultId) ?? NO_CREDITS;
    for (const deposit of deposits) {
      const acc = nextCredit(before, deposit);
      links.push({ deposit, before, acc });
      before = acc;
    }
    if (links.length > KEPT) links.splice(0, links.length - KEPT);
    kept.set(vaultId, links);
  }
}
