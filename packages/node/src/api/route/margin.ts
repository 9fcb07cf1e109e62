/**
 * `/v1/margin/simulate`.
 *
 * @module
 */
import { createRoute } from "@hono/zod-openapi";
import type { Api, ApiContext } from "../context.ts";
import { Simulate, Simulation } from "../schema/margin.ts";
import { simulate } from "../view/simulation.ts";
import { answers } from "./answers.ts";

const simulateMargin = createRoute({
  method: "post",
  path: "/v1/margin/simulate",
  operationId: "simulateMargin",
  summary: "What positions would require at the last marks, with every number explained",
  description: "Public: no account is needed. Losses are positive; profit or loss per scenario is signed.",
  request: { body: { required: true, content: { "application/json": { schema: Simulate } } } },
  responses: answers(Simulation, "The requirement and how it came about."),
});

export function addMarginRoutes(api: Api, { chain }: ApiContext): void {
  api.openapi(simulateMargin, async (c) => {
    const request = c.req.valid("json");
    return c.json(await chain.read((engine) => simulate(engine, request)), 200);
  });
}
