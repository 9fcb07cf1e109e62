/**
 * The full pass in WebAssembly vectors, with the TypeScript kernel as its reference and its fallback.
 *
 * Numbers are those of `remarginAll`, bit for bit: the table is whole atoms, held as float64 because products and sums
 * below 2^53 are exact in it and its vectors are the fastest, and every other operation is one that both languages
 * specify exactly. What does not fit exact sums is answered in TypeScript.
 * @module
 */
import { assert } from "@novate/stdx";
import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import { MarginWorkspace } from "../book/workspace.ts";
import type { AccountTable } from "../kernel/accounts.ts";
import { type InterestTable, type RequirementTable, remarginAll } from "../kernel/remargin.ts";
import { AccountCopy } from "./accountCopy.ts";
import { BookCopy } from "./bookCopy.ts";
import { writeContext } from "./contextCopy.ts";
import type { Crew } from "./crew.ts";
import { frameOf } from "./frame.ts";
import { type Extent, type Layout, layOut } from "./layout.ts";
import { instantiateKernel, type KernelExports, type KernelMemory } from "./webAssembly.ts";

const PAGE_BYTES = 65_536;

export class WasmMarginKernel {
  readonly #memory: KernelMemory;
  readonly #exports: KernelExports;
  readonly #workspace = new MarginWorkspace();
  #extent: Extent | undefined;
  #layout: Layout | undefined;
  readonly #bookCopy: BookCopy;
  readonly #accountCopy: AccountCopy;
  readonly #crew: Crew | null;

  /** Use {@link createWasmMarginKernel} or `createSpreadMarginKernel`. */
  constructor(memory: KernelMemory, exports: KernelExports, crew: Crew | null = null) {
    this.#memory = memory;
    this.#bookCopy = new BookCopy(memory);
    this.#accountCopy = new AccountCopy(memory);
    this.#exports = exports;
    this.#crew = crew;
  }

  /** Lets the other threads go, if there are any; the kernel is not to be used after it. */
  close(): void {
    this.#crew?.dismiss();
  }

  /**
   * Margins every account into `result`, or only those listed.
   *
   * Copies the book and what changed of the accounts first. Work: positions × columns, several columns at once.
   */
  remargin(
    book: RiskBook,
    context: MarginContext,
    accounts: AccountTable,
    interest: InterestTable | null,
    result: RequirementTable,
    listed?: Uint32Array,
  ): void {
    const layout = this.#prepare(book, context, accounts, interest);
    const { buffer } = this.#memory;
    if (listed === undefined) {
      if (this.#crew === null) this.#exports.remargin(0, accounts.accountCount);
      else this.#crew.remargin(this.#exports, layout, accounts.accountCount);
      result.initial.set(new Float64Array(buffer, layout.initial, accounts.accountCount));
      result.maintenance.set(new Float64Array(buffer, layout.maintenance, accounts.accountCount));
      for (let account = 0; account < accounts.accountCount; account += 1)
        this.#settle(book, context, accounts, interest, result, account);
      return;
    }
    assert(listed.length <= accounts.accountCount, "wasm: more accounts listed than there are");
    new Uint32Array(buffer, layout.list, listed.length).set(listed);
    this.#exports.remarginListed(layout.list, listed.length);
    const initial = new Float64Array(buffer, layout.initial, accounts.accountCount);
    const maintenance = new Float64Array(buffer, layout.maintenance, accounts.accountCount);
    for (const account of listed) {
      result.initial[account] = initial[account]!;
      result.maintenance[account] = maintenance[account]!;
      this.#settle(book, context, accounts, interest, result, account);
    }
  }

  /**
   * Worst loss over the first 32 scenarios of each account as one netting set, for books of 32 scenarios or more: the
   * bare loop that a full pass is measured against.
   */
  scan(book: RiskBook, context: MarginContext, accounts: AccountTable, result: Float64Array): void {
    assert(book.gridCount >= 32, "wasm: rows have fewer than 32 columns");
    const layout = this.#prepare(book, context, accounts, null);
    this.#exports.scan(0, accounts.accountCount);
    result.set(new Float64Array(this.#memory.buffer, layout.initial, accounts.accountCount));
  }

  /** Answers in TypeScript what the kernel left open. */
  #settle(
    book: RiskBook,
    context: MarginContext,
    accounts: AccountTable,
    interest: InterestTable | null,
    result: RequirementTable,
    account: number,
  ): void {
    if (!Number.isNaN(result.initial[account]!)) {
      if (result.beyond.size > 0) result.beyond.delete(account);
      return;
    }
    remarginAll(book, context, accounts, interest, result, account, account + 1, this.#workspace);
  }

  #prepare(book: RiskBook, context: MarginContext, accounts: AccountTable, interest: InterestTable | null): Layout {
    const layout = this.#makeRoom(book, context, accounts, interest);
    this.#bookCopy.update(layout, book);
    this.#accountCopy.update(layout, accounts, book.rows.stride);
    writeContext(this.#memory, layout, context);
    const { buffer } = this.#memory;
    if (interest !== null) new Float64Array(buffer, layout.interest, interest.values.length).set(interest.values);
    const extent = { ...this.#extent!, pairs: context.pairs.length }; // set with the layout
    for (const scratch of layout.scratches) {
      new Int32Array(buffer, scratch.slotOf, book.underlyingCount).fill(-1);
      new Int32Array(buffer, scratch.bucketSlotOf, book.bucketCount).fill(-1);
      const frame = frameOf(layout, scratch, extent, book, context.charges, interest?.stride ?? 0);
      new Uint32Array(buffer, scratch.frame, frame.length).set(frame);
    }
    this.#exports.configure(layout.scratches[0]!.frame);
    return layout;
  }

  /** Keeps the layout while everything fits, else lays out anew with a quarter to spare. */
  #makeRoom(book: RiskBook, context: MarginContext, accounts: AccountTable, interest: InterestTable | null): Layout {
    const positions = Math.max(accounts.mostPositions, 1);
    const need: Extent = {
      instruments: book.capacity,
      stride: book.rows.stride,
      gridCount: book.gridCount,
      jointCount: book.jointCount,
      underlyings: book.underlyingCount,
      buckets: book.bucketCount,
      pairs: context.pairs.length,
      accounts: accounts.accountCount,
      entries: accounts.entryCount,
      groups: interest === null ? 0 : Math.ceil(interest.values.length / Math.max(interest.stride, 1)),
      positions,
      threads: 1 + (this.#crew?.threads ?? 0),
    };
    const old = this.#extent;
    if (old !== undefined && this.#layout !== undefined && isWithin(need, old)) return this.#layout;
    const spare = (count: number): number => Math.ceil(count * 1.25);
    const { accounts: accountCount, entries, groups } = need;
    const extent = {
      ...need,
      accounts: spare(accountCount),
      entries: spare(entries),
      groups: spare(groups),
      positions: spare(positions),
    };
    const layout = layOut(extent);
    const missing = layout.end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#extent = extent;
    this.#layout = layout;
    this.#bookCopy.forget();
    this.#accountCopy.forget();
    return layout;
  }
}

/** Whether tables of `need` fit where tables of `room` were laid out; widths of rows must be the same. */
function isWithin(need: Extent, room: Extent): boolean {
  return (
    need.stride === room.stride &&
    need.gridCount === room.gridCount &&
    need.jointCount === room.jointCount &&
    need.instruments <= room.instruments &&
    need.underlyings <= room.underlyings &&
    need.buckets <= room.buckets &&
    need.pairs <= room.pairs &&
    need.accounts <= room.accounts &&
    need.entries <= room.entries &&
    need.groups <= room.groups &&
    need.positions <= room.positions
  );
}

/** The kernel, or null where the host has no WebAssembly with vectors: call `remarginAll` there. */
export function createWasmMarginKernel(): WasmMarginKernel | null {
  const instance = instantiateKernel();
  return instance === null ? null : new WasmMarginKernel(instance.memory, instance.exports);
}
