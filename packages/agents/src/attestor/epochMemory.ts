/**
 * The last epoch that an attestor signed, on disk before the signature leaves: a restart cannot make it sign two things of one epoch.
 *
 * @module
 */
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Hex } from "@novate/codec";
import { makeFolder } from "@novate/sdk/files";

export interface Signed {
  readonly epoch: number;
  readonly digest: Hex;
}

export interface EpochMemory {
  /** What was signed last; null before the first. */
  last(): Signed | null;
  /** Resolves once the disk has it. Asserts nothing: {@link maySign} decides. */
  store(signed: Signed): Promise<void>;
}

/** Whether an attestor that signed `last` may sign: a later epoch, or the same bytes again. */
export const maySign = (last: Signed | null, { epoch, digest }: Signed): boolean =>
  last === null || epoch > last.epoch || (epoch === last.epoch && digest === last.digest);

const NOTE = "signed.json";

/** Opens the memory in a folder, which is made if it is missing. Throws where a note is there and cannot be read: then do not sign. */
export async function openEpochMemory(folder: string): Promise<EpochMemory> {
  await makeFolder(folder);
  const path = join(folder, NOTE);
  let last = await readNote(path);
  return {
    last: () => last,
    async store(signed) {
      const draft = `${path}.new`;
      const file = await open(draft, "w");
      try {
        await file.writeFile(`${JSON.stringify(signed)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      await syncFolder(folder);
      last = signed;
    },
  };
}

/** The new name must be on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  const entry = await open(folder, "r");
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}

async function readNote(path: string): Promise<Signed | null> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return null;
    throw cause;
  });
  if (text === null) return null;
  const { epoch, digest } = JSON.parse(text) as Partial<Signed>;
  if (!Number.isSafeInteger(epoch) || !/^0x[0-9a-f]{64}$/.test(digest ?? ""))
    throw new Error(`${path} does not say what was signed last: find out before this key signs again`);
  return { epoch: epoch!, digest: digest! };
}
