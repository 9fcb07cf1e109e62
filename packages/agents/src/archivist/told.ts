/**
 * A checkpoint's leaves, as a node tells them: nothing of it is believed before the root is compared.
 *
 * @module
 */
import { ExitClaim, fromJson } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import type { NovateClient } from "@novate/sdk";

const PAGE = 500;

/** All leaves as a node tells them. Rejects with the client's failures, or the codec's. */
export async function told(client: Pick<NovateClient, "exitClaims">, epoch: number): Promise<ClaimsTree> {
  const next = new ClaimsTree().next();
  for (let cursor: string | null = "0"; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof client.exitClaims>> = await client.exitClaims(epoch, { limit: PAGE, cursor });
    next.add(page.claims.map((claim) => fromJson(ExitClaim, claim)));
    cursor = page.nextCursor;
  }
  return next.finish();
}
