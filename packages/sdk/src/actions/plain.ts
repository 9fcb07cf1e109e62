/**
 * What a program writes into a command: the units that the house tells apart by type are bigints here.
 *
 * @module
 */

/** `T` with each branded bigint as any bigint. */
export type Plain<T> = T extends bigint
  ? bigint
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Element)[]
      ? readonly Plain<Element>[]
      : { readonly [K in keyof T]: Plain<T[K]> };

/** The fields of `T`, of which those in `D` may be left out. */
export type WithDefaults<T, D extends keyof T> = Omit<T, D> & { readonly [K in D]?: T[K] };
