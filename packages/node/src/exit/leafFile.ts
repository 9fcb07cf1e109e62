/**
 * A file with a line of JSON for each leaf, compressed; others have their turn while it is written and read.
 *
 * @module
 */
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { setImmediate as turn } from "node:timers/promises";
import { createGunzip, createGzip } from "node:zlib";
import { ExitClaim, fromJson, toJson } from "@novate/codec";

const LEAVES_A_TURN = 256;

/** Rejects with the disk's failure. */
export const writeLeaves = (path: string, claims: Iterable<ExitClaim>): Promise<void> =>
  pipeline(linesOf(claims), createGzip(), createWriteStream(path));

async function* linesOf(claims: Iterable<ExitClaim>): AsyncGenerator<string> {
  let lines = "";
  let count = 0;
  for (const claim of claims) {
    lines += `${JSON.stringify(toJson(ExitClaim, claim))}\n`;
    if (++count % LEAVES_A_TURN !== 0) continue;
    yield lines;
    lines = "";
    await turn();
  }
  yield lines;
}

/** Some at a time. Throws what disk, compression, JSON or codec have against it. */
export async function* readLeaves(path: string): AsyncGenerator<ExitClaim[]> {
  const source = createReadStream(path);
  const unzipped = createGunzip();
  source.on("error", (cause) => unzipped.destroy(cause));
  let claims: ExitClaim[] = [];
  for await (const line of createInterface({ input: source.pipe(unzipped), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (claims.push(fromJson(ExitClaim, JSON.parse(line))) < LEAVES_A_TURN) continue;
    yield claims;
    claims = [];
  }
  yield claims;
}
