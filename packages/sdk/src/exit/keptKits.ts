/**
 * The kits that a client has saved: which there are, and which may go.
 *
 * @module
 */
import { ExitKit, fromJson, type Hex } from "@novate/codec";
import { lengthFault } from "./kitLength.ts";
import type { KitStorage } from "./storage.ts";

/** Where one kit is kept, by what it is of. */
export interface KeptKit {
  readonly house: Hex;
  readonly accountId: number;
  readonly epoch: number;
  /** The digits of its set's hash, all of them: some first ones anybody finds for a set of his own. Kits that another set signed push none of these out. */
  readonly set: string;
}

const NAME = /^(0x[0-9a-f]{64})\/(\d{1,10})\/(\d{1,10})-([0-9a-f]{64}|[0-9a-f]{8})$/; // older ones have the first eight

export const keptKitOf = ({ house, accountId, checkpoint: { epoch, setHash } }: ExitKit): KeptKit => ({
  house,
  accountId,
  epoch,
  set: setHash.slice(2),
});

/** Its name in a storage. */
export const kitNameOf = ({ house, accountId, epoch, set }: KeptKit): string => `${house}/${accountId}/${epoch}-${set}`;

/** Every kit in a storage, the newest first. */
export async function keptKits(storage: KitStorage): Promise<KeptKit[]> {
  const found = (await storage.names()).flatMap((name): KeptKit[] => {
    const [, house, accountId, epoch, set] = NAME.exec(name) ?? [];
    if (house === undefined) return []; // something else that lies there
    return [{ house: house as Hex, accountId: Number(accountId), epoch: Number(epoch), set: set! }]; // by the pattern
  });
  return found.sort((one, other) => other.epoch - one.epoch || (one.set < other.set ? -1 : 1));
}

/** Reads one; null where it is gone, too long, or no kit any more. It is not verified. */
export async function readKit(storage: KitStorage, kept: KeptKit): Promise<ExitKit | null> {
  const text = await storage.read(kitNameOf(kept));
  if (text === null || lengthFault(text.length) !== null) return null;
  try {
    return fromJson(ExitKit, JSON.parse(text));
  } catch {
    return null;
  }
}

/** Which kits stay when newer ones come. */
export interface Stay {
  /** Of each account and set, and of each vault that they tell of, as many of the newest. */
  readonly keep: number;
  /** Epochs that a vault is seen to pay by, or that it may: their kits stay. */
  readonly pinned?: ReadonlySet<number>;
  /** Those that a node says so of: their kits stay too, until a storage is full of nothing else. */
  readonly told?: ReadonlySet<number>;
}

/** Kits of one house, account and set give way to each other. */
export const groupOf = ({ house, accountId, set }: KeptKit): string => `${house}/${accountId}/${set}`;

/** Those of one set of a house: whoever signs for one account signs for all. */
export const setOf = ({ house, set }: KeptKit): string => `${house}/${set}`;
