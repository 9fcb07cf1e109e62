/**
 * What-if margin.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Decimal, Height, Id, JsonObject } from "./common.ts";

export const Simulate = z
  .strictObject({
    segmentId: Id,
    method: z.enum(["isolated", "cross", "portfolio"]),
    positions: z
      .array(z.strictObject({ instrumentId: Id, lots: Decimal.openapi({ description: "Signed: long is positive." }) }))
      .min(1)
      .max(512),
  })
  .openapi("Simulate");
export type Simulate = z.infer<typeof Simulate>;

export const Simulation = z
  .object({
    height: Height,
    segmentId: Id,
    method: z.enum(["isolated", "cross", "portfolio"]),
    requirement: z.object({
      initialMarginAtoms: Decimal,
      maintenanceMarginAtoms: Decimal,
      closeOutLevelAtoms: Decimal,
    }),
    binding: z.string().openapi({ description: "What set the initial margin." }),
    underlyings: z
      .array(JsonObject)
      .openapi({ description: "A full explanation each: positions, profit or loss per scenario, every add-on." }),
    pairCredits: z.array(JsonObject),
    jointPnlAtoms: z.array(Decimal),
    jointShortfallAtoms: Decimal,
    greeks: JsonObject,
  })
  .openapi("Simulation");
export type Simulation = z.infer<typeof Simulation>;
