/**
 * A checkpoint's leaves, as a node tells them: nothing of it is believed before the root is compared.
 *
 * @module
 */
import { ExitClaim, ExitHead, fromJson } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import type { NovateClient } from "@novate/sdk";
import { type ToldMost, tellingUpTo } from "./toldMost.ts";

const PAGE = 500;

/** All leaves that a node told, and what else it says that the checkpoint is of. */
export interface ToldClaims {
  readonly head: ExitHead | null;
  readonly tree: ClaimsTree;
}

// wide: what is asked of whom, what is refused, and how much is taken
/**
 * Every page of an epoch. `refuse`: told the head before any more is asked for, and why it is not worth it. Rejects with the client's
 * failures, the codec's, and where pages do not go on, or go on too long: who tells leaves without end is left.
 */
export async function toldClaims(
  client: Pick<NovateClient, "exitClaims">,
  epoch: number,
  refuse: (head: ExitHead | null) => string | null = () => null,
  most: ToldMost = {},
): Promise<ToldClaims> {
  const take = tellingUpTo(epoch, most);
  const next = new ClaimsTree().next();
  let head: ExitHead | null = null;
  let last = -1;
  for (let cursor: string | undefined; ; ) {
    const page = await client.exitClaims(epoch, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
    if (cursor === undefined) {
      head = page.head === null ? null : fromJson(ExitHead, page.head);
      const fault = refuse(head);
      if (fault !== null) throw new Error(`epoch ${epoch} is not worth keeping: ${fault}`);
    }
    take(page.claims);
    const claims = page.claims.map((claim) => fromJson(ExitClaim, claim));
    for (const { accountId } of claims) {
      if (accountId <= last) throw new Error(`epoch ${epoch}: account ${accountId} is told after ${last}`);
      last = accountId;
    }
    next.add(claims);
    if (page.nextCursor === null) return { head, tree: next.finish() };
    if (claims.length === 0) throw new Error(`epoch ${epoch}: a page without leaves has another behind it`);
    cursor = page.nextCursor;
  }
}
