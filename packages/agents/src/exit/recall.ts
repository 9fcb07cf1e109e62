/**
 * What was kept of checkpoints, as a vault was brought it: a word may come through a contract whose call does not show it.
 *
 * @module
 */
import type { AcceptWords, Recall } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { checkpointDigest, compactSignature, packSignatures } from "@novate/evm";
import type { BookArchive } from "./archive.ts";
import type { ExitPlaceOf } from "./step.ts";

/** Of kits at once, and of an archive with some work. Nothing that it answers is believed: the vault's place commits to it or not. */
export function recallOf(where: ExitPlaceOf, kits: readonly ExitKit[], archive?: BookArchive): Recall {
  const byDigest = new Map(kits.map((kit): [Hex, ExitKit] => [digestOf(kit), kit]));
  let epochs: Promise<ReadonlyMap<Hex, number>> | null = null;
  return {
    near(digest) {
      const kit = byDigest.get(digest);
      return kit === undefined ? null : acceptWords(kit, where);
    },
    async far(digest) {
      if (archive === undefined) return null;
      epochs ??= epochsOf(archive);
      const epoch = (await epochs).get(digest);
      const book = epoch === undefined ? null : await archive.book(epoch).catch(() => null); // it is damaged
      return book === null ? null : acceptWords(book.kitOf(0), where); // a word is the same with every account's kit
    },
  };
}

/** The arguments of the call that brings a kit's checkpoint to a vault; null where it does not speak of the vault. */
export function acceptWords(kit: ExitKit, { chainId, vault }: ExitPlaceOf): AcceptWords | null {
  const own = kit.sections.find(({ section }) => section.chainId === chainId && section.vault === vault);
  if (own === undefined) return null;
  const { checkpoint, signers, signatures } = kit;
  const compacts = signatures.flatMap(({ key, signature }): [Hex, Hex][] => {
    const compact = compactSignature(signature);
    return compact === undefined ? [] : [[key, compact]];
  });
  return {
    checkpoint: { ...checkpoint, height: BigInt(checkpoint.height), timeMs: BigInt(checkpoint.timeMs) },
    section: { ...own.section, index: BigInt(own.section.vaultId), siblings: own.siblings },
    set: signers,
    signatures: packSignatures(signers, new Map(compacts)),
  };
}

async function epochsOf(archive: BookArchive): Promise<ReadonlyMap<Hex, number>> {
  const found = new Map<Hex, number>();
  for (const epoch of archive.epochs()) {
    const head = await archive.head(epoch);
    if (head !== null) found.set(digestOf(head), epoch);
  }
  return found;
}

const digestOf = ({ house, checkpoint }: Pick<ExitKit, "house" | "checkpoint">): Hex =>
  checkpointDigest(house, checkpoint);
