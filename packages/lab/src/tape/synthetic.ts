/**
 * Tapes that a seed makes up: small, repeatable input for tests, with a crash where one is wanted.
 *
 * @module
 */
import type { Print } from "@novate/agents";
import { E6, ticks } from "@novate/num";
import { createRandom, type Random } from "@novate/stdx";
import type { Tape, TapeStep } from "./types.ts";

export interface SyntheticUnderlying {
  readonly name: string;
  readonly openingTicks: number;
  readonly sourceCount: number;
}

export interface SyntheticTape {
  readonly seed: string | number;
  readonly fromMs: number;
  readonly stepMs: number;
  readonly stepCount: number;
  readonly underlyings: readonly SyntheticUnderlying[];
  /** Largest move of the common price in one calm step. */
  readonly movePpm: number;
  /** A slide of every underlying by `depthPpm` in all, spread evenly over `stepCount` steps from `startStep` on. */
  readonly crash?: { readonly startStep: number; readonly stepCount: number; readonly depthPpm: number };
  /** How often a source prints nothing in a step. */
  readonly silencePpm: number;
}

/** A random walk an underlying, which each of its sources follows at its own small distance. */
export function createSyntheticTape(options: SyntheticTape): Tape {
  const { seed, fromMs, stepMs, stepCount, underlyings } = options;
  const random = createRandom(seed).fork("synthetic tape");
  const prices = underlyings.map((one) => one.openingTicks);
  const steps: TapeStep[] = [];
  for (let index = 0; index < stepCount; index++) {
    const prints: (Print | undefined)[] = [];
    underlyings.forEach((underlying, position) => {
      const price = walk(prices[position]!, index, options, random);
      prices[position] = price;
      for (let source = 0; source < underlying.sourceCount; source++) prints.push(printNear(price, options, random));
    });
    steps.push({ timeMs: fromMs + (index + 1) * stepMs, prints });
  }
  return {
    header: {
      name: "synthetic",
      fromMs,
      toMs: fromMs + stepCount * stepMs,
      gridMs: stepMs,
      origin: `Made up from the seed ${String(seed)}.`,
      underlyings: underlyings.map((one) => ({ name: one.name, priceDecimals: 2, sizeDecimals: 0 })),
      sources: underlyings.flatMap((one) =>
        Array.from({ length: one.sourceCount }, (_, source) => ({
          underlying: one.name,
          venue: `venue-${source + 1}`,
          symbol: `${one.name}-USD`,
        })),
      ),
    },
    steps,
  };
}

function walk(price: number, index: number, options: SyntheticTape, random: Random): number {
  const { crash, movePpm } = options;
  const movedPpm = random.nextInt(-movePpm, movePpm);
  const isCrashing = crash !== undefined && index >= crash.startStep && index < crash.startStep + crash.stepCount;
  const slidPpm = isCrashing ? crash.depthPpm / crash.stepCount : 0;
  return Math.max(1, Math.round(price * (1 + (movedPpm - slidPpm) / E6)));
}

function printNear(price: number, options: SyntheticTape, random: Random): Print | undefined {
  if (random.nextInt(1, E6) <= options.silencePpm) return undefined;
  const reach = Math.ceil((price * options.movePpm) / 4_000_000);
  const last = Math.max(1, price + random.nextInt(-reach, reach));
  const low = Math.max(1, last - random.nextInt(0, reach));
  const high = last + random.nextInt(0, reach);
  return { lastTicks: ticks(BigInt(last)), lowTicks: ticks(BigInt(low)), highTicks: ticks(BigInt(high)), size: 1n };
}
