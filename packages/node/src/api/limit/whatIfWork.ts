/**
 * What a what-if costs the thread that makes blocks, told by the lengths of its lists before any of it is worked out.
 *
 * The unit is one position revalued in one scenario column; a full answer revalues a portfolio some fifty times, and more
 * for each underlying. The largest request takes about a seventh of a second.
 *
 * @module
 */
import type { Context } from "hono";
import type { ClearingError } from "../../failures.ts";
import { requestInvalid } from "../problem.ts";
import { WorkBudget } from "./workBudget.ts";

/** Columns that each market has besides its joint shocks, rounded up. */
const COLUMNS = 50;
/** What `full` costs over `explained`: this for each underlying, and seven more. */
const FULL_FACTOR = 10;
/** The most that one request may cost: 128 positions of one underlying in full. */
export const MOST_WORK = 516_000;
/** The least that one is counted at: its body is read. */
const LEAST_WORK = 5_000;

/** Whatever was posted: none of it is checked. */
interface Document {
  readonly [key: string]: unknown;
  readonly detail?: unknown;
  readonly positions?: unknown;
  readonly underlyings?: unknown;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Positions and markets, times columns, times revaluations. Nothing in the document was checked before. */
export function workOf({ detail = "full", positions, underlyings }: Document): number {
  const markets = listOf(underlyings);
  const shocks = markets.map((market) => listOf((market as { jointShocks?: unknown } | null)?.jointShocks).length);
  const cells = (listOf(positions).length + markets.length) * (COLUMNS + Math.max(0, ...shocks.slice(0, 64)));
  return detail === "full" ? cells * FULL_FACTOR * (7 + markets.length) : cells;
}

/** Throws `RequestInvalid` for a document that would hold the thread for too long (ADM-017). */
export function refuseLongWork(document: Document): void {
  const work = workOf(document);
  if (work <= MOST_WORK) return;
  const isFull = (document.detail ?? "full") === "full";
  const field = isFull ? "detail" : "positions";
  const formula = isFull
    ? `(positions + underlyings) × (${COLUMNS} + jointShocks) × ${FULL_FACTOR} × (7 + underlyings)`
    : `(positions + underlyings) × (${COLUMNS} + jointShocks)`;
  throw requestInvalid(field, "OutOfRange", {
    message: `${field}: a node answers ${formula} up to ${MOST_WORK}, and this is ${work}.`,
    remedy:
      'Ask with `detail: "explained"` or fewer shocks, or use the SDK or `novate margin`, which give the same bytes.',
  });
}

/** What-ifs all together, and one client of them (ADM-018). */
export class WhatIfBudget {
  readonly #budget = new WorkBudget(MOST_WORK, "work out what-ifs with the SDK, which gives the same bytes");

  /** Throws `RateExceeded`. */
  charge(context: Context, document: Document): void {
    this.#budget.charge(context, countedWork(document));
  }

  refusalOf(address: string | undefined, document: Document, nowMs: number): ClearingError | null {
    return this.#budget.refusalOf(address, countedWork(document), nowMs);
  }
}

const countedWork = (document: Document): number => Math.max(workOf(document), LEAST_WORK);
