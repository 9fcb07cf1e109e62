/**
 * All accounts' positions as one sparse matrix: what a full pass reads.
 *
 * @module
 */
import { assert, extended } from "@novate/stdx";
import type { Positions } from "../book/positions.ts";
import type { MarginMethod } from "../book/requirement.ts";

/** Codes of `AccountTable.methods`. */
export const MARGIN_METHODS: readonly MarginMethod[] = ["isolated", "cross", "portfolio"];

/** Room that an account is given beyond its positions, so that most changes need no move. */
const SPARE = 2;
/** Changes that are remembered one by one. */
const LONGEST_LOG = 65_536;

/**
 * Accounts by index; account a holds the entries [starts[a], starts[a] + counts[a]) of `instruments` and `lots`.
 *
 * An account that outgrows its room moves to the end; the hole it leaves is given back when half of the table is holes.
 */
export class AccountTable {
  starts = new Int32Array(16);
  counts = new Int32Array(16);
  #rooms = new Int32Array(16);
  /** Index into {@link MARGIN_METHODS}. */
  methods = new Uint8Array(16);
  /** Clone group of each account, a row of the interest table; −1 for none. */
  groups = new Int32Array(16).fill(-1);
  instruments = new Int32Array(64);
  /** Signed lots, safe integers. */
  lots = new Float64Array(64);
  /** Most positions that any account ever had. */
  mostPositions = 0;
  /** Accounts are those with an index below this. */
  accountCount = 0;
  /** Entries in use, holes included. */
  entryCount = 0;
  #holes = 0;
  /** Rises with every change: readers that keep a copy compare it. */
  version = 0;
  /** Accounts changed since version `#logStart`, in order; begun anew when entries moved or it grew long. */
  #log: number[] = [];
  #logStart = 0;

  /** Puts `positions` in place of what the account holds. Amortised work: its positions. */
  set(account: number, positions: Positions, method: MarginMethod, group = -1): void {
    assert(Number.isSafeInteger(account) && account >= 0, "accounts: index is not a whole number");
    this.#reserveAccount(account);
    const count = positions.to - positions.from;
    if (count > this.#rooms[account]!) this.#move(account, count + SPARE);
    const start = this.starts[account]!;
    for (let entry = 0; entry < count; entry += 1) {
      this.instruments[start + entry] = positions.instruments[positions.from + entry]!;
      this.lots[start + entry] = positions.lots[positions.from + entry]!;
    }
    this.counts[account] = count;
    if (count > this.mostPositions) this.mostPositions = count;
    this.methods[account] = MARGIN_METHODS.indexOf(method);
    this.groups[account] = group;
    if (this.#log.length >= LONGEST_LOG) this.#moved();
    if (this.#logStart <= this.version) this.#log.push(account);
    this.version += 1;
  }

  /** Takes every account out; their room in memory stays. */
  clear(): void {
    this.#rooms.fill(0, 0, this.accountCount);
    this.counts.fill(0, 0, this.accountCount);
    this.accountCount = 0;
    this.entryCount = 0;
    this.#holes = 0;
    this.#moved();
    this.version += 1;
  }

  /** Accounts changed since `version`, some perhaps twice; null where a reader must copy everything. */
  changedSince(version: number): readonly number[] | null {
    return version < this.#logStart ? null : this.#log.slice(version - this.#logStart);
  }

  /** The account's positions, as a view that the next change invalidates. */
  positions(account: number): Positions {
    const from = this.starts[account]!;
    return { instruments: this.instruments, lots: this.lots, from, to: from + this.counts[account]! };
  }

  /** Arrays were made anew or entries moved: copies as of now are of no use. */
  #moved(): void {
    this.#log = [];
    this.#logStart = this.version + 1;
  }

  #move(account: number, room: number): void {
    this.#holes += this.#rooms[account]!;
    this.#rooms[account] = 0;
    this.counts[account] = 0;
    if (this.#holes > 64 && this.#holes * 2 > this.entryCount) this.#compact();
    if (this.entryCount + room > this.instruments.length) {
      const length = Math.max(this.instruments.length * 2, this.entryCount + room);
      this.instruments = extended(this.instruments, new Int32Array(length));
      this.lots = extended(this.lots, new Float64Array(length));
      this.#moved();
    }
    this.starts[account] = this.entryCount;
    this.#rooms[account] = room;
    this.entryCount += room;
  }

  /** Closes all holes, keeping the order of accounts. */
  #compact(): void {
    const { instruments, lots } = this;
    this.instruments = new Int32Array(instruments.length);
    this.lots = new Float64Array(lots.length);
    let end = 0;
    for (let account = 0; account < this.accountCount; account += 1) {
      const start = this.starts[account]!;
      const room = this.#rooms[account]!;
      this.instruments.set(instruments.subarray(start, start + room), end);
      this.lots.set(lots.subarray(start, start + room), end);
      this.starts[account] = end;
      end += room;
    }
    this.entryCount = end;
    this.#holes = 0;
    this.#moved();
  }

  #reserveAccount(account: number): void {
    if (account >= this.starts.length) {
      const length = Math.max(this.starts.length * 2, account + 1);
      this.starts = extended(this.starts, new Int32Array(length));
      this.counts = extended(this.counts, new Int32Array(length));
      this.#rooms = extended(this.#rooms, new Int32Array(length));
      this.methods = extended(this.methods, new Uint8Array(length));
      this.groups = extended(this.groups, new Int32Array(length).fill(-1));
      this.#moved();
    }
    if (account > this.accountCount) this.#moved(); // the accounts between exist from now on, and no log names them
    this.accountCount = Math.max(this.accountCount, account + 1);
  }
}
