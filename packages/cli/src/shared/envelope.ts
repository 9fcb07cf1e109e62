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
  const [time, nonce] = await Promise.all([
    "house" in given && "expiresAtMs" in given ? null : client.time(),
    "nonce" in given ? null : client.nextNonce(signer).then(String),
  ]);
  return {
    signer,
    ...(time !== null && { house: time.house as Hex, expiresAtMs: time.nowMs + lifetimeMs }), // by its schema
    ...(nonce !== null && { nonce }),
    ...given,
  };
}
