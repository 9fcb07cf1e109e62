/**
 * What-if margin, in two forms: positions at the node's own marks, or a document with a market of its own.
 *
 * @module
 */
import type { PortfolioAnswer } from "@novate/whatif";
import { Decimal, Height, Id, JsonObject, SegmentId } from "./common.ts";
import { z } from "./zod.ts";

export const Simulate = z
  .strictObject({
    segmentId: SegmentId,
    method: z.enum(["isolated", "cross", "portfolio"]),
    positions: z
      .array(z.strictObject({ instrumentId: Id, lots: Decimal.openapi({ description: "Signed: long is positive." }) }))
      .min(1)
      .max(512),
  })
  .openapi("Simulate", { description: "Positions, to be margined at the node's own marks." });
export type Simulate = z.infer<typeof Simulate>;

/** The form is `PortfolioDocument` of the package `whatif`, whose own parser checks it and names the field at fault. */
export const WhatIfDocument = z
  .looseObject({ profile: z.string().openapi({ example: "standard" }) })
  .openapi("WhatIfDocument", {
    description:
      "A portfolio and its market: `method`, `timeMs`, `equityAtoms`, `underlyings`, `instruments`, `positions`; documented " +
      "with an example in packages/whatif/README.md.",
  });

/** A `profile` makes it a document; everything else is judged by the last form, the node's own market. */
export const SimulateRequest = z.union([WhatIfDocument, Simulate]);
export type SimulateRequest = z.infer<typeof SimulateRequest>;

export const WhatIf = z
  .custom<PortfolioAnswer>((value) => typeof value === "object" && value !== null)
  .openapi("WhatIf", {
    type: "object",
    description:
      "The answer to a document: `requirement`, each underlying's scenarios, charges, add-ons and liquidation prices, each " +
      "position's row of the scenario matrix, Greeks and marginal cost. The same bytes as the package `whatif` gives.",
  });

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
  .openapi("Simulation", { description: "What positions would require at the node's own marks, and why." });
export type Simulation = z.infer<typeof Simulation>;
