/**
 * What is said of a vault on its way into exit: in good order mostly, and in every bad one.
 *
 * @module
 */
import { type Command, ExitPhase } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import { PLACES } from "../../world/vaults.ts";
import type { Block, Chain } from "../chain.ts";
import type { Scene } from "../scene.ts";
import type { Archive } from "./archive.ts";
import type { Ending } from "./ending.ts";
import { assetWord, claimsWord, exitWord, refundsWord } from "./words.ts";

/** A book as it stands before the first deposit. */
const NO_BOOK = { creditsAcc: `0x${"00".repeat(32)}` } as const;
const MOST_LEAVES = 64;

export interface Exits {
  readonly chain: Chain;
  readonly ending: Ending;
  readonly archive: Archive;
}

/** `known`: blocks of the chain that the house has accepted, the newest first. */
export function exitAsks(scene: Scene, exits: Exits, known: readonly Block[]): Command[] {
  const { dice, state } = scene;
  const { vaultId } = exits.chain.spec;
  const shown = state.vaultExits.get(vaultId)?.phase ?? ExitPhase.none;
  const says: Command[] = [];
  const [block] = known;
  if (block !== undefined && block.phase !== shown && dice.chance(0.5)) says.push(exitWord(block, exits.chain));
  if (shown === ExitPhase.exit) says.push(...inOrder(scene, exits));
  if (dice.chance(0.1)) says.push(...outOfOrder(scene, exits, known));
  return says;
}

/** What the house has not taken down yet. */
function inOrder({ dice, state }: Scene, { chain, ending, archive }: Exits): Command[] {
  const { vaultId } = chain.spec;
  const book = state.exitBooks.get(vaultId)!; // opened with the exit
  const says: Command[] = [];
  for (const place of PLACES)
    if (place.vaultId === vaultId && !state.exitAssets.has(place.assetId) && dice.chance(0.4))
      says.push(assetWord(ending.inForce, place));
  if (says.length > 0) return says;
  const left = book.lastAccountId - book.nextAccountId + 1;
  const claims = ending.inForce ?? { claims: new ClaimsTree() };
  if (left > 0 && dice.chance(0.4))
    says.push(claimsWord(claims, vaultId, book.nextAccountId, Math.min(left, dice.pick([1, 3, 10, MOST_LEAVES]))));
  const back = refundsWord(archive.notedOf(vaultId), vaultId, book, dice.pick([1, 5, 128]));
  if (!book.isRefunded && back !== null && dice.chance(0.4)) says.push(back);
  return says.flatMap((word) => (dice.chance(0.2) ? [word, word] : [word])); // two bookkeepers may say the same
}

/** Too early or late, again, of another checkpoint, another vault, other accounts, or of what nobody ever heard. */
function outOfOrder({ dice, state }: Scene, { chain, ending, archive }: Exits, known: readonly Block[]): Command[] {
  const { vaultId } = chain.spec;
  const book = state.exitBooks.get(vaultId);
  const kept = archive.kept.length === 0 ? ending.inForce : dice.pick(archive.kept);
  const whose = dice.pick([vaultId, vaultId, 3 - vaultId, 77]);
  const next = book?.nextAccountId ?? 1;
  const first = dice.pick([1, Math.max(next - 1, 1), next, next + 1, 4_294_967_000]);
  const noted = archive.notedOf(vaultId);
  const claims = kept ?? { claims: new ClaimsTree() };
  return dice
    .weighted<() => (Command | null)[]>([
      [3, () => (known.length === 0 ? [] : [exitWord(dice.pick(known), chain)])],
      [2, () => (known.length === 0 ? [] : [{ ...exitWord(known[0]!, chain), vaultId: whose }])],
      [2, () => [{ ...assetWord(kept, dice.pick(PLACES)), vaultId: whose }]],
      [3, () => [claimsWord(claims, whose, first, dice.pick([1, 5, MOST_LEAVES]))]],
      [
        2,
        () => {
          const again = claimsWord(ending.inForce ?? claims, vaultId, next, 3);
          return [again, again];
        },
      ],
      [2, () => [refundsWord(noted, whose, book ?? NO_BOOK, 3)]],
      [2, () => [refundsWord(noted, vaultId, { creditsAcc: noted.at(-1)?.acc ?? NO_BOOK.creditsAcc }, 128)]],
      [
        1,
        () => {
          const batch = refundsWord(noted, vaultId, book ?? NO_BOOK, 4);
          return batch === null ? [] : [{ ...batch, deposits: [...batch.deposits].reverse() }];
        },
      ],
    ])()
    .filter((each) => each !== null);
}
