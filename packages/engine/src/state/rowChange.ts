/**
 * What a block changed, row by row.
 *
 * @module
 */
import type { TableName } from "@novate/codec";

/** A row that the store must write, or remove where `bytes` is null. */
export interface RowChange {
  readonly table: TableName;
  readonly slot: number;
  readonly bytes: Uint8Array | null;
}
