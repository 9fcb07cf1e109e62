/**
 * The sliding window of nonces: each is used at most once, in any order, less than 256 ahead of the oldest unused (ACC-005, ACC-022).
 *
 * @module
 */

import type { NonceRow, Signer } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { Evolve } from "../command/evolver.ts";
import { signerKey } from "../state/keys.ts";
import { houseOf, type StateView } from "../state/state.ts";

/** A nonce is less than so many above the oldest unused one. */
export const NONCE_WINDOW = 256;
const WINDOW = BigInt(NONCE_WINDOW);

export type NonceVerdict = "fresh" | "NonceUsed" | "NonceTooFarAhead";

export function judgeNonce(state: StateView, signer: Signer, nonce: bigint): NonceVerdict {
  const row = state.nonces.get(signerKey(signer));
  const base = row?.base ?? 0n;
  if (nonce < base) return "NonceUsed";
  const offset = nonce - base;
  if (offset >= WINDOW) return "NonceTooFarAhead";
  return row !== undefined && ((row.bitmap >> offset) & 1n) === 1n ? "NonceUsed" : "fresh";
}

export const evolveNonceUsed: Evolve<"NonceUsed"> = (state, { signer, nonce }) => {
  const row: NonceRow = state.nonces.get(signerKey(signer)) ?? { signer, base: 0n, bitmap: 0n, usedAtMs: 0 };
  assert(
    nonce >= row.base && ((row.bitmap >> (nonce - row.base)) & 1n) === 0n,
    `INV-009: nonce ${nonce} is used already`,
  );
  let { base } = row;
  let bitmap = row.bitmap | (1n << (nonce - base));
  while ((bitmap & 1n) === 1n) {
    bitmap >>= 1n;
    base += 1n;
  }
  state.nonces.put({ signer, base, bitmap, usedAtMs: houseOf(state).timeMs });
};

export const evolveNonceForgotten: Evolve<"NonceForgotten"> = (state, { signer }) =>
  state.nonces.delete(signerKey(signer));
