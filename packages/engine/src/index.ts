export { type Claimant, claimantOf, type Role } from "./account/claimant.ts";
export { NONCE_WINDOW } from "./account/nonces.ts";
export { leastQuorum } from "./account/validators.ts";
export { checkProposal, type ProposedTransaction } from "./block/checkProposal.ts";
export { type Examination, envelopeFaults, examine } from "./block/examine.ts";
export { BLOCK_LIMITS } from "./block/limits.ts";
export { type ExitRows, exitHeadOf } from "./checkpoint/exitHead.ts";
export {
  type CheckpointProofs,
  checkpointOfPayment,
  proofsOf,
  stepOf,
  type TreeProof,
  type WithdrawalStep,
} from "./checkpoint/paymentProof.ts";
export { ClaimsTree } from "./claims/claimsTree.ts";
export type { Block, BlockResult, Receipt } from "./command/block.ts";
export type { Outcome } from "./command/decision.ts";
export type { EvidenceOf } from "./command/evidence.ts";
export type { MarginPass } from "./command/margin.ts";
export type { PreparedTransaction } from "./command/prepared.ts";
export { Engine, type Restored } from "./engine.ts";
export {
  asset,
  backstopAccount,
  type Contract,
  collateral,
  creditPair,
  custodian,
  forwardFeed,
  genesisOf,
  indexFeed,
  listCall,
  listFuture,
  listPerpetual,
  listPut,
  listSpot,
  publisher,
  segment,
  settlementCollateral,
  surfaceWeight,
  underlying,
  units,
  venue,
} from "./governance/founding/index.ts";
export {
  faultOfGenesis,
  type Genesis,
  genesisToJson,
  houseIdOf,
  readGenesisJson,
} from "./governance/genesis.ts";
export { standardParameters } from "./governance/standardParameters.ts";
export { isHeld } from "./instrument/rules.ts";
export type { Health } from "./ledger/health.ts";
export { ownerId } from "./ledger/owner.ts";
export { NO_CREDITS, nextCredit } from "./ledger/vaultCredits.ts";
export { epochsPaidBy } from "./ledger/vaultExit.ts";
export { isVoid } from "./ledger/voids.ts";
export { BOOKING_WAIT_MS, isWindingUp } from "./ledger/windUp.ts";
export { announcedBundle } from "./margin/desk/announcedRules.ts";
export { healthAt } from "./margin/desk/healthAt.ts";
export { type BreachEstimate, estimateBreach } from "./margin/watch/breachEstimate.ts";
export { prepareTransaction } from "./prepare/prepare.ts";
export { signaturesIn } from "./prepare/signaturesIn.ts";
export type { VerifySignature } from "./prepare/verifySignature.ts";
export { LONGEST_TRANSACTION_MS } from "./state/lifetimes.ts";
export { Restoration, type StoredRow } from "./state/restoration.ts";
export type { RowChange } from "./state/rowChange.ts";
export type { StateView } from "./state/state.ts";
