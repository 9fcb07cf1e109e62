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
    const tables = viewsOf(this.#memory, layout, accounts);
    if (changed === null) copyAll(tables, layout, accounts, stride);
    else for (const account of changed) copyOne(tables, layout, accounts, stride, account);
    this.#accounts = accounts;
    this.#version = accounts.version;
  }
}

/** The tables in memory. Records of the positions are seen as words and as numbers. */
function viewsOf({ buffer }: KernelMemory, layout: Layout, { accountCount, entryCount }: AccountTable) {
  return {
    starts: new Int32Array(buffer, layout.starts, accountCount),
    counts: new Int32Array(buffer, layout.counts, accountCount),
    methods: new Uint8Array(buffer, layout.methods, accountCount),
    groups: new Int32Array(buffer, layout.groups, accountCount),
    words: new Uint32Array(buffer, layout.positions, entryCount * POSITION_WORDS),
    numbers: new Float64Array(buffer, layout.positions, entryCount * POSITION_NUMBERS),
  };
}
type Tables = ReturnType<typeof viewsOf>;

function copyAll(tables: Tables, layout: Layout, accounts: AccountTable, stride: number): void {
  const { accountCount } = accounts;
  tables.starts.set(accounts.starts.subarray(0, accountCount));
  tables.counts.set(accounts.counts.subarray(0, accountCount));
  tables.methods.set(accounts.methods.subarray(0, accountCount));
  tables.groups.set(accounts.groups.subarray(0, accountCount));
  copyEntries(tables, layout, accounts, stride, 0, accounts.entryCount);
}

function copyOne(tables: Tables, layout: Layout, accounts: AccountTable, stride: number, account: number): void {
  const start = accounts.starts[account]!;
  const count = accounts.counts[account]!;
  tables.starts[account] = start;
  tables.counts[account] = count;
  tables.methods[account] = accounts.methods[account]!;
  tables.groups[account] = accounts.groups[account]!;
  copyEntries(tables, layout, accounts, stride, start, start + count);
}

/** The entries [from, to) as records: address of the row, instrument, lots. */
function copyEntries(
  { words, numbers }: Tables,
  layout: Layout,
  { instruments, lots }: AccountTable,
  stride: number,
  from: number,
  to: number,
): void {
  for (let entry = from; entry < to; entry += 1) {
    const instrument = instruments[entry]!;
    words[entry * POSITION_WORDS] = layout.pnl + instrument * stride * 8;
    words[entry * POSITION_WORDS + 1] = instrument;
    numbers[entry * POSITION_NUMBERS + 1] = lots[entry]!;
  }
}
