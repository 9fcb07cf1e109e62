/**
 * Commands about vaults in exit.
 *
 * @module
 */
import { bytes20, bytes32, struct, u64 } from "../field/index.ts";
import { accountId, vaultId } from "./ids.ts";
import { ProofNodes } from "./payments.ts";

/**
 * Proves at an accepted header how far a vault is on its way into exit, and which checkpoint is in force there (EXIT-100). The proofs are of
 * `vaultSlots.exit`, `checkpointInForce`, `claimsRoot` and `assetsRoot`. `accountId`: the sender's own account; 0 from a validator.
 */
export const ProveExit = struct("ProveExit", {
  accountId,
  vaultId,
  vault: bytes20,
  number: u64,
  stateRoot: bytes32,
  accountProof: ProofNodes,
  exitProof: ProofNodes,
  inForceProof: ProofNodes,
  claimsProof: ProofNodes,
  assetsProof: ProofNodes,
});
