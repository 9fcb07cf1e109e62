/**
 * What the store keeps, in the words of its callers.
 *
 * @module
 */
import type { Hex, HouseId } from "@novate/codec";

/** What makes a store belong to one chain. */
export interface ChainIdentity {
  readonly house: HouseId;
}

/** Where the chain stands: the last block whose batch was synced. */
export interface Head {
  readonly height: number;
  readonly timeMs: number;
  /** 32 bytes in hexadecimal. */
  readonly stateRoot: Hex;
}

export interface BlockHeader extends Head {
  readonly transactionCount: number;
  readonly eventCount: number;
  /** Bytes of all transactions together. */
  readonly transactionBytes: number;
}

export interface StoredBlock {
  readonly height: number;
  readonly timeMs: number;
  readonly transactions: readonly Uint8Array[];
}

/** A row's new bytes, or `null` when the row is gone. */
export interface RowChange {
  readonly table: number;
  readonly slot: number;
  readonly bytes: Uint8Array | null;
}

export interface Row {
  readonly table: number;
  readonly slot: number;
  readonly bytes: Uint8Array;
}

/** Everything one block leaves behind; written in one synced batch. */
export interface BlockRecord {
  readonly header: BlockHeader;
  readonly transactions: readonly Uint8Array[];
  /** One hash a transaction, in the same order. */
  readonly transactionHashes: readonly Uint8Array[];
  /** Whether the transaction left anything in the state, which the same bytes do in one block at most; in the same order. */
  readonly tookEffect: readonly boolean[];
  readonly rows: readonly RowChange[];
  /** JSON text, one a transaction. */
  readonly receipts: readonly string[];
  /** SSZ bytes, one an event. */
  readonly events: readonly Uint8Array[];
  /** Which events of this block touch an account, by index. */
  readonly accountEvents: ReadonlyMap<number, readonly number[]>;
}

/** Where a transaction is found: where it took effect, or else where it came first. */
export interface TransactionPlace {
  readonly height: number;
  readonly index: number;
}

/** The instants around a write at which a fault test may stop the process. */
export type WriteBoundary = "batchBuilt" | "batchSynced" | "witnessWritten" | "pruneBuilt" | "pruneWritten";
