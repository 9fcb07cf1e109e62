/**
 * `novate rotate`: what validators sign with keys that are kept offline, in three walks: written where the house is asked, signed where
 * the key lies, sent where there is a network.
 *
 * @module
 */

import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { askHouse, type CustodyRows } from "@novate/agents";
import { readReplacements } from "@novate/chains";
import { CodecError, type Field, fromJson, list, toJson, type ValidatorSet } from "@novate/codec";
import { KeyStep, KeyWord, keyStepFault, type OwnerKey, signStep, statementsOf } from "@novate/sdk";
import { type RpcFlag, rpcFlag, sourcesOf } from "../shared/chains.ts";
import type { AddCommand } from "../shared/command.ts";
import { RefusedError, UsageError } from "../shared/failure.ts";
import { readJson } from "../shared/input.ts";
import { addKeyFlags, type KeyFlags, keyOf } from "../shared/keys.ts";
import { addRemoteFlags, clientOf, type RemoteFlags } from "../shared/remote.ts";
import type { SendFlags } from "../shared/sendFlags.ts";
import { sendWords } from "../shared/sendWords.ts";
import { wholeNumber } from "../shared/values.ts";
import type { Io } from "../terminal/io.ts";

interface AskFlags extends RemoteFlags {
  readonly out: string;
  readonly rpc?: readonly RpcFlag[];
  readonly alive?: number;
}

export const addRotate: AddCommand = (program, io) => {
  const rotate = program.command("rotate");
  addRemoteFlags(rotate.command("ask"))
    .description("Write what is to be signed: the step that governance named, or with --alive a sign of life.")
    .requiredOption("--out <file>", "where to write it")
    .option("--rpc <chain=url>", "where a chain is asked; a replacement is told to the vaults of these chains", rpcFlag)
    .option("--alive <sec>", "the cold keys are there, as of this time in seconds since 1970", wholeNumber(1, 2 ** 40))
    .action((flags: AskFlags) => ask(flags, io));
  addKeyFlags(rotate.command("sign"))
    .description("Sign it, without any network, and print the signatures.")
    .argument("<step>", "what `rotate ask` wrote")
    .action((file: string, flags: KeyFlags) => sign(file, flags, io));
  addKeyFlags(addRemoteFlags(rotate.command("send")))
    .description("Bring signatures to the house, and to vaults once they are enough. --key: any validator's hot key.")
    .argument("<step>", "what `rotate ask` wrote")
    .argument("<words...>", "what `rotate sign` printed, a file a key")
    .option("--rpc <chain=url>", "where a chain is asked", rpcFlag)
    .option("--gas-key <file>", "the key that pays for gas at vaults")
    .action(async (file: string, words: string[], flags: SendFlags) => {
      const said = (await Promise.all(words.map((one) => read(one, KeyWords)))).flat();
      await sendWords(await stepOf(file), said, flags, io);
    });
};

const KeyWords = list(KeyWord, 1_024);

async function ask(flags: AskFlags, io: Io): Promise<void> {
  const rows = await askHouse(clientOf(flags)).catchUp();
  const { validators, house } = rows;
  if (validators === null) throw new RefusedError("SetMissing", "the house has no validators");
  const set = setOf(validators);
  const step: KeyStep =
    flags.alive !== undefined
      ? { type: "Refresh", house, set, timeSec: BigInt(flags.alive) }
      : await stepUnderWay(rows, flags, io);
  await writeFile(resolve(flags.out), `${JSON.stringify(toJson(KeyStep, step), null, 2)}\n`);
  for (const { kind, text } of statementsOf(step)) io.err(`${kind} keys: ${text}\n`);
}

const setOf = ({ members, epoch, coldEpoch, hotHash, coldHash }: ValidatorSet): ValidatorSet => ({
  members,
  epoch,
  coldEpoch,
  hotHash,
  coldHash,
});

async function stepUnderWay(
  { validators, vaults, house }: CustodyRows,
  { rpc = [] }: AskFlags,
  io: Io,
): Promise<KeyStep> {
  const next = validators?.next;
  if (validators === null || next === null || next === undefined)
    throw new RefusedError("StepMissing", "governance has named no other set; for a sign of life give --alive");
  const between = { house, from: setOf(validators), to: setOf(next) };
  if (!next.isReplacement) return { type: "Rotation", ...between };
  const sources = sourcesOf(rpc);
  const turns = [];
  for (const { spec } of vaults) {
    const source = sources.get(spec.chainId)?.[0];
    if (source === undefined) io.err(`vault ${spec.vaultId} is left out: give --rpc ${spec.chainId}=URL\n`);
    else turns.push({ ...spec, chainId: BigInt(spec.chainId), number: await readReplacements(source, spec.sets) });
  }
  const vaultTurns = turns.map(({ chainId, vault, sets, number }) => ({ chainId, vault, sets, number }));
  return { type: "Replacement", ...between, vaults: vaultTurns };
}

async function sign(file: string, flags: KeyFlags, io: Io): Promise<void> {
  const step = await stepOf(file);
  const key = await keyOf(flags);
  if (!("address" in key)) throw new UsageError("KeyMismatch", "a validator's key is an eip712 key");
  const owner = key as OwnerKey; // of the one scheme with an address
  const words = signStep(step, owner);
  if (words.length === 0) throw new RefusedError("KeyNotAsked", `the step asks nothing of ${owner.address}`);
  const digests = new Set(words.map(({ digest }) => digest));
  for (const { digest, kind, keys, text } of statementsOf(step))
    if (digests.has(digest) && keys.has(owner.address)) io.err(`signed as a ${kind} key: ${text}\n`);
  io.out(`${JSON.stringify(toJson(KeyWords, words))}\n`);
}

async function stepOf(file: string): Promise<KeyStep> {
  const step = await read(file, KeyStep);
  const fault = keyStepFault(step);
  if (fault !== null) throw new UsageError("FileMalformed", `${file} is not to be signed: ${fault}`);
  return step;
}

/** Errors: `UsageError` `FileMalformed`, and those of the file. */
async function read<T>(file: string, field: Field<T>): Promise<T> {
  const json = await readJson(file);
  try {
    return fromJson(field, json);
  } catch (failure) {
    if (!(failure instanceof CodecError)) throw failure;
    throw new UsageError("FileMalformed", `${file}: ${failure.message}`);
  }
}
