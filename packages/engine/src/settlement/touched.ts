/**
 * Accounts that a block's transactions name are paid before these are heard, as far as the block's reserve goes (SETL-035).
 *
 * Only a transaction that its signer has standing for counts, and of a report those legs alone whose signer may act: a
 * stranger's, refused in any case, would buy payments for nothing (SETL-034). Whoever is not paid is answered to ask again
 * (SETL-030): a cycle is paid in any case, and being named only brings it forward. Those with the fewest positions come
 * first, so that no crowd of large accounts shuts out a small one.
 *
 * @module
 */
import { type Command, type CommandOf, InboxKind, type TradeReport } from "@novate/codec";
import { inboxNext } from "@novate/evm";
import { claimantOf, mayAct } from "../account/claimant.ts";
import type { EvidenceOf } from "../command/evidence.ts";
import type { Hearing } from "../command/hearing.ts";
import type { House } from "../command/house.ts";
import type { PreparedTransaction } from "../command/prepared.ts";
import type { Budget } from "../derived/payments.ts";
import { expiredOf, isOwedCycle } from "../ledger/unsettled.ts";
import { hearingOfReport } from "../novation/reportTrades.ts";
import { headerKey, mandateKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { payDue } from "./expiry.ts";
import { payCycleOf } from "./variationCycle.ts";

/** What an account must be paid before it may do what is asked: its cycle, or its settled contracts too. */
type Needs = "cycle" | "all";

/** Before reductions are heard: their accounts, out of their own reserve (SETL-036). Work: that reserve, and the names. */
export const payRelieved = (house: House, transactions: readonly PreparedTransaction[]): void =>
  payNamed(house, transactions, "relief", house.derived.payments.relief);

/** Before everything else is heard: its accounts. Default management may have struck a cycle meanwhile. */
export function payTouched(house: House, transactions: readonly PreparedTransaction[]): void {
  const { relief, touched } = house.derived.payments;
  touched.takeOver(relief);
  payNamed(house, transactions, "trades", touched);
}

function payNamed(house: House, transactions: readonly PreparedTransaction[], hearing: Hearing, budget: Budget): void {
  const { state, derived } = house;
  const isPaying = [...state.segments.values()].some(({ cycle }) => cycle !== null);
  if (!isPaying && derived.calendar.settled(derived.positions).length === 0) return;
  const named = new Map<number, Needs>();
  const fronts = new Set<number>();
  for (const prepared of transactions) {
    const accounts = namedBy(state, prepared, hearing);
    if (accounts[0] !== undefined && prepared.transaction?.command.type === "ProveInbox") fronts.add(accounts[0][0]);
    for (const [accountId, needs] of accounts) if (named.get(accountId) !== "all") named.set(accountId, needs);
  }
  const due = [...named]
    .map(([accountId, needs]) => ({ accountId, needs, cost: costOf(state, accountId, needs) }))
    .filter(({ cost }) => cost > 0)
    .sort((left, right) => left.cost - right.cost || left.accountId - right.accountId);
  const isFront = ({ accountId }: { readonly accountId: number }) => fronts.has(accountId);
  for (const one of [...due.filter(isFront), ...due.filter((each) => !isFront(each))]) {
    if (budget.isSpent && !isFront(one)) return;
    const { accountId, needs } = one;
    if (needs === "all") payDue(house, accountId, budget);
    else budget.spend(payCycleOf(house, mustGet(state.accounts, accountId)));
  }
}

function costOf(state: StateView, accountId: number, needs: Needs): number {
  const account = state.accounts.get(accountId);
  if (account === undefined) return 0;
  const cycle = isOwedCycle(state, account) ? 1 + account.positions.length : 0;
  return needs === "all" ? cycle + expiredOf(state, account).length : cycle;
}

function namedBy(
  state: StateView,
  { transaction, isSigned, evidence }: PreparedTransaction,
  hearing: Hearing,
): (readonly [accountId: number, needs: Needs])[] {
  if (transaction === null || !isSigned || !claimantOf(state, transaction).isHeld) return [];
  const { command } = transaction;
  if (command.type === "ProveInbox")
    return hearing === "relief" ? askedOf(state, command, evidence as EvidenceOf<"ProveInbox">) : []; // of its command
  if (command.type !== "ReportTrades") return hearing === "trades" ? leftBy(command) : [];
  if (hearingOfReport(command) !== hearing) return [];
  return command.trades.flatMap((trade) => tradedBy(state, command.venueId, trade));
}

/**
 * Accounts out of which their owners' calls of a vault take something: such a call is heard once, and must not be too early. Only of
 * entries that the vault has shown. The first of them is paid whatever the reserve has left, so that no inbox stands still (CSTD-041).
 */
function askedOf(
  state: StateView,
  command: CommandOf<"ProveInbox">,
  evidence: EvidenceOf<"ProveInbox">,
): (readonly [number, Needs])[] {
  const { entries } = command;
  if (!isShown(state, command, evidence)) return [];
  return entries
    .filter(({ kind, accountId }) => kind === InboxKind.withdraw && state.accounts.has(accountId))
    .map(({ accountId }) => [accountId, "all"]);
}

/** Whether the entries are the vault's next ones, at a header that is accepted. Work: a hash an entry. */
function isShown(
  state: StateView,
  { vaultId, number, stateRoot, firstIndex }: CommandOf<"ProveInbox">,
  evidence: EvidenceOf<"ProveInbox">,
): boolean {
  const vault = state.vaults.get(vaultId);
  if (vault === undefined || vault.inboxCount !== firstIndex || !evidence.ok) return false;
  const { chainId, codeHash } = vault.spec;
  if (evidence.codeHash !== codeHash || state.headers.get(headerKey(chainId, number))?.stateRoot !== stateRoot)
    return false;
  return evidence.leaves.reduce(inboxNext, vault.inboxAcc) === evidence.acc;
}

/** Accounts that something leaves. */
function leftBy(command: Command): (readonly [number, Needs])[] {
  if (command.type === "TransferCollateral") return [[command.sourceAccountId, "all"]];
  const isExit = command.type === "WithdrawCollateral" || command.type === "ContributeDefaultFund";
  return isExit ? [[command.accountId, "all"]] : [];
}

function tradedBy(state: StateView, venueId: number, trade: TradeReport): (readonly [number, Needs])[] {
  return [trade.buyer, trade.seller].flatMap((leg): (readonly [number, Needs])[] => {
    if (leg.type !== "Order")
      return state.mandates.has(mandateKey(leg.accountId, venueId)) ? [[leg.accountId, "cycle"]] : [];
    const { accountId } = leg.order;
    const account = state.accounts.get(accountId);
    return account !== undefined && mayAct(state, account, leg.signer) ? [[accountId, "cycle"]] : [];
  });
}
