/**
 * What an EVM chain says, verified: RLP, Merkle-Patricia proofs, block headers, and the ABI words of our contracts.
 *
 * @module
 */
export { type InboxEntry, inboxChunk, inboxLeaf, inboxNext, inboxStart } from "./abi/inbox.ts";
export { arraySlot, erc7201Slot, mappingSlot, slotAfter } from "./abi/slots.ts";
export { addressWord, hashText, hashWords, uintWord, wordToAddress, wordToUint } from "./abi/words.ts";
export { ExitBook, type ProvenClaims } from "./exit/exitBook.ts";
export { faultOfKit, hasAllPayments, leavesFault } from "./exit/faultOfKit.ts";
export { type ExitPayout, payoutsOf } from "./exit/payouts.ts";
export { type KitFault, type KitFaultName, type KitTrust, type SignedWords, signedFault } from "./exit/signedFault.ts";
export { type EvmHeader, type HeaderFault, readHeader } from "./header/readHeader.ts";
export { type RpcHeader, rpcHeaderBytes } from "./header/rpcHeader.ts";
export type { Result } from "./result.ts";
export { decodeRlp, type RlpFault } from "./rlp/decode.ts";
export { encodeRlp } from "./rlp/encode.ts";
export type { RlpItem } from "./rlp/item.ts";
export { scalarBytes } from "./rlp/scalar.ts";
export { type AccountFault, type EvmAccount, verifyAccountProof } from "./trie/account.ts";
export { type StorageFault, verifyStorageProof } from "./trie/storage.ts";
export { type TrieFault, verifyTrieProof } from "./trie/verify.ts";
export * from "./vault/index.ts";
