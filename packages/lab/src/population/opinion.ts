/**
 * What a directional trader thinks of a market: −1 is as short as it dares, +1 as long.
 *
 * @module
 */
import type { Random } from "@novate/stdx";
import { between } from "./chance.ts";
import { clamp, type Sense } from "./sense.ts";

export type DirectionalKind = "momentumTrader" | "reversionTrader" | "noiseTrader" | "holder";

/** How the trader leans whatever the market does; most lean long. */
export type Opinion = (sense: Sense) => number;

export function createOpinion(kind: DirectionalKind, random: Random): Opinion {
  const isBull = random.nextInt(1, 100) <= 84;
  const lean = isBull ? between(random, 0.25, 0.9) : -between(random, 0.2, 0.6);
  if (kind === "holder") return () => Math.abs(lean);
  if (kind === "momentumTrader") return (sense) => clamp(0.6 * lean + 120 * sense.trend, -1, 1);
  if (kind === "reversionTrader") return (sense) => clamp(0.6 * lean - 60 * sense.deviation, -1, 1);
  let mood = 0;
  return () => {
    mood = clamp(0.8 * mood + between(random, -0.4, 0.4), -1, 1);
    return clamp(0.7 * lean + mood, -1, 1);
  };
}
