/**
 * The kits that a vault in exit pays by: of the word that it has in force, and of no newer one.
 *
 * @module
 */
import type { WayOut } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import type { BookArchive } from "./archive.ts";
import type { ExitPlaceOf } from "./step.ts";

type Word = Pick<WayOut, "claimsRoot" | "outboxRoot" | "assetsRoot" | "epochX">;

export interface KitsInForce {
  /** One an account. */
  readonly kits: readonly ExitKit[];
  /** Accounts of which there is none. */
  readonly missing: readonly number[];
  /** What is wrong with the archive's own of that epoch, where it has one that is no good. */
  readonly fault: unknown;
}

/** Of the kits that were saved; else of everybody's leaves, where they were kept. */
export async function kitsInForce(
  kits: readonly ExitKit[],
  where: ExitPlaceOf,
  at: Word,
  archive?: BookArchive,
): Promise<KitsInForce> {
  const accounts = [...new Set(kits.map(({ accountId }) => accountId))];
  const saved = accounts.flatMap((id) =>
    fullest(kits.filter((kit) => kit.accountId === id && isInForce(kit, where, at))),
  );
  const others = accounts.filter((id) => !saved.some(({ accountId }) => accountId === id));
  if (others.length === 0 || archive === undefined) return { kits: saved, missing: others, fault: null };
  let fault: unknown = null;
  const book = await archive.book(Number(at.epochX)).catch((failure: unknown) => {
    fault = failure;
    return null;
  });
  const found = book === null ? [] : others.map((id) => book.kitOf(id)).filter((kit) => isInForce(kit, where, at));
  const missing = found.length === 0 ? others : [];
  return { kits: [...saved, ...found], missing, fault };
}

/** The kit that says most, of those of one account and word: of payments a node may have left some out. */
const fullest = (kits: readonly ExitKit[]): readonly ExitKit[] => {
  const says = ({ assets, payments }: ExitKit): number => assets.length + payments.length;
  return [...kits].sort((one, other) => says(other) - says(one)).slice(0, 1);
};

/** Whether the vault pays by this kit's word. */
function isInForce({ checkpoint, sections }: ExitKit, { vaultId }: ExitPlaceOf, at: Word): boolean {
  const section = sections.find((one) => one.section.vaultId === vaultId)?.section;
  return (
    checkpoint.claimsRoot === at.claimsRoot &&
    section?.outboxRoot === at.outboxRoot &&
    section.assetsRoot === at.assetsRoot
  );
}
