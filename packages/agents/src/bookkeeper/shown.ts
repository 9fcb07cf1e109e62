/**
 * What X commits to, as somebody who kept it tells it: nothing of it is believed before the house compares the roots.
 *
 * @module
 */
import { type ExitAsset, ExitClaim, ExitHead, fromJson } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import type { NovateClient } from "@novate/sdk";

/** Of one checkpoint. */
export interface Shown {
  readonly claims: ClaimsTree;
  readonly assets: readonly ExitAsset[];
}

const PAGE = 500;

/** Rejects with the client's failures, or the codec's. Work: all leaves. */
export async function shownOf(client: Pick<NovateClient, "exitClaims">, epoch: number): Promise<Shown> {
  const next = new ClaimsTree().next();
  let assets: readonly ExitAsset[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof client.exitClaims>> = await client.exitClaims(epoch, {
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    if (page.head !== null) assets = fromJson(ExitHead, page.head).assets;
    next.add(page.claims.map((claim) => fromJson(ExitClaim, claim)));
    cursor = page.nextCursor;
  }
  return { claims: next.finish(), assets };
}
