/**
 * Whole blocks for tests: commands as prepared transactions whose signatures are taken as valid.
 *
 * @module
 */
import type { Command, Event, Hex, Signer } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { applyBlock } from "../block/apply.ts";
import type { Receipt } from "../command/block.ts";
import type { PreparedTransaction } from "../command/prepared.ts";
import { prove } from "../prepare/prove.ts";
import { houseOf, type StateView } from "../state/state.ts";
import type { TestHouse } from "./testHouse.ts";

export interface Asked {
  readonly command: Command;
  readonly signer: Signer;
}

const NO_SIGNATURE: Hex = `0x${"00".repeat(65)}`;
/** Of a house without a commitment. */
export const NO_ROOT: Hex = `0x${"11".repeat(32)}`;
let nextHash = 1n;

/** A transaction that admission would have passed, with a nonce of its own. Orders inside count as signed. */
export function prepare(state: StateView, { command, signer }: Asked, nonce: bigint): PreparedTransaction {
  const { house, timeMs } = houseOf(state);
  const hash: Hex = `0x${(nextHash++).toString(16).padStart(64, "0")}`;
  const expiresAtMs = timeMs + HOUR_MS;
  const transaction = { house, signer, nonce, expiresAtMs, command, signature: NO_SIGNATURE };
  return { hash, transaction, isSigned: true, evidence: prove(transaction, () => true) };
}

/** Applies the next block, `stepMs` later, with these commands; returns its receipts and events. */
export function runBlock(
  { house }: TestHouse,
  asked: readonly Asked[] = [],
  stepMs = 1_000,
): { readonly receipts: readonly Receipt[]; readonly events: readonly Event[] } {
  house.takeEvents();
  const { height, timeMs } = houseOf(house.state);
  const nonces = new Map<string, bigint>();
  const transactions = asked.map((ask) => {
    const signer = `${ask.signer.scheme}/${ask.signer.key}`;
    const nonce = nonces.get(signer) ?? firstUnused(house.state, signer);
    nonces.set(signer, nonce + 1n);
    return prepare(house.state, ask, nonce);
  });
  const receipts = applyBlock(house, { height: height + 1, timeMs: timeMs + stepMs, transactions }, NO_ROOT);
  return { receipts, events: house.takeEvents() };
}

/** Tests use nonces in order, so the window's base is the first unused. */
const firstUnused = (state: StateView, signer: string): bigint => state.nonces.get(signer)?.base ?? 0n;
