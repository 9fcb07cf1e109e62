/**
 * The one way to state what must be true; a failure is a bug, never a refusal.
 *
 * @module
 */

/** A broken assumption of the program itself. The node that sees one stops. */
export class AssertionFailed extends Error {
  override readonly name = "AssertionFailed";
}

/** Throws {@link AssertionFailed} unless `condition` holds. Stays on in production. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}

/** Marks a branch that a closed union makes impossible; the compiler checks it, and so does the program. */
export function assertNever(value: never, message: string): never {
  throw new AssertionFailed(`${message}: ${String(value)}`);
}
