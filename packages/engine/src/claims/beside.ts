/**
 * Per account, what is its own beside its row: withdrawals that wait, and what it contributed to the funds.
 *
 * @module
 */
import type { Balance, OutboxRow, StakeRow } from "@novate/codec";
import { atoms, ZERO_ATOMS } from "@novate/num";
import { Tranche } from "../ledger/tranche.ts";
import { type Beside, NOTHING_BESIDE } from "./accountClaim.ts";
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

  followStake(before: StakeRow | undefined, after: StakeRow | undefined): void {
    const { accountId, tranche } = (after ?? before)!;
    const change = (after?.contributedAtoms ?? 0n) - (before?.contributedAtoms ?? 0n);
    const beside = this.of(accountId);
    const field = tranche === Tranche.junior ? "juniorAtoms" : "seniorAtoms";
    this.#put(accountId, { ...beside, [field]: atoms(beside[field] + change) });
  }

  #put(accountId: number, beside: Beside): void {
    const { waiting, juniorAtoms, seniorAtoms } = beside;
    if (waiting.length === 0 && juniorAtoms === ZERO_ATOMS && seniorAtoms === ZERO_ATOMS)
      this.#beside.delete(accountId);
    else this.#beside.set(accountId, beside);
  }
}

/** What was sent back to whom it came from is nobody's here. */
const waitingAtoms = (row: OutboxRow | undefined): bigint =>
  row === undefined || row.payment !== null ? 0n : row.amountAtoms;

function added(waiting: readonly Balance[], assetId: number, change: bigint): Balance[] {
  const before = waiting.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n;
  const others = waiting.filter((balance) => balance.assetId !== assetId);
  const amountAtoms = atoms(before + change);
  return amountAtoms === 0n
    ? others
    : [...others, { assetId, amountAtoms }].sort((left, right) => left.assetId - right.assetId);
}
