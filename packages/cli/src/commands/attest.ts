/**
 * `novate attest`: one validator's attestor, with a replay of its own; `--relay` lets it carry proofs as well.
 *
 * @module
 */
import { resolve } from "node:path";
import {
  type Anchor,
  createAnswerer,
  createAttestor,
  createBookkeeper,
  createRelayer,
  custodyRowsOf,
  type Duty,
  followHouse,
  openEpochMemory,
  runDuties,
} from "@novate/agents";
import { type Hex, isHex } from "@novate/codec";
import { Engine, type Genesis, houseIdOf } from "@novate/engine";
import { Admission, restoreSnapshot, verifySignature } from "@novate/node";
import { HOUR_MS } from "@novate/num";
import type { OwnerKey } from "@novate/sdk";
import { createClient } from "@novate/sdk";
import { InvalidArgumentError } from "commander";
import { type RpcFlag, rpcFlag, sourcesOf } from "../shared/chains.ts";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { readGenesis } from "../shared/genesis.ts";
import { addKeyFlags, type KeyFlags, keyOf } from "../shared/keys.ts";
import { recordPrinter } from "../shared/output.ts";
import { relayPlaces } from "../shared/relayPlaces.ts";
import { addRemoteFlags, type RemoteFlags } from "../shared/remote.ts";
import { wholeNumber } from "../shared/values.ts";
import type { Io } from "../terminal/io.ts";

interface Flags extends RemoteFlags, KeyFlags {
  readonly genesis: string;
  readonly data: string;
  readonly rpc?: readonly RpcFlag[];
  readonly relay?: string;
  readonly snapshot?: string;
  readonly trustedSet?: Hex;
  readonly every: number;
}

/** How long a word waits for its block: the house's clock may run on while it does. */
const LIFETIME_MS = HOUR_MS;

export const addAttest: AddCommand = (program, io) => {
  addKeyFlags(addRemoteFlags(program.command("attest")))
    .requiredOption("--genesis <file>", "JSON of how the house began, from a place that you trust")
    .option("--rpc <chain=url>", "where a chain is asked; two of different operators for each chain", rpcFlag)
    .option("--data <folder>", "what was signed last; never of two processes at once", ".novate/attestor")
    .option("--relay <file>", "carry proofs and payments too; the file has the key that pays for gas")
    .option(
      "--snapshot <folder>",
      "begin here and not at the genesis; says nothing until a trusted quorum has signed what it made",
    )
    .option("--trusted-set <hash>", "the hot set whose quorum that is; the genesis' own unless given", setHash)
    .option("--every <ms>", "look at chains at least so often", wholeNumber(10, 3_600_000), 2_000)
    .action((flags: Flags) => attest(flags, io));
};

function setHash(text: string): Hex {
  const hash = text.toLowerCase();
  if (isHex(hash) && hash.length === 66) return hash;
  throw new InvalidArgumentError("It is a hash of 32 bytes, such as a vault's `hotSet`.");
}

/** A house out of a snapshot, and what must be seen before anything is signed of it. */
function startOf(folder: string, genesis: Genesis, anchor: Omit<Anchor, "setHash">, trusted: Hex | undefined) {
  const identity = { house: houseIdOf(genesis) };
  const setHash = trusted ?? custodyRowsOf(Engine.create(genesis).engine).validators?.hotHash;
  if (setHash === undefined)
    throw new UsageError("SetMissing", "the genesis names no validators", "Give --trusted-set.");
  return { engine: restoreSnapshot({ folder: resolve(folder), identity }), anchor: { ...anchor, setHash } };
}

async function attest(flags: Flags, io: Io): Promise<void> {
  const genesis = await readGenesis(flags.genesis);
  const key = await keyOf(flags);
  if (!("address" in key)) throw new UsageError("KeyMismatch", "a validator's hot key is an eip712 key");
  const owner = key as OwnerKey; // of the one scheme with an address
  const chains = sourcesOf(flags.rpc ?? []);
  const lonely = [...chains].find(([, sources]) => sources.length < 2);
  if (chains.size === 0 || lonely !== undefined)
    throw new UsageError("RpcMissing", `chain ${lonely?.[0] ?? ""} needs two sources`, "Give --rpc twice.");
  const onDoubt = (failure: unknown, about: string): void =>
    io.err(`${about}: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  const memory = await openEpochMemory(resolve(flags.data));
  const anchor = { ownDigest: memory.last()?.digest ?? null, verify: verifySignature };
  const start = flags.snapshot && startOf(flags.snapshot, genesis, anchor, flags.trustedSet);
  const client = createClient(flags);
  const duties: Duty[] = [createAttestor({ key: owner, chains, memory, onDoubt })];
  if (flags.relay !== undefined) {
    const places = await relayPlaces(chains, flags.relay);
    duties.push(
      createRelayer({ places, accountId: 0, onDoubt }),
      createBookkeeper({ client, accountId: 0, onDoubt }),
      createAnswerer({ client, places, onDoubt }),
    );
  }
  const admission = new Admission({ threads: 0 });
  const tell = recordPrinter(flags, io);
  const ended = Promise.withResolvers<void>();
  const stop = runDuties({
    url: flags.url,
    house: houseIdOf(genesis),
    key: owner,
    follower: followHouse({ client, genesis, preparer: admission, ...(start && { start }) }),
    duties,
    lifetimeMs: LIFETIME_MS,
    everyMs: flags.every,
    onSent: ({ type }, refusal) => tell({ type, refusal }, `${type} ${refusal ?? "taken"}`),
    onFailure: (failure) => onDoubt(failure, "node"),
    onStop: ended.reject,
  });
  io.err(`Attestor of ${owner.address}, chains ${[...chains.keys()].join(", ")}  (Ctrl-C stops)\n`);
  io.stopped.addEventListener("abort", () => ended.resolve(), { once: true });
  if (io.stopped.aborted) ended.resolve();
  try {
    await ended.promise;
  } finally {
    await stop();
    await admission.close();
  }
}
