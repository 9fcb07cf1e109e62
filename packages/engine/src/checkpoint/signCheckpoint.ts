/**
 * Collects the hot set's signatures of a checkpoint; more than two thirds of its power make it one that vaults take (CKPT-010 … CKPT-013).
 *
 * @module
 */
import type { CheckpointRow } from "@novate/codec";
import { isValidator, powerOf, totalPower, validatorSet } from "../account/validators.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { mustGet } from "../state/state.ts";

export const decideSignCheckpoint: Decide<"SignCheckpoint"> = (state, command, context) => {
  const { epoch, digest, key, signature } = command;

  if (!isValidator(state, context.signer)) return refuse("ValidatorRequired", { signer: context.signer });
  const row = state.checkpoints.get(epoch);
  if (row === undefined) return refuse("CheckpointUnknown", { epoch });
  if (row.digest !== digest) return refuse("CheckpointMismatch", { epoch, digest: row.digest });
  const set = validatorSet(state)!; // the signer is in it
  if (row.setHash !== set.hotHash) return refuse("CheckpointSetReplaced", { epoch });
  if (!set.members.some(({ hot }) => hot === key)) return refuse("SignerUnknown", { key });
  if (!context.evidence) return refuse("CheckpointSignatureInvalid", { key });
  if (row.signatures.some((signed) => signed.key === key)) return accept();

  // From here on the signature counts.
  const added = { type: "CheckpointSignatureAdded", epoch, signed: { key, signature } } as const;
  const keys = new Set([...row.signatures.map((signed) => signed.key), key]);
  const isSigned = 3n * powerOf(set.members, ({ hot }) => keys.has(hot)) > 2n * totalPower(set.members);
  return isSigned && !row.isSigned ? accept(added, { type: "CheckpointSigned", epoch, digest }) : accept(added);
};

export const evolveCheckpointSignatureAdded: Evolve<"CheckpointSignatureAdded"> = (state, { epoch, signed }) => {
  const row: CheckpointRow = mustGet(state.checkpoints, epoch);
  state.checkpoints.put({ ...row, signatures: [...row.signatures, signed] });
};

export const evolveCheckpointSigned: Evolve<"CheckpointSigned"> = (state, { epoch }) =>
  state.checkpoints.put({ ...mustGet(state.checkpoints, epoch), isSigned: true });
