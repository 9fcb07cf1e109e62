/**
 * The auditor's twin of the house: every table as a plain Map, written from events alone.
 *
 * @module
 */
import {
  type AccountRow,
  type Balance,
  type HouseRow,
  type Position,
  type RowOf,
  type Signer,
  type TableName,
  tables,
} from "@novate/codec";
import { atoms } from "@novate/num";
import { AuditFailure } from "./failure.ts";
import type { Heard } from "./heard.ts";

export type Key = number | string;

export const signerText = ({ scheme, key }: Signer): string => `${scheme}/${key}`;

/** The natural key of a row. */
export const keysOf: { readonly [T in TableName]: (row: RowOf<T>) => Key } = {
  house: () => 0,
  governors: (row) => row.owner,
  custodians: (row) => row.chainId,
  assets: (row) => row.assetId,
  segments: (row) => row.segmentId,
  collaterals: (row) => `${row.spec.segmentId}/${row.spec.assetId}`,
  accounts: (row) => row.accountId,
  keys: (row) => `${row.accountId}/${signerText(row.key)}`,
  nonces: (row) => signerText(row.signer),
  mandates: (row) => `${row.accountId}/${row.venueId}`,
  orders: (row) => `${row.accountId}/${row.digest}`,
  trades: (row) => `${row.venueId}/${row.reference}`,
  venues: (row) => row.spec.venueId,
  publishers: (row) => row.publisherId,
  feeds: (row) => row.spec.feedId,
  underlyings: (row) => row.spec.underlyingId,
  instruments: (row) => row.spec.instrumentId,
  markets: (row) => row.instrumentId,
  managed: (row) => row.accountId,
  deposits: (row) => `${row.chainId}/${row.depositIndex}`,
  outbox: (row) => row.withdrawalId,
  exits: (row) => `${row.accountId}/${row.assetId}`,
  stakes: (row) => `${row.accountId}/${row.tranche}`,
  bundles: (row) => row.bundleId,
  moves: (row) => `${row.segmentId}/${row.index}`,
  creditPairs: ({ spec }) => `${spec.segmentId}/${spec.leftUnderlyingId}/${spec.rightUnderlyingId}`,
  surfaces: (row) => `${row.underlyingId}/${row.publisherId}`,
  calls: (row) => row.accountId,
  debts: (row) => row.accountId,
  validators: () => 0,
  vaults: (row) => row.spec.vaultId,
  locations: (row) => row.assetId,
  headers: (row) => `${row.chainId}/${row.number}`,
  headerVotes: (row) => `${row.chainId}/${row.validator}`,
  queues: (row) => `${row.segmentId}/${row.assetId}`,
  checkpoints: (row) => row.epoch,
  vaultExits: (row) => row.vaultId,
  vaultCredits: (row) => row.vaultId,
  exitBooks: (row) => row.vaultId,
  exitAssets: (row) => row.assetId,
  exitPots: (row) => `${row.segmentId}/${row.assetId}`,
  exitDebts: (row) => `${row.accountId}/${row.assetId}`,
  impairments: (row) => row.assetId,
  leaving: (row) => row.accountId,
  windUps: (row) => row.segmentId,
  struckRoots: (row) => row.epoch,
  unplaced: (row) => `${row.vaultId}/${row.token}/${row.sender}`,
  rotations: ({ to }) => `${to.epoch}/${to.coldEpoch}`,
  liquidity: (row) => `${row.segmentId}/${row.fromAssetId}/${row.toAssetId}`,
  claimCounts: () => 0,
  claims: (row) => `${row.epoch}/${row.part}`,
  voids: (row) => row.accountId,
};

export const tableNames = Object.keys(tables) as readonly TableName[];
type Tables = { readonly [T in TableName]: Map<Key, RowOf<T>> };

/** A defaulter's loss in the block, and what paid for it. */
export interface Loss {
  loss: bigint;

  drawn: bigint;
  cut: bigint;
  torn: bigint;
}

/** What a price was from a time on. */
export interface PastPrice {
  readonly timeMs: number;
  readonly value: bigint;
}

/** Adds to a history that needs no more than its last thousand. */
export function remember(history: Map<number, PastPrice[]>, id: number, price: PastPrice): void {
  const past = history.get(id) ?? [];
  past.push(price);
  if (past.length > 2_000) past.splice(0, 1_000);
  history.set(id, past);
}

/** A tear-up under way: lots that passed, what all parts sum to, and who bears what. */
export interface Torn {
  lots: bigint;
  net: bigint;
  loss: bigint;
  paid: bigint;
  /** Whether anybody was paid for giving, as defaulters are. */
  paysGiver: boolean;
  readonly bearers: { readonly size: bigint; readonly loss: bigint }[];
}

/** A segment that ends: its dust and what remained of coins as it was struck, how often it may round since, and coins that somebody was given. */
export interface Struck {
  readonly dust: bigint;
  readonly remained: readonly Balance[];
  readonly roundings: bigint;
  readonly given: Set<number>;
}

export class Ledger {
  readonly tables = Object.fromEntries(tableNames.map((name) => [name, new Map()])) as unknown as Tables;
  /** Keys written since the last comparison, by table. */
  readonly written = new Map<TableName, Set<Key>>(tableNames.map((name) => [name, new Set()]));
  /** How often a row was removed since then, by table: one that comes back may do so in another slot. */
  readonly removed = new Map<TableName, number>();
  /** Fields that no event states, because they come from floats; they are taken over from the house and bounded. */
  readonly adopted = new Map<string, readonly string[]>();
  /** Assets whose vault was ever shown to have another inbox than was heard. */
  readonly rewritten = new Set<number>();
  /** Every nonce that each signer has used. */
  readonly nonces = new Map<string, Set<bigint>>();
  /** Every mark that each instrument ever had, oldest first. */
  readonly marks = new Map<number, PastPrice[]>();
  /** Every confirmed price that each feed ever had, oldest first. */
  readonly prices = new Map<number, PastPrice[]>();
  /** Everything that was recognised as brought in and not yet as paid out, by asset. */
  readonly credited = new Map<number, bigint>();
  /** Whom the cycle under way has still to pay, by segment. */
  readonly struck = new Map<number, Set<number>>();
  /** What cycles under way cut of gains and did not pay on, by segment. */
  readonly cutBalances = new Map<number, bigint>();
  /** What each account gained in its last cycle. */
  readonly gains = new Map<number, { readonly timeMs: number; readonly gain: bigint }>();
  /** Losses that this block declared, with what has been paid on each so far. */
  readonly losses = new Map<number, Loss>();
  /** Accounts as they were before their last trade of the block. */
  readonly beforeTrade = new Map<number, AccountRow>();
  /** Parts of the tear-ups that are not closed yet, by instrument. */
  readonly torn = new Map<number, Torn>();
  /** Every deposit of a vault that was heard, in that order. */
  readonly heard: Heard[] = [];
  /** Claims that were booked: vault, account and asset. */
  readonly claimed = new Set<string>();
  /** Segments that end, as they were struck. */
  readonly ends = new Map<number, Struck>();
  /** Whether what happens now was proven of a vault's inbox. */
  isHeard = false;
  /** How often funding was rounded since the last cycle, by segment. */
  readonly roundings = new Map<number, bigint>();

  get house(): HouseRow {
    return this.must("house", 0);
  }

  get timeMs(): number {
    return this.house.timeMs;
  }

  must<T extends TableName>(table: T, key: Key): RowOf<T> {
    const row = this.tables[table].get(key);
    if (row === undefined) throw new AuditFailure("INV-010", `an event names ${table} ${key}, which is not there`);
    return row as RowOf<T>;
  }

  get<T extends TableName>(table: T, key: Key): RowOf<T> | undefined {
    return this.tables[table].get(key) as RowOf<T> | undefined;
  }

  rows<T extends TableName>(table: T): Iterable<RowOf<T>> {
    return this.tables[table].values() as Iterable<RowOf<T>>;
  }

  put<T extends TableName>(table: T, row: RowOf<T>): void {
    const key = keysOf[table](row);
    (this.tables[table] as Map<Key, RowOf<T>>).set(key, row);
    this.written.get(table)!.add(key);
  }

  /** Replaces some fields of a row that is there. */
  change<T extends TableName>(table: T, key: Key, fields: Partial<RowOf<T>>): void {
    this.put(table, { ...this.must(table, key), ...fields });
  }

  remove(table: TableName, key: Key): void {
    this.must(table, key);
    this.tables[table].delete(key);
    this.removed.set(table, (this.removed.get(table) ?? 0) + 1);
    this.written.get(table)!.add(key);
  }

  account(accountId: number): AccountRow {
    return this.must("accounts", accountId);
  }

  balance(accountId: number, assetId: number): bigint {
    return this.account(accountId).balances.find((entry) => entry.assetId === assetId)?.amountAtoms ?? 0n;
  }

  setBalance(accountId: number, assetId: number, amount: bigint): void {
    const account = this.account(accountId);
    const others = account.balances.filter((entry) => entry.assetId !== assetId);
    const balances = amount === 0n ? others : [...others, { assetId, amountAtoms: atoms(amount) }];
    balances.sort((left, right) => left.assetId - right.assetId);
    const emptySinceMs = amount === 0n ? account.emptySinceMs : 0;
    this.put("accounts", { ...account, emptySinceMs, balances });
  }

  position(accountId: number, instrumentId: number): Position | undefined {
    return this.account(accountId).positions.find((entry) => entry.instrumentId === instrumentId);
  }

  setPosition(accountId: number, position: Position): void {
    const account = this.account(accountId);
    const others = account.positions.filter((entry) => entry.instrumentId !== position.instrumentId);
    const positions = position.lots === 0n && position.costAtoms === 0n ? others : [...others, position];
    positions.sort((left, right) => left.instrumentId - right.instrumentId);
    this.put("accounts", { ...account, positions });
  }

  settlementAsset(accountId: number): number {
    return this.must("segments", this.account(accountId).segmentId).settlementAssetId;
  }

  cash(accountId: number): bigint {
    return this.balance(accountId, this.settlementAsset(accountId));
  }

  setCash(accountId: number, amount: bigint): void {
    this.setBalance(accountId, this.settlementAsset(accountId), amount);
  }

  /** Notes that funding was rounded `times` times in a segment. */
  round(segmentId: number, times = 1n): void {
    this.roundings.set(segmentId, (this.roundings.get(segmentId) ?? 0n) + times);
  }
}
