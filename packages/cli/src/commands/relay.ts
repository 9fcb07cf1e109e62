/**
 * `novate relay`: carries proofs from vaults to the house, and checkpoints and payments to vaults.
 *
 * @module
 */
import {
  askHouse,
  createAnswerer,
  createArchivist,
  createBookkeeper,
  createRelayer,
  followHouse,
  runDuties,
} from "@novate/agents";
import type { HouseId } from "@novate/codec";
import { houseIdOf } from "@novate/engine";
import { Admission, exitArchiveIn } from "@novate/node";
import { HOUR_MS } from "@novate/num";
import { createClient } from "@novate/sdk";
import { type RpcFlag, rpcFlag, sourcesOf } from "../shared/chains.ts";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { readGenesis } from "../shared/genesis.ts";
import { addKeyFlags, type KeyFlags, keyOf } from "../shared/keys.ts";
import { recordPrinter } from "../shared/output.ts";
import { relayPlaces } from "../shared/relayPlaces.ts";
import { addRemoteFlags, idNumber, type RemoteFlags } from "../shared/remote.ts";
import { wholeNumber } from "../shared/values.ts";
import type { Io } from "../terminal/io.ts";

interface Flags extends RemoteFlags, KeyFlags {
  readonly rpc?: readonly RpcFlag[];
  readonly gasKey: string;
  readonly account: number;
  readonly every: number;
  readonly archive?: string;
  readonly genesis?: string;
}

const LIFETIME_MS = HOUR_MS;

export const addRelay: AddCommand = (program, io) => {
  addKeyFlags(addRemoteFlags(program.command("relay")))
    .requiredOption("--gas-key <file>", "the key that pays for gas on every chain")
    .option("--rpc <chain=url>", "where a chain is asked; asked by turns where a chain is given twice", rpcFlag)
    .option("--account <id>", "an account of the key's that holds something; 0 for a validator's key", idNumber, 0)
    .option("--every <ms>", "look at chains at least so often", wholeNumber(10, 3_600_000), 2_000)
    .option(
      "--archive <folder>",
      "keep all claims of each signed checkpoint there: whoever has them needs no node to leave",
    )
    .option(
      "--genesis <file>",
      "how the house began: replay it, and so bring deposits home that a vault in exit pays back; rows alone do not show them",
    )
    .action((flags: Flags) => relay(flags, io));
};

async function relay(flags: Flags, io: Io): Promise<void> {
  const { url, rpc = [], gasKey, account, every, archive } = flags;
  if (rpc.length === 0)
    throw new UsageError("RpcMissing", "no chain is named", "Say where chains are asked: --rpc CHAIN=URL.");
  const key = await keyOf(flags);
  const places = await relayPlaces(sourcesOf(rpc), gasKey);
  const client = createClient({ url });
  const told = (await client.status()).house as HouseId; // by its schema
  const genesis = flags.genesis === undefined ? null : await readGenesis(flags.genesis);
  const house = genesis === null ? told : houseIdOf(genesis);
  if (house !== told) throw new UsageError("HouseDiffers", `the node is of house ${told}, the genesis of ${house}`);
  const preparer = new Admission({ threads: 0 });
  const onDoubt = (failure: unknown, about: string): void =>
    io.err(`${about}: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  const archivists = archive === undefined ? [] : [createArchivist({ client, store: exitArchiveIn(archive), onDoubt })];
  const tell = recordPrinter(flags, io);
  const ended = Promise.withResolvers<void>();
  const stop = runDuties({
    url,
    house,
    key,
    follower: genesis === null ? askHouse(client) : followHouse({ client, genesis, preparer }),
    duties: [
      createRelayer({ places, accountId: account, onDoubt }),
      createBookkeeper({ client, accountId: account, onDoubt }),
      createAnswerer({ client, places, onDoubt }),
      ...archivists,
    ],
    lifetimeMs: LIFETIME_MS,
    everyMs: every,
    onSent: ({ type }, refusal) => tell({ type, refusal }, `${type} ${refusal ?? "taken"}`),
    onFailure: (failure) => onDoubt(failure, "node"),
    onStop: ended.reject,
  });
  io.err(`Relayer for chains ${[...places.keys()].join(", ")}  (Ctrl-C stops)\n`);
  io.stopped.addEventListener("abort", () => ended.resolve(), { once: true });
  if (io.stopped.aborted) ended.resolve();
  try {
    await ended.promise;
  } finally {
    await stop();
    await preparer.close();
  }
}
