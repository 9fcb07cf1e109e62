/**
 * What a vault's places of accepted checkpoints commit to. The vault keeps a hash of each; the words were in the call that brought it, so
 * that whoever has the chain needs nobody to begin an exit, or to ask for a leaf.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { EPOCH_MS, hashWords, type Signatures, type SignerSet, slotAfter, uintWord, vaultSlots } from "@novate/evm";
import { decodeFunctionData, toFunctionSelector } from "viem";
import { vaultAbi } from "../abi/abi.ts";
import { dataOf, objectOf } from "../rpc/checked.ts";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainSource } from "../source/source.ts";
import { type AcceptedLog, KEPT_PLACES, readAccepted } from "../vault/accepted.ts";
import type { AcceptedArguments, CheckpointArguments, SectionArguments } from "../vault/calls.ts";

/** A checkpoint that a vault keeps as accepted, with everything that it was of, and who signed it. */
export interface Acceptance extends Brought {
  readonly number: number;
  readonly accepted: AcceptedArguments;
}

interface Brought {
  readonly checkpoint: CheckpointArguments;
  readonly section: SectionArguments;
  readonly set: SignerSet;
  readonly signatures: Signatures;
}

const ACCEPT = toFunctionSelector(vaultAbi.find((entry) => entry.type === "function" && entry.name === "accept")!);
const NOTHING = uintWord(0);

/** Those whose places still commit to them, the newest first; what was voided is left out, and what no call shows. */
export async function readAcceptances(
  source: ChainSource,
  at: Pick<BlockHeader, "number" | "stateRoot">,
  vault: Hex,
  fromBlock: bigint,
): Promise<Acceptance[]> {
  const logs = (await readAccepted(source, vault, fromBlock)).reverse();
  if (logs.length === 0) return [];
  const placeOf = ({ number }: AcceptedLog): Hex => slotAfter(vaultSlots.checkpointHead, 1 + (number % KEPT_PLACES));
  const { slots } = await source.proof(at, vault, logs.map(placeOf));
  const found = await Promise.all(
    logs.map(async (log, index) => {
      const place = slots[index]!.value ?? NOTHING;
      return place === NOTHING ? null : acceptanceOf(log, await broughtBy(source, log.transaction), place);
    }),
  );
  return found.filter((one) => one !== null);
}

/** What the place of a log commits to, if one of these is it. */
function acceptanceOf(log: AcceptedLog, all: readonly Brought[], place: Hex): Acceptance | null {
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

/** Every checkpoint that a transaction brings, straight to the vault or through other contracts. */
async function broughtBy(source: ChainSource, transaction: Hex): Promise<Brought[]> {
  const answer = await source.rpc.request("eth_getTransactionByHash", [transaction]);
  if (answer === null) return [];
  const input = dataOf(objectOf(answer, "transaction").input, "input");
  const found: Brought[] = [];
  const selector = ACCEPT.slice(2);
  for (let at = input.indexOf(selector); at >= 0; at = input.indexOf(selector, at + 1)) {
    const brought = broughtIn(`0x${input.slice(at)}`);
    if (brought !== null) found.push(brought);
  }
  return found;
}

function broughtIn(data: Hex): Brought | null {
  try {
    const call = decodeFunctionData({ abi: vaultAbi, data });
    if (call.functionName !== "accept") return null;
    const [checkpoint, section, { words, ...set }, signatures] = call.args;
    return { checkpoint, section, set: { ...set, words: words.map((word) => uintWord(word)) }, signatures };
  } catch {
    return null; // the selector's bytes are there by chance
  }
}
