/**
 * Kits of which only the claim was lacking, and that somebody showed the vault: with any other kit of the same word it is whole.
 *
 * @module
 */
import { readShownClaims, type ShownClaim } from "@novate/chains";
import { ExitClaim, type ExitKit, fromJson, type Hex } from "@novate/codec";
import { checkpointDigest, leavesFault } from "@novate/evm";
import type { Seen } from "./seen.ts";

/** Of these accounts, as far as the vault's events have their claims of a word. What does not prove itself is left out. Payments of theirs nobody knows by it. */
export async function shownKits(
  { place, where }: Pick<Seen, "place" | "where">,
  { number, digest }: { readonly number: number; readonly digest: Hex },
  accountIds: readonly number[],
  kits: readonly ExitKit[],
): Promise<readonly ExitKit[]> {
  const other = kits.find((kit) => checkpointDigest(kit.house, kit.checkpoint) === digest && leavesFault(kit) === null);
  if (other === undefined) return [];
  const { source, fromBlock } = place;
  const shown = await readShownClaims(source, await source.header("latest"), where.vault, fromBlock);
  return accountIds.flatMap((accountId) => {
    const own = shown.filter((one) => one.number === number && one.accountId === accountId);
    const made = own.flatMap((one) => withClaim(other, one) ?? []);
    return made.slice(0, 1);
  });
}

function withClaim(other: ExitKit, { accountId, siblings, ...shown }: ShownClaim): ExitKit | null {
  const [idleAtoms, holderAtoms, gainAtoms, juniorAtoms, seniorAtoms] = shown.parts.map(String);
  const { segmentId, exitAddress, exitChain } = shown;
  const parts = { idleAtoms, holderAtoms, gainAtoms, juniorAtoms, seniorAtoms };
  const kept = shown.kept.map(({ assetId, amountAtoms }) => ({ assetId, amountAtoms: String(amountAtoms) }));
  try {
    const claim = fromJson(ExitClaim, { accountId, segmentId, exitAddress, exitChain, parts, kept });
    const kit = { ...other, accountId, claims: [claim], claimSiblings: [...siblings], payments: [] };
    return leavesFault(kit) === null ? kit : null;
  } catch {
    return null; // no numbers of a claim
  }
}
