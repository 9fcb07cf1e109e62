/**
 * Refusals about payments on their way out, and the checkpoints that they are paid by. Numbers 950–979.
 *
 * @module
 */
import { bytes20, bytes32, u32, u64 } from "../../field/index.ts";
import { assetId, chainId, withdrawalId } from "../ids.ts";
import { define } from "./definition.ts";

export const paymentRefusals = {
  AssetElsewhere: define(
    950,
    "The asset lies in a vault of another chain.",
    "Withdraw it on the chain where it lies.",
    {
      assetId,
      chainId,
    },
  ),
  CheckpointUnknown: define(951, "No such checkpoint is kept.", "Sign one of the last.", { epoch: u32 }),
  CheckpointMismatch: define(
    952,
    "The house says something else of the epoch.",
    "Replay the blocks, and sign what they give.",
    { epoch: u32, digest: bytes32 },
  ),
  /** Its set has been replaced: vaults take the next one's word. */
  CheckpointSetReplaced: define(953, "Another set signs by now.", "Sign a later checkpoint.", { epoch: u32 }),
  SignerUnknown: define(954, "The key is none of the set that signs.", "Sign with a hot key of the set.", {
    key: bytes20,
  }),
  CheckpointSignatureInvalid: define(955, "The signature is not the key's over the checkpoint.", "Sign its digest.", {
    key: bytes20,
  }),
  PaymentNotProven: define(
    956,
    "The proof does not show that the vault has paid the withdrawal.",
    "Prove the word of its nonce at a header from after the payment.",
    { withdrawalId },
  ),
  ImpairmentTooOld: define(
    957,
    "A later header has shown the token, or is ten minutes younger.",
    "Prove it at a later header.",
    {
      assetId,
      number: u64,
      newestNumber: u64,
    },
  ),
} as const;
