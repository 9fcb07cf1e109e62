/**
 * A vault of the workload's world as it really stands on its chain: what came in, what it has paid, what its tokens did to it.
 *
 * The house is told of it by headers and proofs alone, sometimes late and sometimes falsely.
 *
 * @module
 */
import { type ChangeOf, type CommandOf, ExitPhase, type Hex, type InboxItem, type OutboxRow } from "@novate/codec";
import { type Mined, TestVault } from "@novate/engine/testing";
import { paidWord, uintWord, vaultSlots } from "@novate/evm";
import { check } from "../auditor/failure.ts";
import type { Ending } from "./exits/ending.ts";

/** Blocks of the chain that can still be proven. */
const BLOCKS_KEPT = 3;

interface Token {
  held: bigint;
  shortfall: bigint;
  frozenSince: bigint;
}

/** A block of the chain: what can be proven of it, how many entries there were, and which words of the paid bitmap. */
export interface Block extends Mined {
  readonly entries: number;
  readonly paid: ReadonlyMap<bigint, bigint>;
  /** How far it was on its way into exit. */
  readonly phase: number;
}

/** Whether a block shows that a release is paid. */
export function hasPaid({ paid }: Block, { payment }: OutboxRow): boolean {
  const { nonce } = payment!; // it is released
  return (((paid.get(paidWord(nonce)) ?? 0n) >> (nonce & 0xffn)) & 1n) === 1n;
}

export class Chain {
  readonly spec: ChangeOf<"ListVault">;
  readonly #vault: TestVault;
  readonly #tokens = new Map<Hex, Token>();
  readonly #paid = new Map<bigint, bigint>();
  /** Its way into exit, where this world has one for it. */
  ending: Ending | null = null;
  #blocks: Block[] = [];

  constructor(spec: ChangeOf<"ListVault">, house: Hex, tokens: readonly Hex[]) {
    this.spec = spec;
    this.#vault = new TestVault({ timeMs: 0, must() {} }, spec, house); // times are given, and nobody is told
    for (const token of tokens) this.#tokens.set(token, { held: 0n, shortfall: 0n, frozenSince: 0n });
  }

  enter(item: Partial<InboxItem> & Pick<InboxItem, "owner" | "token">): void {
    this.#vault.enter(item);
    const token = this.#tokens.get(item.token);
    if (token !== undefined) token.held += item.amountAtoms ?? 0n;
  }

  get entries(): number {
    return this.#vault.items.length;
  }

  /** All that ever came in, in order. */
  get items(): readonly InboxItem[] {
    return this.#vault.items;
  }

  get phase(): number {
    return this.ending?.phase ?? 0;
  }

  /** From here on, for good, it takes nothing in and pays by its last checkpoint alone (EXIT-024). */
  get isInExit(): boolean {
    return this.phase === ExitPhase.exit;
  }

  heldOf(token: Hex): bigint {
    return this.#tokens.get(token)!.held;
  }

  hasPaid(nonce: bigint): boolean {
    return (((this.#paid.get(paidWord(nonce)) ?? 0n) >> (nonce & 0xffn)) & 1n) === 1n;
  }

  /** Pays what the house has released, once. */
  pay({ payment, token, amountAtoms }: OutboxRow): void {
    const { nonce } = payment!; // it is released
    if (this.hasPaid(nonce)) return;
    const word = paidWord(nonce);
    this.#paid.set(word, (this.#paid.get(word) ?? 0n) | (1n << (nonce & 0xffn)));
    const books = this.#tokens.get(token)!;
    books.held -= amountAtoms;
    // CSTD-040, WDR-044: what the house lets a vault pay has come in there.
    check("INV-001", books.held >= 0n, () => `the vault of ${token} was to pay more than it holds`);
  }

  /** What the token says of itself from now on. */
  impair(token: Hex, shortfall: bigint, frozenSince: bigint): void {
    Object.assign(this.#tokens.get(token)!, { shortfall, frozenSince });
  }

  /** Names the set whose signatures the vault takes. */
  signedBy(hotHash: Hex): void {
    this.#vault.hotSet = hotHash;
  }

  /** A block of now, after the house's newest; it can be proven from then on. */
  mine(after: bigint, timeSec: number): CommandOf<"AttestHeader"> {
    for (const [token, { held, shortfall, frozenSince }] of this.#tokens) {
      this.#vault.words.set(vaultSlots.tokenHeld(token), uintWord(held | (1n << 192n)));
      this.#vault.words.set(vaultSlots.tokenHealth(token), uintWord(2n | (shortfall << 96n) | (frozenSince << 192n)));
    }
    for (const [word, bits] of this.#paid) this.#vault.words.set(vaultSlots.paid(word), uintWord(bits));
    for (const [slot, word] of this.ending?.words() ?? [])
      if (word === null) this.#vault.words.delete(slot);
      else this.#vault.words.set(slot, word);
    const header = this.#vault.header({ number: after + BigInt(this.spec.headerStride), timeSec });
    const block = { ...this.#vault.at(header), entries: this.entries, paid: new Map(this.#paid), phase: this.phase };
    this.#blocks = [...this.#blocks, block].slice(-BLOCKS_KEPT);
    return header;
  }

  /** The blocks that can be proven, the newest first. */
  get blocks(): readonly Block[] {
    return [...this.#blocks].reverse();
  }
}
