export type { Block, BlockResult, Receipt, RowChange, TradeOutcome } from "./block/block.ts";
export { type PreparedTransaction, prepareTransaction, type VerifySignature } from "./block/prepare.ts";
export type { Refusal, RefusalData } from "./command/decision.ts";
export { type RefusalCode, refusalNumbers } from "./command/refusals.ts";
export { Engine, type Restored, type StoredRow } from "./engine.ts";
export { faultOfGenesis, type Genesis, genesisFromJson } from "./governance/genesis.ts";
export { standardParameters } from "./governance/standardParameters.ts";
export type { Health } from "./margin/health.ts";
export type { StateView } from "./state/state.ts";
