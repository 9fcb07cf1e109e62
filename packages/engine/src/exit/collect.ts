/**
 * A round of those whom a vault in exit paid more than they had: their owners' coins first, then cash that no margin needs (EXIT-118, EXIT-119).
 *
 * @module
 */
import type { AccountRow, ExitDebtRow, ExitPotRow } from "@novate/codec";
import { atoms, divDown, divUp, minOf } from "@novate/num";
import { debtsCounted } from "../collateral/countedDebts.ts";
import { freeCashOf } from "../collateral/payable.ts";
import type { House } from "../command/house.ts";
import { takeBackAll } from "../custody/takeBackAll.ts";
import { balanceOf } from "../ledger/balances.ts";
import { ownerId } from "../ledger/owner.ts";
import { endsOnceMore } from "../ledger/windUp.ts";
import { exitDebtKey, exitPotKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { beginWalk, restPot, turnPot } from "./turnPot.ts";

/** Each with its margin, and those of so many others of its owner's that it meets. */
const DEBTORS_A_BLOCK = 16;
const PAYERS_A_DEBTOR = 16;

/** A round of those who owe, by id, over as many blocks as it takes; then a walk over who is owed. */
export function collect(house: House, pot: ExitPotRow): void {
  const { segmentId, assetId, debtCursor } = pot;
  const debts = [...house.state.exitDebts.values()]
    .filter((debt) => debt.assetId === assetId && debt.accountId > debtCursor)
    .filter(({ accountId }) => mustGet(house.state.accounts, accountId).segmentId === segmentId)
    .sort((left, right) => left.accountId - right.accountId);
  const now = debts.slice(0, DEBTORS_A_BLOCK);
  const payersOf = payersAtHand(house);
  for (const debt of now) {
    const account = mustGet(house.state.accounts, debt.accountId);
    const { payers, nextCursor } = payersOf(account, debt.payerCursor);
    takeBack(house, account, payers);
    offset(house, pot, debt, payers);
    charge(house, pot, debt.accountId, payers);
    turnDebt(house, debt, nextCursor);
  }
  const left = mustGet(house.state.exitPots, exitPotKey(segmentId, assetId));
  if (now.length < debts.length) turnPot(house, pot, { debtCursor: now.at(-1)!.accountId });
  else if (left.potAtoms > 0n || left.lackAtoms === 0n) beginWalk(house, left);
  else restPot(house, pot);
}

/** Other accounts, by id: their rows change while they pay. */
type Payers = readonly number[];

/**
 * Other accounts of a debtor's owner in its segment whose turn to pay it is: of those that have anything so many below the cursor, the newest
 * first. None is passed over for those that are opened meanwhile: their ids are above it (EXIT-135). Work: once all of them, of each owner.
 */
function payersAtHand({ derived }: House) {
  const idsOf = new Map<string, readonly number[]>();
  return (debtor: AccountRow, cursor: number): { readonly payers: Payers; readonly nextCursor: number } => {
    const owner = ownerId(debtor);
    const ids = idsOf.get(owner) ?? derived.owners.holdersOf(owner, debtor.segmentId);
    idsOf.set(owner, ids);
    const below = ids.filter((accountId) => accountId !== debtor.accountId && (cursor === 0 || accountId < cursor));
    const payers = below.slice(-PAYERS_A_DEBTOR).reverse();
    return { payers, nextCursor: payers.length < below.length ? payers.at(-1)! : 0 };
  };
}

/** Notes who of the owner's is next, where the debt is left and that has changed. */
function turnDebt(house: House, { accountId, assetId, payerCursor }: ExitDebtRow, nextCursor: number): void {
  if (nextCursor === payerCursor || !house.state.exitDebts.has(exitDebtKey(accountId, assetId))) return;
  house.emit({ type: "ExitDebtTurned", accountId, assetId, payerCursor: nextCursor });
}

/** What the owner waits to withdraw is there to pay first (EXIT-130). Work: the accounts, each with its positions. */
function takeBack(house: House, debtor: AccountRow, payers: Payers): void {
  if (endsOnceMore(house.state, debtor.segmentId)) return; // nothing leaves it before
  for (const accountId of [debtor.accountId, ...payers]) takeBackAll(house, mustGet(house.state.accounts, accountId));
}

/** What another account of the same owner has of it here. Work: these accounts. */
function offset(
  house: House,
  { segmentId, assetId }: ExitPotRow,
  { accountId, lackAtoms }: ExitDebtRow,
  payers: Payers,
): void {
  let left = lackAtoms;
  for (const payerAccountId of payers) {
    const amountAtoms = minOf(left, balanceOf(mustGet(house.state.accounts, payerAccountId), assetId));
    if (amountAtoms <= 0n) continue;
    house.emit({ type: "ExitOffset", ...{ accountId, payerAccountId, segmentId, assetId, amountAtoms } });
    left = atoms(left - amountAtoms);
  }
}

/** Free cash of the account pays, then that of its owner's others, whatever state the debtor is in (EXIT-131). */
function charge(house: House, pot: ExitPotRow, accountId: number, payers: Payers): void {
  for (const payerId of [accountId, ...payers]) {
    const debt = house.state.exitDebts.get(exitDebtKey(accountId, pot.assetId));
    if (debt === undefined) return;
    chargeTo(house, pot, debt, mustGet(house.state.accounts, payerId));
  }
}

/** Cash is asked rounded up, and pays for so much of the asset, rounded down. */
function chargeTo(house: House, pot: ExitPotRow, { accountId, lackAtoms }: ExitDebtRow, payer: AccountRow): void {
  const { state, margin } = house;
  const { segmentId, assetId, numerator, denominator } = pot;
  const wholeAtoms = atoms(divUp(lackAtoms * numerator, denominator));
  // All of it where a second end of the segment takes coins for cash that is owed: its own cash is worth nothing any more (EXIT-216).
  const isWhole = wholeAtoms === 0n || endsOnceMore(state, segmentId);
  const cashAtoms = isWhole ? wholeAtoms : minOf(wholeAtoms, freeCashOf(state, margin, payer));
  const amountAtoms = cashAtoms === wholeAtoms ? lackAtoms : atoms(divDown(cashAtoms * denominator, numerator));
  if (amountAtoms === 0n) return;
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  const cashAfterAtoms = atoms(balanceOf(payer, settlementAssetId) - cashAtoms);
  const payerAccountId = payer.accountId;
  house.emit({
    type: "ExitCharged",
    ...{ accountId, payerAccountId, segmentId, assetId, amountAtoms, cashAtoms, cashAfterAtoms },
  });
  house.emitAll(debtsCounted(state, margin, mustGet(state.accounts, payerAccountId)));
}
