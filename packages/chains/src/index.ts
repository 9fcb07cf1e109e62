/**
 * EVM chains as a house sees them.
 *
 * @module
 */
export {
  type Call,
  type ChainWriter,
  createWriter,
  type Mined,
  type SentCalls,
  type WriterOptions,
} from "./account/writer.ts";
export { type Acceptance, readAcceptances } from "./exit/acceptances.ts";
export * as challengeCalls from "./exit/challengeCalls.ts";
export {
  type AskedLeaf,
  type OpenChallenge,
  readAskedLeaves,
  readBondWei,
  readLapsedChallenges,
  readOpenChallenges,
} from "./exit/challenges.ts";
export { readContradictionCalls } from "./exit/contradictionCalls.ts";
export { readLinks } from "./exit/links.ts";
export { readClaimed, readRefunded, readSettledBy, UNLISTED_RATES } from "./exit/paid.ts";
export * as exitPaymentCalls from "./exit/paymentCalls.ts";
export { readExit, readSettled } from "./exit/reads.ts";
export * as exitRequestCalls from "./exit/requestCalls.ts";
export { readShownClaims, type ShownClaim } from "./exit/shownClaims.ts";
export { readWayOut, unservedAt, type WayOut } from "./exit/wayOut.ts";
export { startAnvil } from "./local/anvil.ts";
export { foundVault, type LocalToken, type LocalVault, sendNow } from "./local/foundVault.ts";
export type { LocalChain, LocalChainKind, LocalChainOptions } from "./local/localChain.ts";
export { hasAnvil, localChainKind, localChainKinds, startLocal } from "./local/startLocal.ts";
export { type ChainAdvice, ChainError, type ChainErrorCode, isChainError } from "./rpc/failure.ts";
export { agreedHeader, agreedNumber } from "./source/agreed.ts";
export type { BlockHeader } from "./source/rawHeader.ts";
export { type BlockTag, type ChainSource, createSource, type ProvenStorage, wordOf } from "./source/source.ts";
export { readAccepted } from "./vault/accepted.ts";
export * as vaultCalls from "./vault/calls.ts";
export { type InboxLogEntry, readEntries } from "./vault/entries.ts";
export { readHealth, type TokenHealth } from "./vault/health.ts";
export {
  type Holding,
  readBalance,
  readColdSet,
  readFlows,
  readHolding,
  readPaid,
  readPendingSet,
  readReplacements,
  readSetsOf,
  readTokens,
  readVault,
  type VaultState,
} from "./vault/reads.ts";
export { isSyncDue } from "./vault/syncDue.ts";
export { readTokenName, type TokenName } from "./vault/tokenName.ts";
