/**
 * Who takes money out on another chain when the tape is over: those who brought coins in on one and have cash on the other.
 *
 * @module
 */
import { AccountStatus } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { type Atoms, atoms } from "@novate/num";
import { SETTLEMENT } from "../house/plan.ts";
import type { Scene } from "../scene.ts";
import type { Member } from "../traffic/members.ts";

/** How many leave at most. */
const MOST_LEAVERS = 24;
/** What is not worth a transaction. */
const LEAST_ATOMS = 10n ** BigInt(SETTLEMENT.decimals);

export interface Leaver {
  readonly member: Member;
  readonly amountAtoms: Atoms;
}

/** Half of what each has to spare, in the order of accounts. Members of whom a margin call or worse is open stay. */
export function leaversOf({ house, state }: Engine, { members }: Scene): Leaver[] {
  return members.all
    .flatMap((member): Leaver[] => {
      const hasCoins = member.participant.openingDeposits.some(({ asset }) => asset !== SETTLEMENT.symbol);
      const account = state.accounts.get(member.accountId);
      if (!hasCoins || account === undefined || account.status === AccountStatus.managed) return [];
      const cash = account.balances.find(({ assetId }) => assetId === SETTLEMENT.assetId)?.amountAtoms ?? 0n;
      const { initialEquityAtoms, initialAtoms } = house.margin.assess(state, account);
      const spare = initialEquityAtoms - initialAtoms;
      const amountAtoms = atoms((spare < cash ? spare : cash) / 2n);
      return amountAtoms < LEAST_ATOMS ? [] : [{ member, amountAtoms }];
    })
    .slice(0, MOST_LEAVERS);
}
