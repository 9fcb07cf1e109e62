/**
 * The light client's one question: does this state root hold this row?
 *
 * @module
 */
import {
  decode,
  type Field,
  fromJson,
  type Hex,
  hexToBytes,
  type RowOf,
  RowProof,
  type TableName,
  tables,
  verifyRowProof,
} from "@novate/codec";

export type Proven<T extends TableName> =
  | { readonly ok: true; readonly row: RowOf<T> }
  | { readonly ok: false; readonly reason: "ProofMalformed" | "TableMismatch" | "ProofInvalid" | "RowInvalid" };

/**
 * The row that `proof` proves under `stateRoot`, decoded from the proven bytes themselves: nothing else that came with
 * the proof is believed.
 *
 * @example
 * const { proof, stateRoot } = await novate.proof("accounts", 7);
 * const proven = verifyProof("accounts", stateRoot, proof); // take the root from somewhere you trust
 * if (proven.ok) console.log(proven.row.owner); // 0x…
 */
export function verifyProof<T extends TableName>(table: T, stateRoot: Hex, proof: unknown): Proven<T> {
  let claimed: RowProof;
  try {
    claimed = fromJson(RowProof, proof);
  } catch {
    return { ok: false, reason: "ProofMalformed" };
  }
  if (claimed.table !== Object.keys(tables).indexOf(table)) return { ok: false, reason: "TableMismatch" };
  if (!verifyRowProof(stateRoot, claimed)) return { ok: false, reason: "ProofInvalid" };
  const row = decode(tables[table] as unknown as Field<RowOf<T>>, hexToBytes(claimed.rowBytes)); // the table's own schema
  return row.ok ? { ok: true, row: row.value } : { ok: false, reason: "RowInvalid" };
}
