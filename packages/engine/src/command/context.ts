/**
 * What a decision may know beside the state: the block's clock, who asks, and the prices of risk.
 *
 * @module
 */
import type { CommandOf, CommandType, Hex, Signer } from "@novate/codec";
import type { MarginDesk } from "../margin/desk.ts";
import type { StateView } from "../state/state.ts";
import type { Decision } from "./decision.ts";

export interface Context {
  readonly timeMs: number;
  readonly height: number;
  readonly signer: Signer;
  /** Of a report, what was found out about each trade before the block, in their order. */
  readonly trades: readonly TradeProof[];
  readonly margin: MarginDesk;
}

/** A reported trade's identity, and the proofs of its legs; null where a leg stands on a mandate. */
export interface TradeProof {
  /** sha256 over the trade's bytes, authorities and signatures included: two reports of it are the same if this is. */
  readonly bodyHash: Hex;
  readonly buyer: OrderProof | null;
  readonly seller: OrderProof | null;
}

/** An order's identity, and whether its signer really signed it; found out before the block, never inside it. */
export interface OrderProof {
  readonly digest: Hex;
  readonly isSigned: boolean;
}

/** Reads and returns; a refused command leaves no trace. Its checks stand in their order of precedence. */
export type Decide<T extends CommandType> = (state: StateView, command: CommandOf<T>, context: Context) => Decision;
