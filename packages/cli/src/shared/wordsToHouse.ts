/**
 * Brings signatures of a step to the house, each under a transaction of the sender's.
 *
 * @module
 */
import type { CommandOf } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { type KeyWord, signTransaction, statementsOf } from "@novate/sdk";
import type { Io } from "../terminal/io.ts";
import { RefusedError } from "./failure.ts";
import { keyOf } from "./keys.ts";
import { clientOf } from "./remote.ts";
import type { SendFlags, StepOf } from "./sendFlags.ts";

/** Errors: `RefusedError` where the rules refused one; those of the key and the node. */
export async function wordsToHouse(
  step: StepOf<"Rotation" | "Replacement">,
  words: readonly KeyWord[],
  flags: SendFlags,
  io: Io,
): Promise<void> {
  const client = clientOf(flags);
  const sender = await keyOf(flags);
  const { timeMs } = await client.status();
  const own = new Map(statementsOf(step).flatMap((one) => (one.vault === null ? [[one.digest, one] as const] : [])));
  // Hot keys sign a step once the cold ones have.
  for (const word of words.toSorted((one, other) => other.kind - one.kind)) {
    if (!own.has(word.digest)) continue;
    const command = commandOf(step, word);
    const nonce = await client.nextNonce(sender.signer);
    const content = { house: step.house, signer: sender.signer, nonce, expiresAtMs: timeMs + HOUR_MS, command };
    const { accepted, refusal } = await client.submit(signTransaction(content, sender));
    // Once enough have signed the step is over, and the rest is not asked any more.
    const isLate = refusal?.code === "RotationUnknown";
    io.out(`house: ${word.key} ${accepted ? "taken" : isLate ? "not asked any more" : refusal?.code}\n`);
    if (!accepted && !isLate)
      throw new RefusedError(refusal?.code ?? "Refused", "the rules refused a signature", refusal);
  }
}

function commandOf({ type, from, to }: StepOf<"Rotation" | "Replacement">, word: KeyWord): CommandOf<"SignRotation"> {
  const { kind, key, signature } = word;
  const isHot = kind === 0 || type === "Replacement"; // of a replacement all sign the step of the hot keys
  const step = isHot
    ? { fromHash: from.hotHash, toHash: to.hotHash, toEpoch: to.epoch }
    : { fromHash: from.coldHash, toHash: to.coldHash, toEpoch: to.coldEpoch };
  return { type: "SignRotation", kind, ...step, key, signature };
}
