/**
 * Whether a trade's price can be paid in cash, or the segment has room for another debt (NOV-068, NOV-069, NOV-074).
 *
 * A debt is a claim that others hold and cannot withdraw. Together debts stay a governed part of the cash held, those included
 * that wait for a cycle: or any number of names would each run up the whole of it between two. The cash is the least held of late:
 * a limit that a deposit moves is no limit while that deposit may leave again.
 *
 * @module
 */
import { type AccountRow, AccountStatus, type FaultySide, type Refusal, refusal } from "@novate/codec";
import { type Atoms, atoms, mulDivDown, mulPpmDown, ZERO_ATOMS } from "@novate/num";
import { countedDebtOf } from "../collateral/countedDebts.ts";
import { seasoned } from "../collateral/seasoning.ts";
import { shortOf } from "../collateral/shortOf.ts";
import { collateralValueAtoms } from "../collateral/value.ts";
import type { Margin } from "../command/margin.ts";
import { leastCashOf } from "../ledger/leastHeld.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { concessionOf, isCure } from "./concession.ts";
import type { Leg } from "./leg.ts";
import type { TradeContext } from "./tradeContext.ts";

/** Why the trade may not add to the segment's debts; or null. */
export const faultOfDebts = (
  state: StateView,
  tradeContext: TradeContext,
  buyer: Leg,
  seller: Leg,
  margin: Margin,
): Refusal | null =>
  faultOfDebt(state, tradeContext, buyer, "buyer", margin) ??
  faultOfDebt(state, tradeContext, seller, "seller", margin);

/** A cure's limit, in limits: members leave risk while others fill the first; without an end names could cure for ever. */
const CURE_LIMITS = 2n;
/** What is open to all, as a part of the limit; the rest is kept for who owes no more than its fair part. */
const COMMON_PART = 2n;

/**
 * Why the leg may not make its account shorter of cash by what it concedes, fees aside, or null. What default management would do for it,
 * it may while debts are twice the limit (NOV-070). The account counts as short as it would be, and no more what it counts now: a price
 * that moved since is in it. One under default management is asked as any other, though its debt is not counted.
 *
 * Work: its positions; the segment's assets too where debts pass the part that is open to all.
 */
function faultOfDebt(
  state: StateView,
  tradeContext: TradeContext,
  leg: Leg,
  faulty: FaultySide,
  margin: Margin,
): Refusal | null {
  const { feeAtoms } = leg.record;
  if (concessionOf(tradeContext, leg) - feeAtoms <= 0n) return null;
  const shortWith = (row: AccountRow): bigint => shortOf(state, margin, { ...row, status: AccountStatus.active });
  const shortAtoms = shortWith(leg.after) - feeAtoms;
  if (shortAtoms <= shortWith(leg.before)) return null;
  const { accountId, segmentId } = leg.before;
  const segment = mustGet(state.segments, segmentId);
  const owedAtoms = atoms(segment.owedAtoms - countedDebtOf(state, accountId) + shortAtoms);
  const wholeAtoms = mulPpmDown(leastCashOf(state, segment), segment.parameters.clearing.debtSharePpm);
  const commonAtoms = atoms(wholeAtoms / COMMON_PART);
  if (owedAtoms <= commonAtoms) return null;
  const isFair = shortOf(state, margin, leg.after) <= fairPartOf(state, leg.after, wholeAtoms);
  const limitAtoms = isFair ? wholeAtoms : commonAtoms;
  if (owedAtoms <= limitAtoms) return null;
  if (owedAtoms <= CURE_LIMITS * wholeAtoms && isCure(state, tradeContext, leg, margin)) return null;
  return refusal("DebtsTooHigh", { accountId, faulty, owedAtoms, limitAtoms });
}

/**
 * The part of the limit that the account's seasoned collateral beside cash is of the segment's (NOV-074, NOV-077): the parts of an
 * owner's names sum to what one name would have, and coins that may leave at once bring none. Rounded down.
 */
function fairPartOf(state: StateView, account: AccountRow, limitAtoms: Atoms): Atoms {
  const held = [...state.collaterals.values()].filter(({ spec }) => spec.segmentId === account.segmentId);
  const balances = held.map(({ spec, heldAtoms }) => ({ assetId: spec.assetId, amountAtoms: heldAtoms }));
  const all = collateralValueAtoms(state, { ...account, balances });
  return all <= 0n
    ? ZERO_ATOMS
    : atoms(mulDivDown(limitAtoms, collateralValueAtoms(state, seasoned(state, account)), all));
}
