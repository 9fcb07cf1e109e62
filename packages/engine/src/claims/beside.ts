/**
 * Per account, what is its own beside its row: withdrawals that wait, what it contributed to the funds, and what it owes.
 *
 * @module
 */
import { type Balance, type ExitDebtRow, type KeyRow, KeyScope, type OutboxRow, type StakeRow } from "@novate/codec";
import { atoms, ZERO_ATOMS } from "@novate/num";
import { Tranche } from "../ledger/tranche.ts";
import { type Beside, type NamedExit, NOTHING_BESIDE } from "./accountClaim.ts";
import { addTo } from "./totals.ts";

export class BesideIndex {
  readonly #beside = new Map<number, Beside>();
  readonly #waiting = new Map<number, bigint>();

  /** What waits of an asset, of all accounts. */
  waitingOf(assetId: number): bigint {
    return this.#waiting.get(assetId) ?? 0n;
  }

  of(accountId: number): Beside {
    return this.#beside.get(accountId) ?? NOTHING_BESIDE;
  }

  followOutbox(before: OutboxRow | undefined, after: OutboxRow | undefined): void {
    const [was, is] = [waitingAtoms(before), waitingAtoms(after)];
    const { accountId, assetId } = (after ?? before)!; // a change has at least one side
    if (was === is) return;
    addTo(this.#waiting, assetId, is - was);
    const beside = this.of(accountId);
    this.#put(accountId, { ...beside, waiting: added(beside.waiting, assetId, is - was) });
  }

  /** All that the account waits for is void: it has it back. */
  dropWaiting(accountId: number): void {
    const beside = this.of(accountId);
    for (const { assetId, amountAtoms } of beside.waiting) addTo(this.#waiting, assetId, -amountAtoms);
    this.#put(accountId, { ...beside, waiting: [] });
  }

  followStake(before: StakeRow | undefined, after: StakeRow | undefined): void {
    const { accountId, tranche } = (after ?? before)!;
    const change = (after?.contributedAtoms ?? 0n) - (before?.contributedAtoms ?? 0n);
    const beside = this.of(accountId);
    const field = tranche === Tranche.junior ? "juniorAtoms" : "seniorAtoms";
    this.#put(accountId, { ...beside, [field]: atoms(beside[field] + change) });
  }

  /** A key with the scope `exit` is an address that the owner named. */
  followKey(before: KeyRow | undefined, after: KeyRow | undefined): void {
    if (!isExit(before) && !isExit(after)) return;
    const { accountId } = (after ?? before)!;
    const beside = this.of(accountId);
    const others = beside.exits.filter(({ row }) => row !== before);
    const exits = isExit(after) ? [...others, named(after!)].sort(newestFirst) : others;
    this.#put(accountId, { ...beside, exits });
  }

  followDebt(before: ExitDebtRow | undefined, after: ExitDebtRow | undefined): void {
    const { accountId, assetId } = (after ?? before)!;
    const beside = this.of(accountId);
    const change = (after?.lackAtoms ?? 0n) - (before?.lackAtoms ?? 0n);
    this.#put(accountId, { ...beside, owes: added(beside.owes, assetId, change) });
  }

  #put(accountId: number, beside: Beside): void {
    const { waiting, juniorAtoms, seniorAtoms, exits, owes } = beside;
    if (waiting.length + exits.length + owes.length === 0 && juniorAtoms === ZERO_ATOMS && seniorAtoms === ZERO_ATOMS)
      this.#beside.delete(accountId);
    else this.#beside.set(accountId, beside);
  }
}

const isExit = (row: KeyRow | undefined): boolean => row !== undefined && (row.scopes & KeyScope.exit) !== 0;

/** A key that has no address is not granted the scope. */
const named = (row: KeyRow): NamedExit => ({
  row,
  address: `0x${row.key.key.slice(26)}`,
  validUntilMs: row.validUntilMs,
});

/** By grant; of one block's, the greater key: an order that rows alone fix. */
const newestFirst = ({ row: one }: NamedExit, { row: other }: NamedExit): number =>
  other.grantedAtMs - one.grantedAtMs || (one.key.key > other.key.key ? -1 : 1);

/** What was sent back to whom it came from is nobody's here. */
const waitingAtoms = (row: OutboxRow | undefined): bigint =>
  row === undefined || row.payment !== null ? 0n : row.amountAtoms;

function added(balances: readonly Balance[], assetId: number, change: bigint): Balance[] {
  const before = balances.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n;
  const others = balances.filter((balance) => balance.assetId !== assetId);
  const amountAtoms = atoms(before + change);
  return amountAtoms === 0n
    ? others
    : [...others, { assetId, amountAtoms }].sort((left, right) => left.assetId - right.assetId);
}
