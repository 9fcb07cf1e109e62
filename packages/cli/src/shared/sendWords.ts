/**
 * Brings what validators signed offline to the house, and to each vault once it is enough there.
 *
 * @module
 */
import { SignatureScheme } from "@novate/codec";
import { SET_KINDS } from "@novate/evm";
import { verifySignature } from "@novate/node";
import { type KeyStep, type KeyWord, padAddress, type Statement, statementsOf } from "@novate/sdk";
import type { Io } from "../terminal/io.ts";
import { RefusedError } from "./failure.ts";
import type { SendFlags } from "./sendFlags.ts";
import { wordsToHouse } from "./wordsToHouse.ts";
import { refreshVaults, replaceAtVaults } from "./wordsToVaults.ts";

/** Errors: `RefusedError` where a word is nobody's that the step asks, or the rules refused one; those of keys, node and chains. */
export async function sendWords(step: KeyStep, words: readonly KeyWord[], flags: SendFlags, io: Io): Promise<void> {
  const statements = statementsOf(step);
  for (const word of words) mustBeAsked(word, statements);
  if (step.type !== "Refresh") await wordsToHouse(step, words, flags, io);
  if (step.type === "Replacement") await replaceAtVaults(step, words, flags, io);
  if (step.type === "Refresh") await refreshVaults(step, words, flags, io);
}

function mustBeAsked({ kind, key, digest, signature }: KeyWord, statements: readonly Statement[]): void {
  const isAsked = statements.some((one) => one.kind === SET_KINDS[kind] && one.digest === digest && one.keys.has(key));
  const signer = { scheme: SignatureScheme.eip712, key: padAddress(key) };
  if (!isAsked || !verifySignature(digest, signature, signer))
    throw new RefusedError("WordInvalid", `${key} has not signed anything of this step that it is asked`);
}
