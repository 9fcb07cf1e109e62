/**
 * SHA-256 of many 64-byte pairs at once: the whole cost of a commitment.
 *
 * @module
 */
import { hashBytes } from "../hash.ts";

/** Hashes each 64 bytes of `input` into the next 32 bytes of `output`. */
export type HashPairs = (input: Uint8Array, output: Uint8Array) => void;

/** Works everywhere, one pair at a time. */
export const hashPairsPortable: HashPairs = (input, output) => {
  for (let at = 0; at < input.length; at += 64) output.set(hashBytes(input.subarray(at, at + 64)), at / 2);
};

/**
 * The vectorised native library, when this platform has it.
 *
 * It is required at run time, out of a bundler's sight, so that a browser build falls back instead of failing.
 */
function loadNative(): HashPairs | undefined {
  const nodeModule = globalThis.process?.getBuiltinModule?.("node:module");
  if (nodeModule === undefined) return undefined;
  try {
    const require = nodeModule.createRequire(import.meta.url);
    return (require("@chainsafe/hashtree") as { hashInto: HashPairs }).hashInto;
  } catch {
    return undefined;
  }
}

export const hashPairs: HashPairs = loadNative() ?? hashPairsPortable;
