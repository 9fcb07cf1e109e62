/**
 * Where a file names a key that everybody has.
 *
 * @module
 */
import type { Faults } from "./place.ts";
import { PUBLISHED } from "./publishedKeys.ts";

const owners = new Map(PUBLISHED.flatMap(([whose, tails]) => tails.map((tail) => [tail, whose] as const)));
/** An address alone or filled up with zeros, or a public key. */
const KEYS = /0x(?:[0-9a-f]{24})?([0-9a-f]{40})(?![0-9a-f])/gi;

/** Tells each, in whatever form the file is. */
export function tellPublished(text: string, faults: Faults): void {
  for (const { index, 1: tail } of text.matchAll(KEYS)) {
    const whose = owners.get(tail!.toLowerCase()); // by the pattern
    if (whose === undefined) continue;
    faults.tell(index, "PublishedKey", `a key of ${whose} stands here, which everybody has: make one of your own`);
  }
}
