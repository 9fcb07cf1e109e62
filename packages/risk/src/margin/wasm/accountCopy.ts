/**
 * The kernel's copy of the accounts: only those that have changed are written again.
 *
 * @module
 */
import type { AccountTable } from "../kernel/accounts.ts";
import { type Layout, POSITION_BYTES } from "./layout.ts";
import type { KernelMemory } from "./webAssembly.ts";

const POSITION_WORDS = POSITION_BYTES / 4;
const POSITION_NUMBERS = POSITION_BYTES / 8;

export class AccountCopy {
  readonly #memory: KernelMemory;
  #accounts: AccountTable | undefined;
  #version = -1;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /** The tables stand elsewhere now: all of them are to be written. */
  forget(): void {
    this.#accounts = undefined;
  }

  /** `stride` is the book's: a position names its row by the address that this gives it. */
  update(layout: Layout, accounts: AccountTable, stride: number): void {
    const isKnown = accounts === this.#accounts;
    if (isKnown && accounts.version === this.#version) return;
    const changed = isKnown ? accounts.changedSince(this.#version) : null;
    if (changed === null) this.#copyAll(layout, accounts, stride);
    else for (const account of changed) this.#copyOne(layout, accounts, stride, account);
    this.#accounts = accounts;
    this.#version = accounts.version;
  }

  #copyAll(layout: Layout, accounts: AccountTable, stride: number): void {
    const { buffer } = this.#memory;
    const { accountCount } = accounts;
    new Int32Array(buffer, layout.starts, accountCount).set(accounts.starts.subarray(0, accountCount));
    new Int32Array(buffer, layout.counts, accountCount).set(accounts.counts.subarray(0, accountCount));
    new Uint8Array(buffer, layout.methods, accountCount).set(accounts.methods.subarray(0, accountCount));
    new Int32Array(buffer, layout.groups, accountCount).set(accounts.groups.subarray(0, accountCount));
    this.#copyEntries(layout, accounts, stride, 0, accounts.entryCount);
  }

  #copyOne(layout: Layout, accounts: AccountTable, stride: number, account: number): void {
    const { buffer } = this.#memory;
    const start = accounts.starts[account]!;
    const count = accounts.counts[account]!;
    new Int32Array(buffer, layout.starts, accounts.accountCount)[account] = start;
    new Int32Array(buffer, layout.counts, accounts.accountCount)[account] = count;
    new Uint8Array(buffer, layout.methods, accounts.accountCount)[account] = accounts.methods[account]!;
    new Int32Array(buffer, layout.groups, accounts.accountCount)[account] = accounts.groups[account]!;
    this.#copyEntries(layout, accounts, stride, start, start + count);
  }

  /** The entries [from, to) as records: address of the row, instrument, lots. */
  #copyEntries(layout: Layout, accounts: AccountTable, stride: number, from: number, to: number): void {
    const { buffer } = this.#memory;
    const start = layout.positions + from * POSITION_BYTES;
    const words = new Uint32Array(buffer, start, (to - from) * POSITION_WORDS);
    const numbers = new Float64Array(buffer, start, (to - from) * POSITION_NUMBERS);
    for (let entry = from; entry < to; entry += 1) {
      const instrument = accounts.instruments[entry]!;
      const record = entry - from;
      words[record * POSITION_WORDS] = layout.pnl + instrument * stride * 8;
      words[record * POSITION_WORDS + 1] = instrument;
      numbers[record * POSITION_NUMBERS + 1] = accounts.lots[entry]!;
    }
  }
}
