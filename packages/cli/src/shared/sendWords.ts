/**
 * Brings what validators signed offline to the house, and to each vault once it is enough there.
 *
 * @module
 */
import { type Call, type ChainWriter, isChainError, vaultCalls } from "@novate/chains";
import { type CommandOf, SignatureScheme } from "@novate/codec";
import {
  compactSignature,
  isQuorum,
  packSignatures,
  powerOf,
  SET_KINDS,
  type SetKind,
  type Signatures,
  type SignerSet,
  signersOf,
} from "@novate/evm";
import { verifySignature } from "@novate/node";
import { HOUR_MS } from "@novate/num";
import { type KeyStep, type KeyWord, padAddress, type Statement, signTransaction, statementsOf } from "@novate/sdk";
import type { Io } from "../terminal/io.ts";
import { type RpcFlag, sourceOf, sourcesOf, writerOf } from "./chains.ts";
import { RefusedError, UsageError } from "./failure.ts";
import { type KeyFlags, keyOf } from "./keys.ts";
import { clientOf, type RemoteFlags } from "./remote.ts";

export interface SendFlags extends RemoteFlags, KeyFlags {
  readonly rpc?: readonly RpcFlag[];
  readonly gasKey?: string;
}

/** Errors: `RefusedError` where a word is nobody's that the step asks, or the rules refused one; those of keys, node and chains. */
export async function sendWords(step: KeyStep, words: readonly KeyWord[], flags: SendFlags, io: Io): Promise<void> {
  const statements = statementsOf(step);
  for (const word of words) mustBeAsked(word, statements);
  if (step.type !== "Refresh") await toHouse(step, words, flags, io);
  if (step.type === "Replacement") await replaceAtVaults(step, words, flags, io);
  if (step.type === "Refresh") await refreshVaults(step, words, flags, io);
}

type StepOf<T extends KeyStep["type"]> = Extract<KeyStep, { type: T }>;

function mustBeAsked({ kind, key, digest, signature }: KeyWord, statements: readonly Statement[]): void {
  const isAsked = statements.some((one) => one.kind === SET_KINDS[kind] && one.digest === digest && one.keys.has(key));
  const signer = { scheme: SignatureScheme.eip712, key: padAddress(key) };
  if (!isAsked || !verifySignature(digest, signature, signer))
    throw new RefusedError("WordInvalid", `${key} has not signed anything of this step that it is asked`);
}

async function toHouse(
  step: StepOf<"Rotation" | "Replacement">,
  words: readonly KeyWord[],
  flags: SendFlags,
  io: Io,
): Promise<void> {
  const client = clientOf(flags);
  const sender = await keyOf(flags);
  const { timeMs } = await client.status();
  const own = new Map(statementsOf(step).flatMap((one) => (one.vault === null ? [[one.digest, one] as const] : [])));
  for (const word of words) {
    if (!own.has(word.digest)) continue;
    const command = commandOf(step, word);
    const nonce = await client.nextNonce(sender.signer);
    const content = { house: step.house, signer: sender.signer, nonce, expiresAtMs: timeMs + HOUR_MS, command };
    const { accepted, refusal } = await client.submit(signTransaction(content, sender));
    // Once enough have signed the step is over, and the rest is not asked any more.
    const isLate = refusal?.code === "RotationUnknown";
    io.out(`house: ${word.key} ${accepted ? "taken" : isLate ? "not asked any more" : refusal?.code}\n`);
    if (!accepted && !isLate) throw new RefusedError(refusal?.code ?? "Refused", "the rules refused a signature");
  }
}

function commandOf({ type, from, to }: StepOf<"Rotation" | "Replacement">, word: KeyWord): CommandOf<"SignRotation"> {
  const { kind, key, signature } = word;
  const isHot = kind === 0 || type === "Replacement"; // of a replacement all sign the step of the hot keys
  const step = isHot
    ? { fromHash: from.hotHash, toHash: to.hotHash, toEpoch: to.epoch }
    : { fromHash: from.coldHash, toHash: to.coldHash, toEpoch: to.coldEpoch };
  return { type: "SignRotation", kind, ...step, key, signature };
}

async function replaceAtVaults(
  step: StepOf<"Replacement">,
  words: readonly KeyWord[],
  flags: SendFlags,
  io: Io,
): Promise<void> {
  const [cold, hot] = [signersOf("cold", step.from), signersOf("hot", step.to)];
  for (const { vault, digest, kind } of statementsOf(step)) {
    if (vault === null || kind === "hot") continue; // both kinds sign one digest
    const [byCold, byHot] = [packed("cold", cold, digest, words), packed("hot", hot, digest, words)];
    const name = `vault ${vault.vault} of chain ${vault.chainId}`;
    if (!hasQuorum(cold, byCold) || !hasQuorum(hot, byHot)) io.out(`${name}: more signatures are needed\n`);
    else {
      const call = vaultCalls.replaceHot(vault.sets, cold, byCold, hot, byHot);
      await tellVault(name, await gasAt(Number(vault.chainId), flags), call, io);
    }
  }
}

async function refreshVaults(
  step: StepOf<"Refresh">,
  words: readonly KeyWord[],
  flags: SendFlags,
  io: Io,
): Promise<void> {
  const cold = signersOf("cold", step.set);
  const [{ digest }] = statementsOf(step) as [Statement]; // it says one thing
  const signatures = packed("cold", cold, digest, words);
  if (!hasQuorum(cold, signatures)) throw new RefusedError("QuorumMissing", "more cold keys are needed");
  const { vaults } = await clientOf(flags).vaults();
  const chains = sourcesOf(flags.rpc ?? []);
  for (const { row } of vaults) {
    const { chainId, sets, vault } = row.spec;
    if (!chains.has(chainId)) io.err(`vault ${vault} is left out: give --rpc ${chainId}=URL\n`);
    else {
      const call = vaultCalls.refresh(sets, step.timeSec, cold, signatures);
      await tellVault(`vault ${vault} of chain ${chainId}`, await gasAt(chainId, flags), call, io);
    }
  }
}

/** A vault that refuses holds up no other: it may have been told before. */
async function tellVault(name: string, writer: ChainWriter, call: Call, io: Io): Promise<void> {
  try {
    await writer.sendOnce(call);
    io.out(`${name}: sent\n`);
  } catch (failure) {
    if (!isChainError(failure, "Reverted")) throw failure;
    io.out(`${name}: refused, ${failure.details.error ?? failure.message}\n`);
  }
}

const packed = (kind: SetKind, set: SignerSet, digest: string, words: readonly KeyWord[]): Signatures =>
  packSignatures(
    set,
    new Map(
      words
        .filter((word) => word.digest === digest && SET_KINDS[word.kind] === kind)
        .map(({ key, signature }) => [key, compactSignature(signature)!]), // it was verified, so it has that form
    ),
  );

const hasQuorum = (set: SignerSet, { signers }: Signatures): boolean => isQuorum(powerOf(set, signers), set.total);

async function gasAt(chainId: number, { rpc = [], gasKey }: SendFlags) {
  if (gasKey === undefined) throw new UsageError("KeyMissing", "a vault is told by a transaction: give --gas-key FILE");
  return writerOf(sourceOf(rpc, chainId), chainId, gasKey);
}
