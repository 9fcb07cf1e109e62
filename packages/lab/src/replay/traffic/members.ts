/**
 * The participants as members of the house: who owns which account, with which keys, and how they come in.
 *
 * @module
 */
import { KeyScope, MarginMethod } from "@novate/codec";
import { type Atoms, atoms, DAY_MS } from "@novate/num";
import type { OwnerKey, SigningKey } from "@novate/sdk";
import { assert } from "@novate/stdx";
import type { Participant } from "../../population/types.ts";
import { dollars, SKIN_IN_THE_GAME } from "../house/genesis.ts";
import { type HouseKeys, ownerOf, type Seed, sessionOf } from "../house/keys.ts";
import { assetIdOf, CUSTODY_CHAIN_ID, chainIdOf, type HousePlan, SEGMENT_ID, SETTLEMENT } from "../house/plan.ts";
import type { Sender } from "./sender.ts";

/** What a session key may trade in all, and at once: far above what anybody here has. */
const TRADE_LIMIT = dollars(100_000_000n);
const TOTAL_LIMIT = dollars(100_000_000_000n);
const KEY_LIFETIME_MS = 3_650 * DAY_MS;
/** Parts of each backstop's capital that stand in the default fund, junior and senior. */
const FUND_SHARES = [dollars(300_000n), dollars(700_000n)];
/** The tranche of the default fund that is the house's own. */
const SKIN_TRANCHE = 2;

export interface Member {
  readonly participant: Participant;
  readonly accountId: number;
  readonly owner: OwnerKey;
  /** Trades and withdraws for the account. */
  readonly session: SigningKey;
}

/** Keys cost a multiplication on their curve each, so they are made when first asked for. */
function createMember(seed: Seed, participant: Participant, accountId: number): Member {
  const label = `participant/${participant.participantId}`;
  const owner = once(() => ownerOf(seed, label));
  const session = once(() => sessionOf(seed, label));
  return {
    participant,
    accountId,
    get owner() {
      return owner();
    },
    get session() {
      return session();
    },
  };
}

/** Makes a value at the first call and keeps it. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What opens every account; each part is signed when it is asked for. */
export interface Opening {
  /** The backstops' parts of the default fund, and the house's own where vaults brought it in. */
  stakes(): readonly Uint8Array[];
  /** In the order of their ids; the treasury's is the last, where there are vaults. */
  accounts(): readonly Uint8Array[];
  /** What each begins with, on a custodian's word. */
  deposits(): readonly Uint8Array[];
  /** Lets session keys act. */
  keys(): readonly Uint8Array[];
}

export interface Members {
  of(participantId: number): Member;
  /** The participant behind an account; undefined for a backstop. */
  byAccount(accountId: number): Member | undefined;
  readonly all: readonly Member[];
  /** The account that brings the house's own capital, where assets lie in vaults. */
  readonly treasuryId: number;
  /** The transactions that bring everybody in, in the order of their parts. */
  open(timeMs: number): Opening;
  deposit(member: Member, assetId: number, amountAtoms: Atoms, timeMs: number): Uint8Array;
  withdraw(member: Member, amountAtoms: Atoms, timeMs: number): Uint8Array;
}

// long: one closure over the members' accounts and keys; each of its parts is short
export function createMembers(
  seed: Seed,
  participants: readonly Participant[],
  plan: HousePlan,
  keys: HouseKeys,
  sender: Sender,
): Members {
  // The house counts accounts from 1, in order of opening; the backstops stand first.
  const all = participants.map((participant, index) =>
    createMember(seed, participant, keys.backstops.length + 1 + index),
  );
  const byParticipant = new Map(all.map((member) => [member.participant.participantId, member]));
  const byAccount = new Map(all.map((member) => [member.accountId, member]));
  let nextDepositIndex = 0n;

  const deposit: Members["deposit"] = ({ accountId }, assetId, amountAtoms, timeMs) => {
    const depositIndex = nextDepositIndex++;
    const command = { chainId: CUSTODY_CHAIN_ID, depositIndex, accountId, assetId, amountAtoms };
    return sender.sign(keys.custodian, { type: "CreditDeposit", ...command }, timeMs);
  };

  const grant = ({ accountId, owner, session }: Member, timeMs: number): Uint8Array =>
    sender.sign(
      owner,
      {
        type: "GrantKey",
        accountId,
        key: session.signer,
        scopes: KeyScope.trade | KeyScope.withdraw,
        tradeNotionalAtoms: TRADE_LIMIT,
        totalNotionalAtoms: TOTAL_LIMIT,
        venueIds: [],
        reduceOnly: false,
        validUntilMs: timeMs + KEY_LIFETIME_MS,
      },
      timeMs,
    );

  const treasuryId = keys.backstops.length + all.length + 1;
  const isVaulted = plan.vaults.length > 0;
  const open = (owner: OwnerKey, method: number, timeMs: number): Uint8Array =>
    sender.sign(owner, { type: "OpenAccount", segmentId: SEGMENT_ID, method }, timeMs);
  const stake = (owner: OwnerKey, accountId: number, tranche: number, amountAtoms: Atoms, timeMs: number): Uint8Array =>
    sender.sign(owner, { type: "ContributeDefaultFund", accountId, tranche, amountAtoms }, timeMs);

  return {
    all,
    of(participantId) {
      const member = byParticipant.get(participantId);
      assert(member !== undefined, `members: no participant ${participantId}`);
      return member;
    },
    treasuryId,
    byAccount: (accountId) => byAccount.get(accountId),
    open: (timeMs) => ({
      stakes: () => [
        ...keys.backstops.flatMap((owner, index) =>
          FUND_SHARES.map((amountAtoms, tranche) => stake(owner, index + 1, tranche, amountAtoms, timeMs)),
        ),
        ...(isVaulted ? [stake(keys.treasury, treasuryId, SKIN_TRANCHE, SKIN_IN_THE_GAME, timeMs)] : []),
      ],
      accounts: () => [
        ...all.map(({ owner, participant }) => open(owner, MarginMethod[participant.marginMethod], timeMs)),
        ...(isVaulted ? [open(keys.treasury, MarginMethod.cross, timeMs)] : []),
      ],
      deposits: () =>
        all.flatMap((member) =>
          member.participant.openingDeposits.map(({ asset, amountAtoms }) =>
            deposit(member, assetIdOf(plan, asset), amountAtoms, timeMs),
          ),
        ),
      keys: () => all.map((member) => grant(member, timeMs)),
    }),
    deposit,
    withdraw: ({ accountId, owner, session }, amountAtoms, timeMs) =>
      sender.sign(
        session,
        {
          type: "WithdrawCollateral",
          accountId,
          assetId: SETTLEMENT.assetId,
          amountAtoms: atoms(amountAtoms),
          chainId: chainIdOf(plan, SETTLEMENT.symbol),
          recipient: owner.address,
        },
        timeMs,
      ),
  };
}
