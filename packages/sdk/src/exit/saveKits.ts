/**
 * What accounts would leave with, saved at one epoch.
 *
 * @module
 */
import type { Hex, HouseId } from "@novate/codec";
import type { NovateClient } from "../client/client.ts";
import { verifyExitKit } from "../proof/verifyExitKit.ts";
import { type KeptKit, keptKitOf, keptKits, saveKit } from "./keptKits.ts";
import type { KitStorage } from "./storage.ts";

export interface KeepOptions {
  readonly client: Pick<NovateClient, "exitKit" | "checkpoint">;
  /** Of which house, from a place that is trusted. */
  readonly house: HouseId;
  /** Hash of the hot set whose word counts; absent: any that signs, each kept apart. */
  readonly setHash?: Hex;
  readonly accountIds: readonly number[];
  readonly storage: KitStorage;
  /** Kits of an account and set that are kept; 12 unless told. A vault pays by one that is half an hour old at least. */
  readonly keep?: number;
  /** Of which epoch; the newest that is signed unless told. */
  readonly epoch?: number;
  /** Told of a kit that is no good, by account, and of what the node or the storage refused. */
  readonly onFailure?: (failure: unknown) => void;
}

/** Two hours of epochs: a vault takes checkpoints late, and pays by them later. */
const KEPT = 12;

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
    for (const accountId of accountIds.filter((one) => !isKept(one)))
      await saveOne(accountId, options).then((one) => saved.push(one), onFailure);
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

async function saveOne(accountId: number, { client, house, setHash, storage, epoch, keep = KEPT }: KeepOptions) {
  const json = await client.exitKit(accountId, epoch);
  const verdict = verifyExitKit(json, { house, setHash: setHash ?? json.checkpoint.setHash });
  if (!verdict.ok) throw new KitRefused(accountId, `${verdict.reason} ${verdict.of}`);
  if (verdict.kit.accountId !== accountId) throw new KitRefused(accountId, "it is of another account");
  await saveKit(storage, verdict.kit, keep);
  return keptKitOf(verdict.kit);
}
