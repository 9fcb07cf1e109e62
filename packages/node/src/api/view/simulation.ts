/**
 * What a set of positions would require at the committed marks, explained.
 *
 * @module
 */
import { type Engine, isHeld } from "@novate/engine";
import { explainMarginAt, type MarginExplanation, NO_INTEREST, positionsOf } from "@novate/risk";
import type { Simulate, Simulation } from "@novate/wire/schema";
import { refusalError } from "../../failures.ts";
import { requestInvalid } from "../problem.ts";

/** Lots the kernel sums exactly. */
const MOST_LOTS = 2n ** 53n - 1n;

/** Throws `SegmentUnknown`, `InstrumentUnknown` or `RequestInvalid`. The account's clones and equity are not asked. */
export function simulate(engine: Engine, { segmentId, method, positions }: Simulate): Simulation {
  const { state, house } = engine;
  if (!state.segments.has(segmentId)) throw refusalError("SegmentUnknown", { segmentId });
  const lotsOf = new Map<number, bigint>();
  for (const [index, { instrumentId, lots }] of positions.entries()) {
    const instrument = state.instruments.get(instrumentId);
    if (instrument?.segmentId !== segmentId || !isHeld(instrument)) {
      throw refusalError(
        "InstrumentUnknown",
        { instrumentId },
        { message: `There is no instrument ${instrumentId} with margin in segment ${segmentId}.` },
      );
    }
    const sum = (lotsOf.get(instrumentId) ?? 0n) + BigInt(lots);
    if (sum > MOST_LOTS || sum < -MOST_LOTS) throw absurdSize(index);
    lotsOf.set(instrumentId, sum);
  }
  const book = house.margin.bookOf(segmentId);
  const context = book.context(state);
  const pairs = [...lotsOf].map(([instrumentId, lots]) => [book.indexOf(instrumentId), Number(lots)] as const);
  const interests = book.crowd.interestsOf(state, NO_INTEREST);
  const explanation = explainMarginAt(book.book, context, positionsOf(pairs), method, interests);
  return { height: engine.height, segmentId, ...explanationToJson(explanation) };
}

const absurdSize = (index: number) =>
  requestInvalid(`positions.${index}.lots`, "beyond 2^53", { remedy: "Ask about a smaller position." });

/** Every bigint of an explanation but `lots` is money in settlement atoms, and is named so outside the process. */
const explanationToJson = (explanation: MarginExplanation) =>
  toJson(explanation) as Omit<Simulation, "height" | "segmentId">; // the shape follows from the names

function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [nameOf(key, member), toJson(member)]));
}

const nameOf = (key: string, member: unknown): string =>
  key === "jointPnl" || (typeof member === "bigint" && key !== "lots") ? `${key}Atoms` : key;
