/**
 * What an episode may end with: a reward beyond declared market risk.
 *
 * @module
 */

export const FIND_KINDS = [
  "gain",
  "bystander",
  "fund",
  "hiddenLoss",
  "unfair",
  "notice",
  "means",
  "work",
  "exit",
  "promise",
  "oracle",
  "mark",
  "limit",
  "governance",
  "restart",
  "crash",
  "audit",
] as const;
export type FindKind = (typeof FIND_KINDS)[number];

export interface Find {
  readonly kind: FindKind;
  readonly detail: string;
}

/** The finds of a run, one a kind. */
export class Finds {
  readonly #byKind = new Map<FindKind, Find>();

  add(kind: FindKind, detail: string): void {
    if (!this.#byKind.has(kind)) this.#byKind.set(kind, { kind, detail });
  }

  get all(): readonly Find[] {
    return [...this.#byKind.values()];
  }
}

export const dollars = (amount: number): string => `${amount.toFixed(2)} dollars`;
