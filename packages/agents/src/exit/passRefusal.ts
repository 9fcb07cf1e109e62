/**
 * What a vault refuses a watcher.
 *
 * @module
 */
import { isChainError } from "@novate/chains";
import type { ExitWatchOptions } from "./watchOptions.ts";

/** A vault's refusal is an answer: somebody was faster. Lacking the bond is told. */
export function passRefusal({ onDoubt }: ExitWatchOptions, about: string): (failure: unknown) => void {
  return (failure) => {
    if (isChainError(failure, "Reverted") && failure.details.error !== undefined) return;
    onDoubt?.(failure, about);
  };
}
