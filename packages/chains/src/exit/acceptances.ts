/**
 * What a vault's places of accepted checkpoints commit to. The vault keeps a hash of each; the chain has the words of all, however they
 * came, so that whoever has the chain needs nobody to begin an exit, or to ask for a leaf.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { EPOCH_MS, hashWords, slotAfter, uintWord, vaultSlots } from "@novate/evm";
import { decodeEventLog, getAbiItem, toEventSelector } from "viem";
import { vaultAbi } from "../abi/abi.ts";
import { ChainError } from "../rpc/failure.ts";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainLog, ChainSource } from "../source/source.ts";
import { type AcceptedLog, KEPT_PLACES, readAccepted } from "../vault/accepted.ts";
import type { AcceptedArguments } from "../vault/calls.ts";
import { allLogs } from "../vault/logs.ts";
import { type AcceptWords, acceptIn, inputOf } from "./brought.ts";

/** A checkpoint that a vault keeps as accepted, with everything that it was of, and who signed it. */
export interface Acceptance extends AcceptWords {
  readonly number: number;
  readonly accepted: AcceptedArguments;
}

const NOTHING = uintWord(0);
const BROUGHT = toEventSelector(getAbiItem({ abi: vaultAbi, name: "CheckpointBrought" })) as Hex; // a hash

/**
 * Those whose places still commit to something, the newest first; what was voided is left out. Rejects with `ChainError`: `NotFound`
 * where the source has a transaction no longer, `AnswerForged` where what it tells is not what a place commits to.
 */
export async function readAcceptances(
  source: ChainSource,
  at: Pick<BlockHeader, "number" | "stateRoot">,
  vault: Hex,
  fromBlock: bigint,
): Promise<readonly Acceptance[]> {
  const all = await readAccepted(source, vault, fromBlock);
  const logs = all.filter(({ blockNumber }) => blockNumber <= at.number).reverse(); // what came in meanwhile is the next look's
  if (logs.length === 0) return [];
  const placeOf = ({ number }: AcceptedLog): Hex => slotAfter(vaultSlots.checkpointHead, 1 + (number % KEPT_PLACES));
  const { slots } = await source.proof(at, vault, logs.map(placeOf));
  const kept = logs
    .map((log, index) => ({ log, place: slots[index]!.value ?? NOTHING }))
    .filter(({ place }) => place !== NOTHING);
  if (kept.length === 0) return [];
  const [newest, oldest] = [kept[0]!, kept.at(-1)!].map(({ log }) => log.blockNumber);
  const brought = await allLogs(source, vault, BROUGHT, oldest!, newest!);
  const calls = new Map(brought.map(callOf));
  return Promise.all(
    kept.map(async ({ log, place }) => {
      const call = calls.get(log.digest) ?? (await inputOf(source, log.transaction));
      return acceptanceOf(log, acceptIn(call), place);
    }),
  );
}

function callOf({ data, topics }: ChainLog): readonly [Hex, Hex] {
  const { digest, call } = decodeEventLog({
    abi: vaultAbi,
    eventName: "CheckpointBrought",
    data,
    topics: topics as [Hex, ...Hex[]],
  }).args;
  return [digest, call];
}

/** What the place of a log commits to, by the words of the call. */
function acceptanceOf(
  { number, digest, timeSec, blockNumber }: AcceptedLog,
  words: AcceptWords | null,
  place: Hex,
): Acceptance {
  if (words !== null) {
    const { checkpoint, section } = words;
    const { stateRoot, claimsRoot } = checkpoint;
    const { outboxRoot, assetsRoot, inboxCount } = section;
    const epoch = checkpoint.timeMs / BigInt(EPOCH_MS);
    const roots = { stateRoot, claimsRoot, outboxRoot, assetsRoot };
    const accepted = { epoch, digest, roots, inboxCount, timeSec, blockNumber };
    if (placeWord(number, accepted) === place) return { number, accepted, ...words };
  }
  throw new ChainError("AnswerForged", `no call that is told brought checkpoint ${number} as the vault keeps it`);
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
