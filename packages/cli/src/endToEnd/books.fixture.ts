/**
 * What everybody should have, counted without the house's own books: what was credited, asked for and paid, each by its name.
 *
 * @module
 */
import type { Event } from "@novate/codec";

export class Books {
  /** Times that each entry of an inbox was credited, by vault and index. */
  readonly credits = new Map<string, number>();
  /** Times that each withdrawal was paid. */
  readonly payments = new Map<number, number>();
  readonly returned: Event[] = [];
  readonly gated: Event[] = [];
  /** What the house said that it owes, by withdrawal; much at once is several of them. */
  readonly owed = new Map<
    number,
    { readonly accountId: number; readonly assetId: number; readonly recipient: string; readonly amountAtoms: bigint }
  >();
  /** By account and asset: what came in, and what was asked for. */
  readonly #came = new Map<string, bigint>();
  readonly #left = new Map<string, bigint>();

  hear(event: Event): void {
    if (event.type === "InboxCredited") {
      count(this.credits, `${event.vaultId}/${event.index}`);
      add(this.#came, event.accountId, event.assetId, event.amountAtoms);
    } else if (event.type === "WithdrawalPaid") count(this.payments, event.withdrawalId);
    else if (event.type === "WithdrawalQueued") {
      const { withdrawalId, ...owed } = event.withdrawal;
      this.owed.set(withdrawalId, owed);
    } else if (event.type === "InboxReturned") this.returned.push(event);
    else if (event.type === "ChainContradicted" || event.type === "InboxRewritten") this.gated.push(event);
  }

  /** Notes what an account asks for, before the house hears it. */
  ask(accountId: number, assetId: number, amountAtoms: bigint): void {
    add(this.#left, accountId, assetId, amountAtoms);
  }

  /** What came in, which is what was credited. */
  came(accountId: number, assetId: number): bigint {
    return this.#came.get(`${accountId}/${assetId}`) ?? 0n;
  }

  /** What an account should have, by what came in and what it asked for. */
  balance(accountId: number, assetId: number): bigint {
    return this.came(accountId, assetId) - (this.#left.get(`${accountId}/${assetId}`) ?? 0n);
  }

  askedSums(): ReadonlyMap<string, bigint> {
    return this.#left;
  }

  owedSums(): ReadonlyMap<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const { accountId, assetId, amountAtoms } of this.owed.values()) add(sums, accountId, assetId, amountAtoms);
    return sums;
  }
}

const count = <K>(times: Map<K, number>, name: K): void => void times.set(name, (times.get(name) ?? 0) + 1);

function add(sums: Map<string, bigint>, accountId: number, assetId: number, atoms: bigint): void {
  const name = `${accountId}/${assetId}`;
  sums.set(name, (sums.get(name) ?? 0n) + atoms);
}
