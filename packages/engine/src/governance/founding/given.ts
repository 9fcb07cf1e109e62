/**
 * What a constructor of changes is given.
 *
 * @module
 */
import type { Change, ChangeOf } from "@novate/codec";

/** The fields of a change: those of `Keys` must be said, the others have defaults. */
export type Given<T extends Change["type"], Keys extends keyof ChangeOf<T>> = Pick<ChangeOf<T>, Keys> &
  Partial<Omit<ChangeOf<T>, Keys | "type">>;
