/**
 * Writes an example of how a house begins, with keys of its own that nobody has seen.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bytesToHex } from "@novate/codec";
import { DAY_MS, MINUTE_MS } from "@novate/num";
import { createEd25519Key, createOwnerKey } from "@novate/sdk";
import { RefusedError, UsageError } from "../failure.ts";
import { whyOf } from "../systemWords.ts";
import { EXAMPLE_DECIMALS, exampleText } from "./example.ts";
import { standardText } from "./parameterText.ts";

/** Writes the file, and its keys into a folder beside it, for its owner alone; gives back the files of the keys. Errors: `UsageError`. */
export async function writeExample(file: string, nowMs: number, hasParameters: boolean): Promise<readonly string[]> {
  const folder = `${file.replace(/\.[^./]+$/, "")}.keys`;
  if ((await exists(file)) || (await exists(folder)))
    throw new UsageError("FileExists", `${file} or ${folder} is there already`, "Name another file, or put them away.");
  const secrets = { governor: fresh(), venue: fresh(), publisher: fresh(), custodian: fresh(), backstop: fresh() };
  const edwards = (secret: Uint8Array): string => `ed25519:${createEd25519Key(secret).signer.key}`;
  const example = exampleText({
    foundedMs: Math.floor(nowMs / MINUTE_MS) * MINUTE_MS,
    expiryMs: Math.ceil(nowMs / DAY_MS) * DAY_MS + 60 * DAY_MS + DAY_MS / 3, // eight in the morning
    keysFolder: folder,
    governor: createOwnerKey(secrets.governor).address,
    backstop: createOwnerKey(secrets.backstop).address,
    venue: edwards(secrets.venue),
    publisher: edwards(secrets.publisher),
    custodian: edwards(secrets.custodian),
  });
  const text = hasParameters ? example + standardText(EXAMPLE_DECIMALS) : example;
  try {
    await writeFile(file, text, { flag: "wx" });
    await mkdir(folder, { mode: 0o700 });
    const written = Object.entries(secrets).map(async ([name, secret]) => {
      const path = join(folder, `${name}.key`);
      await writeFile(path, `${bytesToHex(secret)}\n`, { flag: "wx", mode: 0o600 });
      return path;
    });
    return await Promise.all(written);
  } catch (cause) {
    throw new RefusedError("FileUnwritable", `${file} or ${folder} cannot be written: ${whyOf(cause)}`);
  }
}

const fresh = (): Uint8Array => new Uint8Array(randomBytes(32));

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
