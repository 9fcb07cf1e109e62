/**
 * What a vault's places of accepted checkpoints commit to. The vault keeps a hash of each; the words were in the call that brought it, or
 * are in what somebody kept, so that whoever has the chain and his kits needs nobody to begin an exit, or to ask for a leaf.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { EPOCH_MS, hashWords, slotAfter, uintWord, vaultSlots } from "@novate/evm";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainSource } from "../source/source.ts";
import { type AcceptedLog, KEPT_PLACES, readAccepted } from "../vault/accepted.ts";
import type { AcceptedArguments } from "../vault/calls.ts";
import { type AcceptWords, broughtBy } from "./brought.ts";

/** A checkpoint that a vault keeps as accepted, with everything that it was of, and who signed it. */
export interface Acceptance extends AcceptWords {
  readonly number: number;
  readonly accepted: AcceptedArguments;
}

const NOTHING = uintWord(0);

/** What a vault's places say, the newest first. */
export interface Places {
  readonly acceptances: readonly Acceptance[];
  /** Places that commit to something of which neither a call nor anybody's archive shows the words. */
  readonly hidden: readonly HiddenPlace[];
}

export type HiddenPlace = Pick<AcceptedLog, "number" | "digest" | "timeSec">;

/** The words of a digest that somebody kept, in the form of the call that brings them; null where there are none. */
export interface Recall {
  /** Those at hand, which are asked for before the chain is. */
  near(digest: Hex): AcceptWords | null;
  /** Those that take work to find, which are asked for where no call shows them. */
  far(digest: Hex): Promise<AcceptWords | null>;
}

const NO_RECALL: Recall = { near: () => null, far: async () => null };

/**
 * Those whose places still commit to something; what was voided is left out. Words are looked for in what was kept, of which signatures
 * are known to be good, and then in the call that brought them: a contract may bring what its own call hides.
 */
// wide: where is read, when, since when, and who remembers
export async function readPlaces(
  source: ChainSource,
  at: Pick<BlockHeader, "number" | "stateRoot">,
  vault: Hex,
  fromBlock: bigint,
  recall: Recall = NO_RECALL,
): Promise<Places> {
  const logs = (await readAccepted(source, vault, fromBlock)).reverse();
  if (logs.length === 0) return { acceptances: [], hidden: [] };
  const placeOf = ({ number }: AcceptedLog): Hex => slotAfter(vaultSlots.checkpointHead, 1 + (number % KEPT_PLACES));
  const { slots } = await source.proof(at, vault, logs.map(placeOf));
  const [acceptances, hidden]: [Acceptance[], HiddenPlace[]] = [[], []];
  const looks = logs.map(async (log, index) => {
    const place = slots[index]!.value ?? NOTHING;
    if (place === NOTHING) return { log, found: undefined };
    const among = (words: readonly (AcceptWords | null)[]) =>
      acceptanceOf(
        log,
        words.filter((one) => one !== null),
        place,
      );
    const found =
      among([recall.near(log.digest)]) ??
      among(await broughtBy(source, log.transaction)) ??
      among([await recall.far(log.digest)]);
    return { log, found };
  });
  for (const { log, found } of await Promise.all(looks)) {
    const { number, digest, timeSec } = log;
    if (found === null) hidden.push({ number, digest, timeSec });
    else if (found !== undefined) acceptances.push(found);
  }
  return { acceptances, hidden };
}

/** Those of which anybody shows the words; see {@link readPlaces}. */
// wide: as above
export const readAcceptances = async (
  source: ChainSource,
  at: Pick<BlockHeader, "number" | "stateRoot">,
  vault: Hex,
  fromBlock: bigint,
  recall?: Recall,
): Promise<readonly Acceptance[]> => (await readPlaces(source, at, vault, fromBlock, recall)).acceptances;

/** What the place of a log commits to, if one of these is it. */
function acceptanceOf(log: AcceptedLog, all: readonly AcceptWords[], place: Hex): Acceptance | null {
  const { number, digest, timeSec, blockNumber } = log;
  for (const brought of all) {
    const { checkpoint, section } = brought;
    const { stateRoot, claimsRoot } = checkpoint;
    const { outboxRoot, assetsRoot, inboxCount } = section;
    const epoch = checkpoint.timeMs / BigInt(EPOCH_MS);
    const roots = { stateRoot, claimsRoot, outboxRoot, assetsRoot };
    const accepted = { epoch, digest, roots, inboxCount, timeSec, blockNumber };
    if (placeWord(number, accepted) === place) return { number, accepted, ...brought };
  }
  return null;
}

/** What a vault keeps of an accepted checkpoint: `keccak256(abi.encode(number, accepted))`. */
const placeWord = (number: number, { epoch, digest, roots, ...rest }: AcceptedArguments): Hex =>
  hashWords(
    uintWord(number),
    uintWord(epoch),
    digest,
    ...[roots.stateRoot, roots.claimsRoot, roots.outboxRoot, roots.assetsRoot],
    ...[rest.inboxCount, rest.timeSec, rest.blockNumber].map((value) => uintWord(value)),
  );
