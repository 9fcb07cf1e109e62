/**
 * What reading a stranger's bytes comes to: a value, or the one fault that was met first.
 *
 * @module
 */

export type Result<Value, Fault extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Fault };

/** The result of bytes that say nothing. */
export const faulty = <const Fault extends string>(fault: Fault): { readonly ok: false; readonly fault: Fault } => ({
  ok: false,
  fault,
});
