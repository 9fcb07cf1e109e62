/**
 * Refusals about chains, vaults and what comes in from them. Numbers 900–929; exits: 930–949; what goes out: 950–979.
 *
 * @module
 */
import { atoms, bytes20, text, timeMs, u32, u64 } from "../../field/index.ts";
import { accountId, assetId, chainId, timeSec, vaultId } from "../ids.ts";
import { Signer } from "../order.ts";
import { define } from "./definition.ts";

export const custodyRefusals = {
  ValidatorRequired: define(900, "The signer is no validator's hot key.", "Sign with a hot key of the set.", {
    signer: Signer,
  }),
  ChainUnknown: define(901, "The house has no vault on the chain.", "Correct the chain id.", {
    chainId: u64,
  }),
  ChainGated: define(
    902,
    "Validators contradicted a header of the chain, and nothing of it is heard.",
    "Wait until governance opens the chain again.",
    { chainId },
  ),
  HeaderOffStride: define(
    903,
    "No block of this number is attested.",
    "Attest blocks whose numbers the stride divides.",
    {
      chainId,
      number: u64,
      headerStride: u32,
    },
  ),
  HeaderTooOld: define(904, "The chain's newest header is past the block.", "Attest a later block.", {
    chainId,
    number: u64,
    newestNumber: u64,
  }),
  HeaderFromFuture: define(905, "The block is ahead of the house's time.", "Attest it once its time has come.", {
    chainId,
    timeSec,
    latestMs: timeMs,
  }),
  HeaderUnknown: define(
    906,
    "No header of this number and state root is accepted and kept.",
    "Prove at one of the last headers that the house has accepted.",
    { chainId, number: u64 },
  ),
  VaultUnknown: define(907, "There is no such vault, or it has another address.", "Correct the vault.", { vaultId }),
  SenderUnknown: define(
    908,
    "The signer may not act for the account, and is no validator.",
    "Name an account of the signer's that holds something.",
    { accountId },
  ),
  ProofInvalid: define(909, "The proof does not hold.", "Correct what the fault says.", { vaultId, fault: text(64) }),
  VaultCodeMismatch: define(910, "Another code stands at the vault's address.", "Tell governance.", { vaultId }),
  InboxIndexMismatch: define(911, "The entries do not begin where the house stands.", "Begin there.", {
    vaultId,
    expectedIndex: u64,
    receivedIndex: u64,
  }),
  InboxMismatch: define(
    912,
    "The entries do not hash to what the vault says.",
    "Send every entry up to the end of the chunk, as the vault wrote them.",
    { vaultId, firstIndex: u64 },
  ),
  /** The answer to an entry, and to those after it in the same command. */
  EntryWaits: define(
    913,
    "The entry's account has still to be paid a cycle or a settled contract, or one before it waits.",
    "Prove it again in the next block.",
    { vaultId, index: u64, token: bytes20 },
  ),
  EntryNotOwners: define(
    914,
    "The entry asks for what the owner alone may, on its own chain.",
    "Let the owner send it on its chain.",
    { vaultId, index: u64 },
  ),
  EntryMalformed: define(915, "The entry's data or kind says nothing.", "Encode what the kind asks for.", {
    vaultId,
    index: u64,
  }),
  AssetLocated: define(
    916,
    "The asset lies in a vault, whose proofs alone move it.",
    "Prove it by the vault's inbox.",
    { assetId, vaultId },
  ),
  RotationUnknown: define(
    917,
    "No such rotation is under way, or the key is of neither set.",
    "Sign the rotation that stands in the set's row.",
    { toEpoch: u64, key: bytes20 },
  ),
  RotationSignatureInvalid: define(918, "The signature is not the key's over the rotation.", "Sign its digest.", {
    key: bytes20,
  }),
  InboxExtends: define(
    919,
    "The inbox goes on from what the house has heard, or the header is an earlier one.",
    "There is nothing to prove.",
    { vaultId, number: u64 },
  ),
  HotSetTooOld: define(920, "A later header has shown the vault's set.", "Prove it at a later header.", {
    vaultId,
    number: u64,
    newestNumber: u64,
  }),
  /** Every account, every payment costs the house a row and others the gas. */
  AmountTooSmall: define(
    921,
    "The amount is below the least that opens an account, or that is withdrawn of more.",
    "Pay in more at once, or take out all.",
    { assetId, leastAtoms: atoms },
  ),
  TokenUnplaced: define(
    922,
    "The entry's token is no asset of the house yet.",
    "What was paid in goes back once governance places the token.",
    { vaultId, index: u64, token: bytes20 },
  ),
  /** Else anybody takes a vault on with the hot keys' signatures alone, while the house waits for the cold ones. */
  ColdKeysFirst: define(
    923,
    "The step changes cold keys too, and more than two thirds of both sets of these have not signed yet.",
    "Sign once they have.",
    { toEpoch: u64 },
  ),
} as const;
