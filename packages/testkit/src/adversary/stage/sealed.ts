/**
 * Commands as prepared transactions: the engine is told what admission would have found, so that no episode pays for hashing.
 *
 * @module
 */
import type { Authority, Command, CommandOf, Hex, Signer } from "@novate/codec";
import type { PreparedTransaction, StateView } from "@novate/engine";
import { HOUR_MS } from "@novate/num";
import { signerKey } from "../../world/cast.ts";

export interface Ask {
  readonly command: Command;
  readonly signer: Signer;
}

export const NO_SIGNATURE: Hex = `0x${"00".repeat(65)}`;
const hex32 = (n: bigint): Hex => `0x${n.toString(16).padStart(64, "0")}`;
/** What stands for an order's digest: its salt, of which no two orders have the same. */
export const digestOf = (salt: bigint): Hex => hex32((1n << 200n) + salt);

const proofOf = (leg: Authority) =>
  leg.type === "Order" ? { digest: digestOf(leg.order.salt), isSigned: true } : null;

/** Two reports of a trade are the same if all that its reference and its orders say is. */
function evidenceOf({ trades }: CommandOf<"ReportTrades">) {
  return trades.map((trade) => ({
    bodyHash: hex32(BigInt(trade.reference) ^ (trade.lots << 64n) ^ (BigInt.asUintN(64, trade.priceTicks) << 128n)),
    buyer: proofOf(trade.buyer),
    seller: proofOf(trade.seller),
  }));
}

/** Below the nonces that a signer may be ahead. */
const WINDOW = 100n;

export class Sealer {
  #next = 1n;
  readonly #used = new Map<string, bigint>();

  copy(): Sealer {
    const copy = new Sealer();
    copy.#next = this.#next;
    for (const [name, nonce] of this.#used) copy.#used.set(name, nonce);
    return copy;
  }

  seal(state: StateView, { command, signer }: Ask, timeMs: number): PreparedTransaction {
    const name = signerKey(signer);
    const base = state.nonces.get(name)?.base ?? 0n;
    const known = this.#used.get(name) ?? 0n;
    const nonce = known < base || known > base + WINDOW ? base : known; // far ahead of a hole: fill it
    this.#used.set(name, nonce + 1n);
    const transaction = {
      house: state.house.get(0)!.house, // one row, from the genesis on
      signer,
      nonce,
      expiresAtMs: timeMs + HOUR_MS,
      command,
      signature: NO_SIGNATURE,
    };
    const evidence = command.type === "ReportTrades" ? evidenceOf(command) : null;
    return { hash: hex32(this.#next++), transaction, isSigned: true, evidence };
  }
}
