/**
 * One call that pays something out of a vault in exit, or says why not.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { sendStep } from "./place.ts";
import { partText, shareOf, type Till } from "./settle.ts";
import { type ExitStep, stepOf } from "./step.ts";

/** One call's worth: what it pays, whether it has, and whom it is told of. */
export interface Due {
  readonly deed: "claim" | "payment" | "refund";
  readonly isPaid: boolean;
  readonly token: Hex;
  readonly owedAtoms: bigint;
  readonly recipient: Hex;
  readonly accountId: number;
  readonly call: Parameters<typeof sendStep>[3];
}

/** Sends it where it is not done, once its token is settled. */
export async function pay(
  till: Till,
  { deed, isPaid, token, owedAtoms, recipient, accountId, call }: Due,
): Promise<ExitStep> {
  const { place, where } = till;
  const settled = await till.settled(token);
  const about = { accountId, token, recipient, amountAtoms: shareOf(settled, owedAtoms) };
  if (isPaid) return stepOf(where, deed, "done", "paid", about);
  if (settled === undefined) return stepOf(where, deed, "waits", "its token is settled first", about);
  return sendStep(place, where, deed, call, partText(settled), about);
}
