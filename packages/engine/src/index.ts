export type { Block, BlockResult, Receipt, RowChange, TradeOutcome } from "./block/block.ts";
export { type PreparedTransaction, prepareTransaction, type VerifySignature } from "./block/prepare.ts";
export type { Refusal, RefusalData } from "./command/decision.ts";
export { type RefusalCode, refusalNumbers } from "./command/refusals.ts";
export type { StateView } from "./state/state.ts";
