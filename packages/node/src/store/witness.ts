/**
 * A small file that remembers the last acknowledged block beside the database.
 *
 * LevelDB silently drops damaged records of its log when it opens, which would take a node back to an earlier,
 * consistent, wrong height. The witness is written after the batch is synced and before anybody is told, so a store
 * that ends before its witness has lost acknowledged blocks, and the node refuses to start instead of forgetting them.
 *
 * It is synced once, with the block that the store begins with: from then on a store without it has lost it. Later blocks
 * are not synced: a killed process loses nothing of them, and after a power failure the file can only be older than the
 * database, which costs detection of that one case and nothing else. Two slots are written in turn, so a torn write
 * leaves the other.
 *
 * @module
 */
import { closeSync, constants, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { seal, storeCorrupt, unseal } from "./seal.ts";

const SLOT_BYTES = 44;
const KEY = new Uint8Array([0x77]);

export interface Witnessed {
  readonly height: number;
  /** 32 bytes. */
  readonly stateRoot: Uint8Array;
}

export class Witness {
  readonly #path: string;
  readonly #file: number;

  private constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens or creates the file at `path`. */
  static open(path: string): Witness {
    return new Witness(path, openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600));
  }

  /** The newest block written, or `null` in a new file. Throws `StoreCorrupt` when no slot is whole. */
  read(): Witnessed | null {
    const bytes = new Uint8Array(2 * SLOT_BYTES);
    const size = readSync(this.#file, bytes, 0, bytes.length, 0);
    if (size === 0) return null;
    const slots = [decode(bytes.slice(0, SLOT_BYTES)), decode(bytes.slice(SLOT_BYTES))];
    const whole = slots.filter((slot) => slot !== null).sort((left, right) => right.height - left.height);
    if (whole.length === 0) throw storeCorrupt("no slot of the file of acknowledged blocks is whole.");
    return whole[0]!;
  }

  /** Remembers a block. Costs one unsynced write of 44 bytes. */
  write(block: Witnessed): void {
    const value = new Uint8Array(SLOT_BYTES - 4);
    new DataView(value.buffer).setBigUint64(0, BigInt(block.height));
    value.set(block.stateRoot, 8);
    writeSync(this.#file, seal(KEY, value), 0, SLOT_BYTES, (block.height % 2) * SLOT_BYTES);
  }

  /** Makes the file, and that it is there, survive a power failure. */
  sync(): void {
    fsyncSync(this.#file);
    const folder = openSync(dirname(this.#path), constants.O_RDONLY);
    fsyncSync(folder);
    closeSync(folder);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function decode(slot: Uint8Array): Witnessed | null {
  try {
    const value = unseal(KEY, slot);
    return { height: Number(new DataView(value.buffer, value.byteOffset).getBigUint64(0)), stateRoot: value.slice(8) };
  } catch {
    return null;
  }
}
