/**
 * What accounts would leave with, saved at one epoch.
 *
 * @module
 */
import { ExitPhase, type Hex, type HouseId } from "@novate/codec";
import type { NovateClient } from "../client/client.ts";
import { verifyExitKit } from "../proof/verifyExitKit.ts";
import { type KeptKit, keptKitOf, keptKits, type Stay, saveKit } from "./keptKits.ts";
import type { KitStorage } from "./storage.ts";

export interface KeepOptions {
  readonly client: Pick<NovateClient, "exitKit" | "checkpoint"> & Partial<Pick<NovateClient, "vaults">>;
  /** Of which house, from a place that is trusted. */
  readonly house: HouseId;
  /** Hash of the hot set whose word counts; absent: any that signs, each kept apart. */
  readonly setHash?: Hex;
  readonly accountIds: readonly number[];
  readonly storage: KitStorage;
  /** Kits of an account, set and vault that are kept; 12 unless told. A vault pays by one that is half an hour old at least. */
  readonly keep?: number;
  /** Epochs whose kits stay, beside those that vaults in exit pay by as the node says. */
  readonly pinned?: ReadonlySet<number>;
  /** Of which epoch; the newest that is signed unless told. */
  readonly epoch?: number;
  /** Told of a kit that is no good, by account, and of what the node or the storage refused. */
  readonly onFailure?: (failure: unknown) => void;
}

/** Two hours of epochs: a vault takes checkpoints late, and pays by them later. */
const KEPT = 12;
/** Ten days of epochs: while an exit is asked for, or nobody says whether one is, nobody knows by which its vault will pay. */
const HELD = 1_440;

/** A node handed out a kit that no vault would pay by. */
export class KitRefused extends Error {
  override readonly name = "KitRefused";
  readonly accountId: number;

  constructor(accountId: number, reason: string) {
    super(`the kit of account ${accountId} is not worth keeping: ${reason}`);
    this.accountId = accountId;
  }
}

/** Saves the kit of each account at one epoch, unless it is kept; answers those that are new. */
export async function saveKits(options: KeepOptions): Promise<KeptKit[]> {
  const { accountIds, storage, onFailure = () => {} } = options;
  const saved: KeptKit[] = [];
  try {
    const { epoch, setHash } = await wantedOf(options);
    const kept = await keptKits(storage);
    const isKept = (accountId: number): boolean =>
      kept.some(
        (one) =>
          one.house === options.house &&
          one.accountId === accountId &&
          one.epoch === epoch &&
          `0x${one.set}` === setHash,
      );
    const stay = await stayOf(options);
    for (const accountId of accountIds.filter((one) => !isKept(one)))
      await saveOne(accountId, options, stay).then((one) => saved.push(one), onFailure);
    for (const accountId of accountIds)
      for (const lacking of stay.pinned)
        if (!kept.some((one) => one.accountId === accountId && one.epoch === lacking && one.house === options.house))
          await saveOne(accountId, { ...options, epoch: lacking }, stay).then(
            (one) => saved.push(one),
            () => {},
          ); // who has no more of it says so each time
  } catch (failure) {
    onFailure(failure);
  }
  return saved;
}

/**
 * Which epoch is saved, and whose word of it: a kit that another set signed does not stand for it. An epoch that is asked for by name,
 * of any set, is asked for again.
 */
async function wantedOf({ client, epoch, setHash }: KeepOptions): Promise<Pick<KeepOptions, "epoch" | "setHash">> {
  if (epoch !== undefined) return { epoch, ...(setHash !== undefined && { setHash }) };
  const { checkpoint } = await client.checkpoint("signed");
  return { epoch: checkpoint.epoch, setHash: setHash ?? checkpoint.setHash };
}

/** Which of them stay: what a vault in exit pays by is not among the newest for long. */
async function stayOf({ client, keep = KEPT, pinned = new Set() }: KeepOptions) {
  if (client.vaults === undefined) return { keep, pinned };
  const told = await client.vaults().catch(() => null);
  const exits = told?.vaults.flatMap(({ exit }) => exit ?? []) ?? [];
  const isHeld = told === null || exits.some(({ row }) => row.phase === ExitPhase.requested);
  const paidBy = exits.filter(({ row }) => row.phase === ExitPhase.exit).map(({ row }) => Number(row.epoch));
  return { keep: isHeld ? Math.max(keep, HELD) : keep, pinned: new Set([...pinned, ...paidBy]) };
}

async function saveOne(
  accountId: number,
  { client, house, setHash, storage, epoch }: KeepOptions,
  stay: Stay,
): Promise<KeptKit> {
  const json = await client.exitKit(accountId, epoch);
  const verdict = verifyExitKit(json, { house, setHash: setHash ?? json.checkpoint.setHash });
  if (!verdict.ok) throw new KitRefused(accountId, `${verdict.reason} ${verdict.of}`);
  if (verdict.kit.accountId !== accountId) throw new KitRefused(accountId, "it is of another account");
  await saveKit(storage, verdict.kit, stay);
  return keptKitOf(verdict.kit);
}
