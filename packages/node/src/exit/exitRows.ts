/**
 * What an engine's state says of checkpoints, payments and signers.
 *
 * @module
 */
import type { Engine, ExitRows } from "@novate/engine";

export const exitRowsOf = ({ houseId, state }: Engine): ExitRows => ({
  house: houseId,
  validators: state.validators.values().next().value ?? null,
  rotations: state.rotations.values(),
  outbox: state.outbox.values(),
});
