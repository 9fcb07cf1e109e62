/**
 * Bytes that the house and its vaults share: leaves, trees, digests, sets, signatures, slots.
 *
 * @module
 */

export {
  type ClaimLeaf,
  claimLeaf,
  claimLeafBytes,
  type KeptAsset,
  keptHash,
  ratesHash,
  type SegmentRate,
} from "./claims.ts";
export { climbRange, type RangeSides } from "./climbRange.ts";
export { climbTree } from "./climbTree.ts";
export {
  type CheckpointContent,
  checkpointDigest,
  EPOCH_MS,
  type OrderPlace,
  refreshDigest,
  rotationDigest,
} from "./digests.ts";
export { domainSeparator } from "./domain.ts";
export { type DepositTarget, depositIntentHash, type PermitTransfer, permitDigest } from "./intent.ts";
export { LANES, type Lane } from "./lanes.ts";
export {
  type AssetLeaf,
  assetLeaf,
  type OutboxLeaf,
  outboxIndex,
  outboxLeaf,
  sectionLeaf,
  type VaultSection,
} from "./leaves.ts";
export { type Members, signersOf } from "./members.ts";
export {
  appointDigest,
  liftDigest,
  rearmDigest,
  replacementDigest,
  type TokenTerms,
  termsDigest,
} from "./orders.ts";
export { owedAtoms, payableAtoms, RATE_ONE } from "./payout.ts";
export { rangeSides } from "./rangeSides.ts";
export {
  EXIT_CAUSES,
  EXIT_PHASES,
  type ExitWord,
  isPaidIn,
  readCheckpointHead,
  readCheckpointInForce,
  readCount,
  readExitSettled,
  readExitWord,
  readFlow,
  readStop,
  readTokenHealth,
  readTokenHeld,
} from "./read.ts";
export { joinedBy, type RotationLink } from "./rotationLink.ts";
export { emptyRoot, TABLE_DEPTH, VAULTS_DEPTH } from "./shape.ts";
export { compactSignature, fullSignature, packSignatures, powerOf, type Signatures } from "./signatures.ts";
export {
  isQuorum,
  MAX_SIGNERS,
  SET_KINDS,
  type SetFault,
  type SetKind,
  type Signer,
  type SignerSet,
  signerSet,
  signerSetFault,
  signerSetHash,
  signerWord,
  wordToSigner,
} from "./signerSet.ts";
export { paidWord, vaultSlots } from "./slots.ts";
export { proveSlot, type SparseTree, sparseTree } from "./sparseTree.ts";
