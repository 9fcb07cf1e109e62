/**
 * What stands around a command, from the node: its house, the signer's next nonce, and an expiry by the house's own clock.
 *
 * @module
 */
import type { Hex, Signer } from "@novate/codec";
import type { NovateClient } from "@novate/sdk";

/** In its JSON form; what `given` has already is not asked for. */
export async function envelopeFor(
  client: NovateClient,
  signer: Signer,
  lifetimeMs: number,
  given: Readonly<Record<string, unknown>> = {},
) {
  const [house, nonce, expiresAtMs] = await Promise.all([
    "house" in given ? null : client.status().then((status) => status.house as Hex), // by its schema
    "nonce" in given ? null : client.nextNonce(signer).then(String),
    "expiresAtMs" in given ? null : client.time().then(({ nowMs }) => nowMs + lifetimeMs),
  ]);
  return {
    signer,
    ...(house !== null && { house }),
    ...(nonce !== null && { nonce }),
    ...(expiresAtMs !== null && { expiresAtMs }),
  };
}
