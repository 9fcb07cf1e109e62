/**
 * The durable store of blocks, rows and history.
 *
 * @module
 */
export { History } from "./history.ts";
export { Store, type StoreOptions, storeEmpty } from "./store.ts";
export type {
  BlockHeader,
  BlockRecord,
  ChainIdentity,
  Head,
  Row,
  RowChange,
  StoredBlock,
  TransactionPlace,
  WriteBoundary,
} from "./types.ts";
