/**
 * Whether a trade's price can be paid in cash, or the segment has room for another debt (NOV-068, NOV-069, NOV-074).
 *
 * A debt is a claim that others hold and cannot withdraw. Together debts stay a governed part of the cash held, those included
 * that wait for a cycle: or any number of names would each run up the whole of it between two.
 *
 * @module
 */
import { type AccountRow, AccountStatus, type EventOf, type FaultySide, type Refusal, refusal } from "@novate/codec";
import { type Atoms, atoms, maxOf, minOf, mulDivDown, mulPpmDown, ZERO_ATOMS } from "@novate/num";
import { debtsGrown, shortOf } from "../collateral/shortOf.ts";
import { collateralValueAtoms } from "../collateral/value.ts";
import type { Margin } from "../command/margin.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { concessionOf, isCure } from "./concession.ts";
import type { Leg } from "./leg.ts";
import type { TradeContext } from "./tradeContext.ts";

/** Why the trade may not add to the segment's debts, or what it adds to them. */
export function judgeDebts(
  state: StateView,
  tradeContext: TradeContext,
  buyer: Leg,
  seller: Leg,
  margin: Margin,
): { readonly fault: Refusal | null; readonly events: readonly EventOf<"DebtsCounted">[] } {
  const grown = [buyer, seller].map((leg) => ({
    accountId: leg.before.accountId,
    atoms: shortfallChangeOf(state, tradeContext, leg, margin),
  })) as [Growth, Growth];
  const fault =
    faultOfDebts(state, tradeContext, buyer, grown[0].atoms, "buyer", margin) ??
    faultOfDebts(state, tradeContext, seller, grown[1].atoms, "seller", margin);
  const counted = debtsGrown(state, mustGet(state.segments, buyer.before.segmentId), grown);
  return { fault, events: counted === null ? [] : [counted] };
}

/** Below zero it is less short. */
interface Growth {
  readonly accountId: number;
  readonly atoms: Atoms;
}

/**
 * What the leg makes its account shorter of cash by, fees aside; below zero what it is less short by. Both count, or two names that pay
 * each other in turn would fill the limit for all others at no cost. An account under default management is asked as any other; but its
 * debt was never counted, and so is not taken off. Work: the account's positions, and none with cash alone.
 */
function shortfallChangeOf(state: StateView, tradeContext: TradeContext, leg: Leg, margin: Margin): Atoms {
  const { before, after, record } = leg;
  const concededAtoms = concessionOf(tradeContext, leg) - record.feeAtoms;
  if (concededAtoms === 0n) return ZERO_ATOMS;
  const isManaged = before.status === AccountStatus.managed;
  if (isManaged && concededAtoms < 0n) return ZERO_ATOMS;
  const [then, now] = [before, after].map((row) => shortOf(state, margin, { ...row, status: AccountStatus.active }));
  const change = now! - then!;
  if (concededAtoms < 0n) return atoms(minOf<bigint>(change, 0n));
  return atoms(maxOf<bigint>(change - record.feeAtoms, 0n));
}

/** A cure's limit, in limits: members leave risk while others fill the first; without an end names could cure for ever. */
const CURE_LIMITS = 2n;
/** What is open to all, as a part of the limit; the rest is kept for who owes no more than its fair part. */
const COMMON_PART = 2n;

/**
 * Why the leg may not make its account shorter by `grownAtoms`, or null. What default management would do for it, it may while
 * debts are twice the limit (NOV-070).
 *
 * Work: a margin, and the segment's assets, only where debts pass the part that is open to all.
 */
function faultOfDebts(
  state: StateView,
  tradeContext: TradeContext,
  leg: Leg,
  grownAtoms: Atoms,
  faulty: FaultySide,
  margin: Margin,
): Refusal | null {
  if (grownAtoms <= 0n) return null;
  const { accountId, segmentId } = leg.before;
  const { settlementAssetId, parameters, owedAtoms: owed } = mustGet(state.segments, segmentId);
  const held = state.collaterals.get(collateralKey(segmentId, settlementAssetId))?.heldAtoms ?? ZERO_ATOMS;
  const [owedAtoms, wholeAtoms] = [atoms(owed + grownAtoms), mulPpmDown(held, parameters.clearing.debtSharePpm)];
  const commonAtoms = atoms(wholeAtoms / COMMON_PART);
  if (owedAtoms <= commonAtoms) return null;
  const isFair = shortOf(state, margin, leg.after) <= fairPartOf(state, leg.after, wholeAtoms);
  const limitAtoms = isFair ? wholeAtoms : commonAtoms;
  if (owedAtoms <= limitAtoms) return null;
  if (owedAtoms <= CURE_LIMITS * wholeAtoms && isCure(state, tradeContext, leg, margin)) return null;
  return refusal("DebtsTooHigh", { accountId, faulty, owedAtoms, limitAtoms });
}

/**
 * The part of the limit that the account's collateral beside cash is of the segment's (NOV-074): the parts of an owner's names sum to
 * what one name would have. Rounded down.
 */
function fairPartOf(state: StateView, account: AccountRow, limitAtoms: Atoms): Atoms {
  const held = [...state.collaterals.values()].filter(({ spec }) => spec.segmentId === account.segmentId);
  const balances = held.map(({ spec, heldAtoms }) => ({ assetId: spec.assetId, amountAtoms: heldAtoms }));
  const all = collateralValueAtoms(state, { ...account, balances });
  return all <= 0n ? ZERO_ATOMS : atoms(mulDivDown(limitAtoms, collateralValueAtoms(state, account), all));
}
