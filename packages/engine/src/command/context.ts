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
  /** Digest and signature verdict of each signed order inside the command, in the order they stand in its bytes. */
  readonly orders: readonly OrderProof[];
  readonly margin: MarginDesk;
}

/** An order's identity, and whether its signer really signed it; found out before the block, never inside it. */
export interface OrderProof {
  readonly digest: Hex;
  readonly isSigned: boolean;
}

/** Reads and returns; a refused command leaves no trace. Its checks stand in their order of precedence. */
export type Decide<T extends CommandType> = (state: StateView, command: CommandOf<T>, context: Context) => Decision;
