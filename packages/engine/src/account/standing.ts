/**
 * Whom the house knows: only a signer with standing leaves a nonce when it is refused (ACC-011).
 *
 * @module
 */
import type { Signer } from "@novate/codec";
import type { House } from "../command/house.ts";
import { signerKey } from "../state/keys.ts";
import { addressOf } from "./authority.ts";
import { isValidator } from "./validators.ts";

/** True of an owner, a governor, a validator, a key that some row names, and whoever had a command accepted before. */
export function hasStanding({ state, derived }: Pick<House, "state" | "derived">, signer: Signer): boolean {
  if (state.nonces.has(signerKey(signer)) || derived.signers.has(signer) || isValidator(state, signer)) return true;
  const address = addressOf(signer);
  return address !== null && (derived.owners.isOwner(address) || state.governors.has(address));
}
