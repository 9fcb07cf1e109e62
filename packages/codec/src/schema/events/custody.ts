/**
 * What happened between the house and the chains that hold its assets: what comes in. Selectors 160–179.
 *
 * @module
 */
import { atoms, bytes20, bytes32, struct, timeMs, u16, u64 } from "../../field/index.ts";
import { accountId, assetId, chainId, vaultId } from "../ids.ts";
import { HeaderRow, RotationSignature } from "../rows/index.ts";

export const custodyEvents = {
  /** `completeAtMs`: the block's time if with it more than two thirds of both sets have signed, of either kind that changes; else 0. */
  RotationSigned: [160, struct("RotationSigned", { toEpoch: u64, signed: RotationSignature, completeAtMs: timeMs })],
  /** The next set's word counts from here on. */
  ValidatorsRotated: [161, struct("ValidatorsRotated", { epoch: u64, hotHash: bytes32, coldHash: bytes32 })],
  /** A validator's word that a block of a chain is final was taken (CSTD-020). */
  HeaderVoted: [162, struct("HeaderVoted", { validator: bytes20, header: HeaderRow })],
  /** More than two thirds said it: deposits are proven against this block (CSTD-020). */
  HeaderAccepted: [163, struct("HeaderAccepted", { header: HeaderRow })],
  /** More than a third of the power says another block than the one accepted: nothing of the chain is heard any more (CSTD-024). */
  ChainContradicted: [164, struct("ChainContradicted", { accepted: HeaderRow, contradiction: HeaderRow })],
  /** `count` entries of the vault's inbox are heard; `acc` is what they hash to; `number`: the header at which it was proven. */
  InboxAdvanced: [165, struct("InboxAdvanced", { vaultId, count: u64, acc: bytes32, number: u64 })],
  /** A deposit of a vault was proven: the account has it (CSTD). */
  InboxCredited: [
    166,
    struct("InboxCredited", {
      vaultId,
      index: u64,
      accountId,
      assetId,
      amountAtoms: atoms,
      balanceAfterAtoms: atoms,
    }),
  ],
  /** A deposit that may not be credited, on its way back to who sent it; `reason`: the refusal's number. */
  InboxReturned: [
    167,
    struct("InboxReturned", {
      vaultId,
      chainId,
      index: u64,
      assetId,
      amountAtoms: atoms,
      recipient: bytes20,
      reason: u16,
    }),
  ],
  /** A deposit that may not be credited, and is too little to be sent back. */
  InboxKept: [170, struct("InboxKept", { vaultId, index: u64, assetId, amountAtoms: atoms, reason: u16 })],
  /** A deposit in a token that is no asset yet: passed over, and noted for whoever paid it in. */
  InboxUnplaced: [
    171,
    struct("InboxUnplaced", { vaultId, index: u64, token: bytes20, sender: bytes20, amountAtoms: atoms }),
  ],
  /** The token has become an asset: what `sender` paid in of it before goes back in the next event. */
  UnplacedFound: [172, struct("UnplacedFound", { vaultId, token: bytes20, sender: bytes20, amountAtoms: atoms })],
  /** At a later header the vault's inbox has `count` entries that do not go on from what was heard: nothing of its chain is heard any more. */
  InboxRewritten: [168, struct("InboxRewritten", { vaultId, chainId, number: u64, count: u64 })],
  /** The vault takes the signatures of the set of this hash, as the header `number` shows. */
  HotSetShown: [169, struct("HotSetShown", { vaultId, number: u64, hotHash: bytes32 })],
} as const;
