/**
 * Who a transaction's signer claims to be, by the state alone: for a driver that orders its work before any signature is
 * checked, and for a block that pays first whoever may act in it (SETL-034).
 *
 * @module
 */
import type { AccountRow, Command, CommandOf, CommandType, Signer, Transaction } from "@novate/codec";
import { isHolding } from "../ledger/isHolding.ts";
import { isSameOwner, ownerId } from "../ledger/owner.ts";
import { signerKey } from "../state/keys.ts";
import { houseOf, type StateView } from "../state/state.ts";
import { addressOf, isOwner, liveKey } from "./authority.ts";
import { isValidator } from "./validators.ts";

/** What a command asks of its signer. A holder acts for an account that holds something; the first five are registered. */
export type Role = "publisher" | "custodian" | "validator" | "venue" | "governor" | "holder" | "anybody";

export interface Claimant {
  readonly role: Role;
  /** Whether the named signer has the role in this state. */
  readonly isHeld: boolean;
  /** Who stands behind it: one registration, one owner with all its accounts and keys, or else the signer alone. */
  readonly party: string;
  /** Whether the account that it acts for, or rescues for the same owner, has positions: what there is to relieve. */
  readonly hasPositions: boolean;
}

type Rule<T extends CommandType> = (state: StateView, command: CommandOf<T>, signer: Signer) => Claimant;

/** `registered` is undefined where there is no such registration, or where it is not in force. */
const registrant = (role: Role, id: number, registered: Signer | undefined, signer: Signer): Claimant => {
  const isHeld = registered !== undefined && signerKey(registered) === signerKey(signer);
  return { role, isHeld, party: isHeld ? `${role}/${id}` : signerKey(signer), hasPositions: false };
};

const asGovernor = (state: StateView, _: unknown, signer: Signer): Claimant => {
  const address = addressOf(signer);
  const isHeld = address !== null && state.governors.has(address);
  return { role: "governor", isHeld, party: signerKey(signer), hasPositions: false };
};

/** Votes and signatures of validators: each stands for itself. */
const asValidator = (state: StateView, _: unknown, signer: Signer): Claimant => ({
  role: "validator",
  isHeld: isValidator(state, signer),
  party: signerKey(signer),
  hasPositions: false,
});

/** Names are free, and so are accounts: what holds nothing lends its owner nothing (ADM-013). */
function asHolder(state: StateView, accountId: number, signer: Signer): Claimant {
  const account = state.accounts.get(accountId);
  const isHeld = account !== undefined && isHolding(account) && mayAct(state, account, signer);
  const hasPositions = isHeld && account.positions.length > 0;
  return { role: "holder", isHeld, party: isHeld ? partyOf(account) : signerKey(signer), hasPositions };
}

const partyOf = (account: AccountRow): string => `owner/${ownerId(account)}`;

/** Whether the signer is the account's owner, or has a key to it that is in force. */
export const mayAct = (state: StateView, account: AccountRow, signer: Signer): boolean =>
  isOwner(account, signer) || (liveKey(state, account, signer)?.validUntilMs ?? 0) > houseOf(state).timeMs;

const holder = (state: StateView, { accountId }: { readonly accountId: number }, signer: Signer): Claimant =>
  asHolder(state, accountId, signer);

/** Whoever brings proofs: a validator, or an account of its own that holds something. */
const relayer = (state: StateView, command: { readonly accountId: number }, signer: Signer): Claimant =>
  command.accountId === 0 ? asValidator(state, command, signer) : holder(state, command, signer);

const rules: { readonly [T in CommandType]: Rule<T> } = {
  OpenAccount: (_, __, signer) => ({ role: "anybody", isHeld: true, party: signerKey(signer), hasPositions: false }),
  SubmitObservations(state, { publisherId }, signer) {
    const publisher = state.publishers.get(publisherId);
    return registrant("publisher", publisherId, publisher?.weight ? publisher.signer : undefined, signer);
  },
  CreditDeposit(state, { chainId, accountId }, signer) {
    const claimant = registrant("custodian", chainId, state.custodians.get(chainId)?.signer, signer);
    const account = state.accounts.get(accountId);
    // One custodian speaks for everybody: a cure waits for its own owner's turn, not behind all other deposits.
    return claimant.isHeld && account !== undefined ? { ...claimant, party: partyOf(account) } : claimant;
  },
  ConfirmWithdrawals: (state, { chainId }, signer) =>
    registrant("custodian", chainId, state.custodians.get(chainId)?.signer, signer),
  ReportTrades(state, { venueId }, signer) {
    const spec = state.venues.get(venueId)?.spec;
    return registrant("venue", venueId, spec?.isActive ? spec.signer : undefined, signer);
  },
  ProposeBundle: asGovernor,
  ApproveBundle: asGovernor,
  WithdrawBundle: asGovernor,
  TransferCollateral(state, { sourceAccountId, targetAccountId }, signer) {
    const claimant = asHolder(state, sourceAccountId, signer);
    const target = state.accounts.get(targetAccountId);
    const source = state.accounts.get(sourceAccountId);
    const isRescue = claimant.isHeld && target !== undefined && source !== undefined && isSameOwner(target, source);
    return isRescue && target.positions.length > 0 ? { ...claimant, hasPositions: true } : claimant;
  },
  CancelOrder: holder,
  VoidOrders: holder,
  RevokeKey: holder,
  SetMarginMethod: holder,
  GrantKey: holder,
  GrantMandate: holder,
  WithdrawCollateral: holder,
  CancelWithdrawal: holder,
  OfferLiquidity: holder,
  MoveClaim: holder,
  ContributeDefaultFund: holder,
  AttestHeader: asValidator,
  SignRotation: asValidator,
  ProveInbox: relayer,
  ProveRewrite: relayer,
  ProveHotSet: relayer,
  SignCheckpoint: asValidator,
  ProvePayment: relayer,
  ProveImpairment: relayer,
  ProveExit: relayer,
  ProveExitAsset: relayer,
  BookExitClaims: relayer,
  BookExitRefunds: relayer,
};

/** Work: a few look-ups; no signature is checked. */
export function claimantOf(state: StateView, { command, signer }: Pick<Transaction, "command" | "signer">): Claimant {
  const rule = rules[command.type] as (state: StateView, command: Command, signer: Signer) => Claimant; // by the key
  return rule(state, command, signer);
}
