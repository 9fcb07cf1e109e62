/**
 * Commitment to the tables, and proofs against it.
 *
 * @module
 */
export { MerkleTable } from "./merkleTable.ts";
export { proveRow, RowProof, verifyRowProof } from "./rowProof.ts";
export { commitTables } from "./stateRoot.ts";
