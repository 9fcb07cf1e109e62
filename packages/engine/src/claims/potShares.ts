/**
 * Parts of what is owed for assets of vaults in exit.
 *
 * @module
 */
import type { Balance, StruckOwer, StruckPot } from "@novate/codec";
import { atoms, divDown, divUp, minOf, mulDivDown, mulDivUp } from "@novate/num";
import { balanceOf } from "../ledger/balances.ts";

/** An account, and what it has left of assets in exit. */
export interface Holding {
  readonly accountId: number;
  readonly balances: readonly Balance[];
}

/** What a walk under way has still to pay an account, no more than the pot has, and for how much of what it has; rounded down (EXIT-120, EXIT-121). */
export function paidByWalk(
  { numerator, denominator, potAtoms, walk }: Pick<StruckPot, "numerator" | "denominator" | "potAtoms" | "walk">,
  accountId: number,
  had: bigint,
): { readonly cash: bigint; readonly coins: bigint } {
  if (walk === null || accountId <= walk.cursor || had <= 0n || walk.heldAtoms === 0n) return { cash: 0n, coins: 0n };
  const worth = divDown(had * numerator, denominator);
  const cash = minOf<bigint>(potAtoms, minOf(worth, mulDivDown(had, walk.potAtoms, walk.heldAtoms)));
  return { cash, coins: cash === worth || walk.isLast ? had : minOf(had, divUp(cash * denominator, numerator)) };
}

/** What pools hold for who has so much left of their assets: its part, no more than the worth; rounded down (CLAIM-034). */
export function sharedBy(pots: readonly StruckPot[], { accountId, balances }: Holding): bigint {
  let sum = 0n;
  for (const pot of pots) {
    const had = balanceOf({ balances }, pot.assetId);
    if (had <= 0n) continue;
    const { cash, coins } = paidByWalk(pot, accountId, had);
    sum += cash + partOfPool(pot, had - coins);
  }
  return sum;
}

const partOfPool = ({ numerator, denominator, poolAtoms, heldAtoms }: StruckPot, left: bigint): bigint =>
  heldAtoms === 0n || left <= 0n
    ? 0n
    : minOf<bigint>(divDown(left * numerator, denominator), mulDivDown(left, poolAtoms, heldAtoms));

/** What an account has left once its owner's own coins have paid for each other, the same part of each; rounded down (CLAIM-035). */
export const leftOf = (offsets: StruckOwer["offsets"], balances: readonly Balance[]): readonly Balance[] =>
  offsets.length === 0
    ? balances
    : balances.map(({ assetId, amountAtoms: had }) => {
        const offset = offsets.find((each) => each.assetId === assetId);
        if (offset === undefined || had <= 0n) return { assetId, amountAtoms: had };
        return { assetId, amountAtoms: atoms(had - partOf(had, offset.amountAtoms, offset.hadAtoms)) };
      });

/** That part of an amount which `part` is of `whole`, rounded up; nothing of nothing. */
export const partOf = (amount: bigint, part: bigint, whole: bigint): bigint =>
  whole === 0n ? 0n : mulDivUp(amount, part, whole);
