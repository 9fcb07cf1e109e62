/**
 * Bytes that the house and its vaults share: leaves, trees, digests, sets, signatures, slots.
 *
 * @module
 */
export {
  type CheckpointContent,
  checkpointDigest,
  domainSeparator,
  EPOCH_MS,
  type OrderPlace,
  refreshDigest,
  rotationDigest,
} from "./digests.ts";
export {
  type AssetLeaf,
  assetLeaf,
  LANES,
  type Lane,
  type OutboxLeaf,
  outboxIndex,
  outboxLeaf,
  sectionLeaf,
  type VaultSection,
} from "./leaves.ts";
export {
  appointDigest,
  liftDigest,
  rearmDigest,
  replacementDigest,
  type TokenTerms,
  termsDigest,
} from "./orders.ts";
export {
  isPaidIn,
  readCheckpointHead,
  readCheckpointInForce,
  readCount,
  readFlow,
  readStop,
  readTokenHealth,
  readTokenHeld,
} from "./read.ts";
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
export { climbTree, emptyRoot, proveSlot, type SparseTree, sparseTree, TABLE_DEPTH, VAULTS_DEPTH } from "./tree.ts";
