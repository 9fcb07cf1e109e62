/**
 * A chain and a vault for tests: an inbox as the contract writes it, headers that validators attest, and proofs of both.
 *
 * @module
 */
import {
  bytesToHex,
  type Change,
  type ChangeOf,
  type CommandOf,
  encode,
  type Hex,
  type HouseId,
  hashBytes,
  type InboxItem,
  InboxKey,
  type Signer,
} from "@novate/codec";
import { inboxChunk, inboxLeaf, inboxNext, inboxStart, uintWord, vaultSlots } from "@novate/evm";
import { stateTrie, storageTrie } from "@novate/evm/testing";
import { atoms, ppm } from "@novate/num";
import { carryOut } from "../block/carryOut.ts";
import { Looks } from "../derived/looks.ts";
import { proveInbox } from "../prepare/proveInbox.ts";
import { decide } from "../registry/decide.ts";
import { evolve } from "../registry/evolve.ts";
import { houseOf } from "../state/state.ts";
import type { TestHouse } from "./testHouse.ts";
import { address, ownerSigner, SEGMENT } from "./testMarket.ts";

const word = (text: string): Hex => bytesToHex(hashBytes(new TextEncoder().encode(text)));

export const VAULT_CHAIN = 10;
export const VAULT_ID = 1;
export const TOKEN = address(0x70c1);
export const CODE_HASH = word("the vault's code");

/** Four validators of equal power: three are more than two thirds, two more than a third. */
export const VALIDATOR_KEYS: readonly Hex[] = [0xe1, 0xe2, 0xe3, 0xe4].map(address);
export const validatorsOf = (hots: readonly Hex[]): ChangeOf<"SetValidators"> => ({
  type: "SetValidators",
  validators: hots.map((hot) => ({ hot, cold: `0x${"c0"}${hot.slice(4)}`, power: 10n })),
});

export const vaultSpec = (changes: Partial<ChangeOf<"ListVault">> = {}): ChangeOf<"ListVault"> => ({
  type: "ListVault",
  vaultId: VAULT_ID,
  chainId: VAULT_CHAIN,
  vault: address(0x7a17),
  sets: address(0x5e75),
  codeHash: CODE_HASH,
  headerStride: 5,
  staleAfterMs: 600_000,
  hourPpm: ppm(10_000n),
  dayPpm: ppm(100_000n),
  ...changes,
});

/** Writes a change as a bundle that took effect would. */
export const applied = (house: TestHouse, change: Change): void =>
  house.house.emit({ type: "ChangeApplied", change, atMs: house.timeMs });

/** Founds validators, a vault, and the place of one asset in it. */
export function foundVault(house: TestHouse, assetId: number, spec = vaultSpec()): TestVault {
  if (house.state.validators.size === 0) applied(house, validatorsOf(VALIDATOR_KEYS));
  applied(house, spec);
  applied(house, {
    type: "LocateAsset",
    assetId,
    vaultId: spec.vaultId,
    token: TOKEN,
    currency: assetId,
    leastAtoms: atoms(0n),
  });
  return new TestVault(house, spec, houseOf(house.state).house);
}

type Header = CommandOf<"AttestHeader">;

/** What a chain stands beside: a clock, and a house to attest to. */
type World = Pick<TestHouse, "timeMs" | "must">;

/** An entry as tests name it. */
type Entered = Partial<Omit<InboxItem, "ownerChain">> & { readonly owner: Hex; readonly ownerChain?: number | bigint };

/** A vault as its contract stands on its chain; nothing here is believed by the house. */
export class TestVault {
  readonly spec: ChangeOf<"ListVault">;
  readonly items: InboxItem[] = [];
  /** Hash of the set whose signatures it takes; null: nothing stands there. */
  hotSet: Hex | null = null;
  /** What else stands in its storage, by slot. */
  readonly words = new Map<Hex, Hex>();
  readonly #house: World;
  readonly #accs = new Map<bigint, Hex>();
  #acc: Hex;
  #block = 0n;

  constructor(house: World, spec: ChangeOf<"ListVault">, houseId: HouseId) {
    this.#house = house;
    this.spec = spec;
    this.#acc = inboxStart(houseId, BigInt(spec.chainId), spec.vault);
  }

  /** An entry of `owner`'s own call, a deposit unless told; its index. */
  enter({ ownerChain = 0, ...item }: Entered): number {
    const sender = item.owner;
    const target = { segmentId: SEGMENT, accountId: 0, token: TOKEN, amountAtoms: atoms(0n) };
    const entry = {
      kind: 0,
      timeSec: 1_760_054_400,
      sender,
      ...target,
      data: "0x",
      ...item,
      ownerChain: BigInt(ownerChain),
    } as const;
    const index = BigInt(this.items.length);
    this.items.push(entry);
    const { timeSec, amountAtoms: amount, ...rest } = entry;
    const leaf = inboxLeaf({ ...rest, index, timeSec: BigInt(timeSec), amount });
    this.#acc = inboxNext(this.#acc, leaf);
    this.#accs.set(inboxChunk(index), this.#acc);
    return Number(index);
  }

  #storage() {
    const slots = new Map<Hex, Hex>(this.words);
    if (this.items.length > 0) slots.set(vaultSlots.inboxCount, uintWord(this.items.length));
    for (const [chunk, acc] of this.#accs) slots.set(vaultSlots.inboxAcc(chunk), acc);
    if (this.hotSet !== null) slots.set(vaultSlots.hotSet, this.hotSet);
    return storageTrie(slots);
  }

  /** The chain as it stands; `twin` has the same storage at another address. */
  #state(codeHash: Hex) {
    const storageRoot = this.#storage().root;
    const accounts = new Map([[this.spec.vault, { storageRoot, codeHash }]]);
    for (let n = 1; n < 20; n++) accounts.set(address(n), { storageRoot: word("empty"), codeHash: word("no code") });
    return stateTrie(accounts);
  }

  /** The next block that may be attested. */
  header(changes: Partial<Header> = {}, codeHash = this.spec.codeHash): Header {
    const number = this.#block + BigInt(this.spec.headerStride);
    const stateRoot = this.#state(codeHash).root;
    const timeSec = Math.floor(this.#house.timeMs / 1_000);
    const blockHash = word(`block ${number} ${stateRoot}`);
    return { type: "AttestHeader", chainId: this.spec.chainId, number, timeSec, blockHash, stateRoot, ...changes };
  }

  /** Has a header attested by as many as are needed; returns a proof of what stands in it, taken at once. */
  mine(changes: Partial<Header> = {}, codeHash = this.spec.codeHash): Mined {
    const header = this.header(changes, codeHash);
    for (const key of VALIDATOR_KEYS.slice(0, 3)) this.#house.must(header, ownerSigner(key));
    this.#block = header.number;
    return this.at(header, codeHash);
  }

  /** What can be proven of the vault as it stands, under a header of now. */
  at(header: Header, codeHash = this.spec.codeHash): Mined {
    const [storage, state, items] = [this.#storage(), this.#state(codeHash), [...this.items]];
    const { vaultId, vault } = this.spec;
    const { number, stateRoot } = header;
    const last = BigInt(items.length) - 1n;
    const accSlot = vaultSlots.inboxAcc(inboxChunk(last < 0n ? 0n : last));
    return {
      header,
      show: (slot) => storage.prove(slot),
      accountProof: state.prove(vault),
      signers: () => ({
        type: "ProveHotSet",
        ...{ accountId: 0, vaultId, vault, number, stateRoot, accountProof: state.prove(vault) },
        hotSetProof: storage.prove(vaultSlots.hotSet),
      }),
      rewrite: () => ({
        type: "ProveRewrite",
        ...{ accountId: 0, vaultId, vault, number, stateRoot, accountProof: state.prove(vault) },
        countProof: storage.prove(vaultSlots.inboxCount),
        accProof: storage.prove(accSlot),
      }),
      prove(first, end = Math.min(items.length, first + 64), changes = {}) {
        const slot = vaultSlots.inboxAcc(inboxChunk(BigInt(Math.max(end, 1) - 1)));
        const place = { accountId: 0, vaultId, vault, number, stateRoot, firstIndex: BigInt(first) };
        const proofs = { accountProof: state.prove(vault), storageProof: storage.prove(slot) };
        return { type: "ProveInbox", ...place, ...proofs, entries: items.slice(first, end), ...changes };
      },
    };
  }
}

/** Hears a proof as a validator's: a code an entry, or the code of the whole. */
export function entriesHeard(
  house: TestHouse,
  command: CommandOf<"ProveInbox">,
  looks = new Looks(),
): readonly string[] | string {
  const { timeMs, height } = houseOf(house.state);
  const signer = ownerSigner(VALIDATOR_KEYS[0]!);
  const context = {
    timeMs,
    height,
    signer,
    evidence: proveInbox(command),
    margin: house.house.margin,
    owing: house.house.derived.owers,
    looks,
    evolve,
  };
  const decision = decide(house.state, command, context);
  if (!decision.accepted) return decision.refusal.code;
  const outcomes = carryOut(house.house, decision);
  house.house.derived.holdings.assertConserved();
  return outcomes.map((outcome) => (outcome.accepted ? "accepted" : outcome.refusal.code));
}

export interface Mined {
  readonly header: Header;
  /** Proves entries from `first` up to and without `end`. */
  prove(first: number, end?: number, changes?: Partial<CommandOf<"ProveInbox">>): CommandOf<"ProveInbox">;
  readonly accountProof: Hex[];
  /** The storage proof of any slot. */
  show(slot: Hex): Hex[];
  /** Proves whose signatures it takes. */
  signers(): CommandOf<"ProveHotSet">;
  /** What it takes to say that the inbox is another one. */
  rewrite(): CommandOf<"ProveRewrite">;
}

/** What an owner's data says: a session key with these rights. */
export const keyData = (key: Signer, changes: Partial<InboxKey> = {}): Hex =>
  bytesToHex(
    encode(InboxKey, {
      key,
      scopes: 7,
      tradeNotionalAtoms: atoms(10n ** 15n),
      totalNotionalAtoms: atoms(10n ** 15n),
      venueIds: [],
      reduceOnly: false,
      validUntilMs: 1_800_000_000_000,
      ...changes,
    }),
  );
