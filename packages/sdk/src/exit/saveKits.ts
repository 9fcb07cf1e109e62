/**
 * What accounts would leave with, saved at one epoch.
 *
 * @module
 */
import { type ExitKit, ExitPhase, type Hex, type HouseId } from "@novate/codec";
import { checkpointDigest, EPOCH_MS, hasAllPayments, leavesFault } from "@novate/evm";
import type { NovateClient } from "../client/client.ts";
import { verifyExitKit } from "../proof/verifyExitKit.ts";
import { type KeptKit, keptKitOf, keptKits, readKit, type Stay } from "./keptKits.ts";
import { lengthFault } from "./kitLength.ts";
import { saveKit } from "./saveKit.ts";
import type { KitStorage } from "./storage.ts";

export interface KeepOptions {
  readonly client: Pick<NovateClient, "exitKit" | "checkpoint"> & Partial<Pick<NovateClient, "vaults">>;
  /** Of which house, from a place that is trusted. */
  readonly house: HouseId;
  /** Hash of the hot set whose word counts; absent: any that signs, each kept apart. */
  readonly setHash?: Hex;
  readonly accountIds: readonly number[];
  readonly storage: KitStorage;
  /** Kits of an account, set and vault that are kept; ten days of them unless told. Fewer are enough only where somebody looks at the vaults' chains, and pins what these pay by. */
  readonly keep?: number;
  /** Epochs whose kits stay, as vaults on their chains have them. What the node says of vaults in exit stays beside. */
  readonly pinned?: ReadonlySet<number>;
  /** Of which epoch; the newest that is signed unless told. */
  readonly epoch?: number;
  /** Told of a kit that is no good, by account, and of what the node or the storage refused. */
  readonly onFailure?: (failure: unknown) => void;
}

/** Ten days of epochs: a house that lies tells of no exit, and by which epoch a vault pays its chain alone says. */
const HELD = 1_440;
/** Two hours of epochs before an exit is asked for: what its vault has in force then. */
const BEFORE = 12;

/** A node handed out a kit that no vault would pay by. */
export class KitRefused extends Error {
  override readonly name = "KitRefused";
  readonly accountId: number;

  constructor(accountId: number, reason: string) {
    super(`the kit of account ${accountId} is not worth keeping: ${reason}`);
    this.accountId = accountId;
  }
}

/**
 * Saves the kit of each account at one epoch, unless it is kept; answers those that are new. What may lack payments is asked for once more,
 * an epoch later: nobody sees by a kit alone which it lacks.
 */
export async function saveKits(options: KeepOptions): Promise<KeptKit[]> {
  const { accountIds, storage, onFailure = () => {} } = options;
  const saved: KeptKit[] = [];
  try {
    const { epoch, setHash } = await wantedOf(options);
    const kept = (await keptKits(storage)).filter(({ house }) => house === options.house);
    const { stay, paidBy } = await stayOf(options);
    const save = async (accountId: number, of: number | undefined, told: (failure: unknown) => void): Promise<void> => {
      const asked = of === undefined ? options : { ...options, epoch: of };
      await saveOne(accountId, asked, stay).then((one) => one !== null && saved.push(one), told);
    };
    for (const accountId of accountIds) {
      const own = kept.filter((one) => one.accountId === accountId && `0x${one.set}` === setHash);
      const isKept = await hasGood(
        storage,
        own.find((one) => one.epoch === epoch),
      );
      if (isKept) continue;
      await save(accountId, options.epoch, onFailure);
      const before = own.find((one) => epoch !== undefined && one.epoch < epoch);
      const isWhole = before === undefined || (await hasGood(storage, before, hasAllPayments));
      if (!isWhole) await save(accountId, before.epoch, () => {});
    }
    for (const accountId of accountIds)
      for (const lacking of paidBy)
        if (!kept.some((one) => one.accountId === accountId && one.epoch === lacking))
          await save(accountId, lacking, () => {}); // who has no more of it says so each time
  } catch (failure) {
    onFailure(failure);
  }
  return saved;
}

/** Whether what is kept there is a kit that lacks nothing, as far as `isWhole` says. */
async function hasGood(
  storage: KitStorage,
  one: KeptKit | undefined,
  isWhole = (_: ExitKit) => true,
): Promise<boolean> {
  const kit = one === undefined ? null : await readKit(storage, one);
  return kit !== null && leavesFault(kit) === null && isWhole(kit);
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

/** Which of them stay: what a vault in exit pays by is not among the newest for long. What a node says holds more, and never lets go of any. */
async function stayOf({ client, keep = HELD, pinned = new Set() }: KeepOptions) {
  const answer = client.vaults === undefined ? { vaults: [] } : await client.vaults().catch(() => null);
  const rows = answer?.vaults.flatMap(({ exit }) => exit?.row ?? []) ?? [];
  const asked = rows.filter(({ phase }) => phase === ExitPhase.requested);
  const paidBy = rows.filter(({ phase }) => phase === ExitPhase.exit).map(({ epoch }) => Number(epoch));
  const inForce = asked.flatMap(({ sinceMs }) => {
    const last = Math.floor(Number(sinceMs) / EPOCH_MS);
    return Array.from({ length: BEFORE }, (_, back) => last - back);
  });
  const isHeld = answer === null || asked.length > 0;
  const told = new Set([...paidBy, ...inForce]);
  const stay: Stay = { keep: isHeld ? Math.max(keep, HELD) : keep, pinned, told };
  return { stay, paidBy: new Set([...pinned, ...paidBy]) };
}

/** Null where what is kept of it says as much. */
async function saveOne(
  accountId: number,
  { client, house, setHash, storage, epoch }: KeepOptions,
  stay: Stay,
): Promise<KeptKit | null> {
  const json = await client.exitKit(accountId, epoch);
  const tooLong = lengthFault(JSON.stringify(json).length);
  if (tooLong !== null) throw new KitRefused(accountId, tooLong);
  const verdict = verifyExitKit(json, { house, setHash: setHash ?? json.checkpoint.setHash });
  if (!verdict.ok) throw new KitRefused(accountId, `${verdict.reason} ${verdict.of}`);
  if (verdict.kit.accountId !== accountId) throw new KitRefused(accountId, "it is of another account");
  const own = keptKitOf(verdict.kit);
  const kit = fuller(await readKit(storage, own), verdict.kit);
  if (kit !== null) await saveKit(storage, kit, stay);
  return kit === null ? null : own;
}

/** What both say together, or null where the one that is kept says all of it. Two words of one epoch stand for themselves: the first stays. */
function fuller(kept: ExitKit | null, kit: ExitKit): ExitKit | null {
  if (kept === null || leavesFault(kept) !== null) return kit;
  if (checkpointDigest(kept.house, kept.checkpoint) !== checkpointDigest(kit.house, kit.checkpoint)) return null;
  const placeOf = ({ payment }: ExitKit["payments"][number]): string => `${payment.vaultId}/${payment.nonce}`;
  const known = new Set(kept.payments.map(placeOf));
  const more = kit.payments.filter((one) => !known.has(placeOf(one)));
  return more.length === 0 ? null : { ...kept, payments: [...kept.payments, ...more] };
}
