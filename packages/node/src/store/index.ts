/**
 * The durable store of blocks, rows and history.
 *
 * @module
 */
export { History } from "./history.ts";
export { checkHouse } from "./open.ts";
export { Store, storeEmpty } from "./store.ts";
export type { BlockHeader, BlockRecord, ChainIdentity, Head, Row, RowChange, WriteBoundary } from "./types.ts";
