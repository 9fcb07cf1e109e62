/**
 * Coin for a question: a bond goes to a contract that kits name, so that somebody must have said whose kits count.
 *
 * @module
 */
import { type Acceptance, challengeCalls, readBondWei } from "@novate/chains";
import { BondBudget } from "./bondBudget.ts";
import { passRefusal } from "./passRefusal.ts";
import type { Seen } from "./seen.ts";
import type { ExitWatchOptions } from "./watchOptions.ts";

/** A tenth of a coin: twice what a vault is founded with. */
const MOST_BOND_WEI = 100_000_000_000_000_000n;
/** Bonds of that size in a day. */
const MOST_BONDS = 8n;

/** All that bonds of a day may be. */
export const budgetOf = ({ mostBondWei = MOST_BOND_WEI, mostBondsWei }: ExitWatchOptions): BondBudget =>
  new BondBudget(mostBondsWei ?? MOST_BONDS * mostBondWei);

// wide: who asks, of what was seen, for which leaf, and out of what
/**
 * Asks for the leaf of an account. A node that lies may name any contract as a vault, and that
 * contract any bond: nothing is paid without a set that was named, at a vault that has another, or beyond the most of one and of a day.
 */
export async function challenge(
  options: ExitWatchOptions,
  { where, place: { source, writer }, at, nowSec }: Pick<Seen, "where" | "place" | "at" | "nowSec">,
  pending: Pick<Acceptance, "number" | "accepted">,
  accountId: number,
  budget: BondBudget,
): Promise<void> {
  const { setHash, mostBondWei = MOST_BOND_WEI, onDoubt } = options;
  if (writer === undefined) return;
  const about = `challenge at vault ${where.vaultId}`;
  const refuse = (why: string): void => onDoubt?.(new Error(why), about);
  if (setHash === undefined) return refuse("no bond is paid before somebody names the set that signs");
  if (at.hotSet !== setHash) return refuse(`no bond is paid: it has the set ${at.hotSet}`);
  const bondWei = await readBondWei(source, await source.header("latest"), where.vault);
  if (bondWei > mostBondWei) return refuse(`it wants a bond of ${bondWei}, and ${mostBondWei} is the most`);
  if (!budget.allows(bondWei, where, nowSec))
    return refuse("no bond is paid: those of a day would be more than the most");
  const call = challengeCalls.challenge(where.vault, pending, "claims", accountId, bondWei);
  const asked = { number: pending.number, tree: "claims", index: accountId };
  const note = (): void => budget.note(bondWei, where, asked, nowSec);
  await writer.sendOnce(call).then(note, passRefusal(options, about));
}
