/**
 * The full margin pass that a node hands its engine: vectors, and as many threads as it is given.
 *
 * @module
 */
import type { MarginPass } from "@novate/engine";
import { remarginAll } from "@novate/risk";
import { createThreadedMarginKernel } from "./threadedKernel.ts";

/** Fewer accounts are margined one by one before a table of them is written. */
const LEAST_ACCOUNTS = 256;

export interface NodeMarginPass extends MarginPass {
  /** Lets the other threads go; the pass is not to be used after it. */
  close(): void;
}

/**
 * A pass on this many threads, the calling one among them, which it blocks. Its answers depend on neither their number nor
 * on the host: without vectors it is the kernel in TypeScript.
 */
export function createMarginPass(threads?: number): NodeMarginPass {
  const kernel = createThreadedMarginKernel(threads);
  return {
    leastAccounts: LEAST_ACCOUNTS,
    margin: (book, context, accounts, result) =>
      kernel === null
        ? remarginAll(book, context, accounts, null, result)
        : kernel.remargin(book, context, accounts, null, result),
    close: () => kernel?.close(),
  };
}
