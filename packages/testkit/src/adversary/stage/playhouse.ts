/**
 * The house as a stage needs it: blocks in, answers and events out. Which of them computes roots is a matter of who watches.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { Block, BlockResult, Engine } from "@novate/engine";

export interface Playhouse extends Pick<Engine, "state" | "house" | "height"> {
  apply(block: Block): Played;
  root(): Hex;
}
/** What observers see of a block's result. */
export type Played = Pick<BlockResult, "receipts" | "events">;
