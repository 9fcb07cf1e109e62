/**
 * `/v1/margin/simulate`.
 *
 * @module
 */
import { createRoute, z } from "@hono/zod-openapi";
import { simulateMargin } from "@novate/whatif";
import { SimulateRequest, Simulation, WhatIf } from "@novate/wire/schema";
import type { Api, ApiContext } from "../context.ts";
import { refuseLongWork, WhatIfBudget } from "../limit/whatIfWork.ts";
import { requestInvalid } from "../problem.ts";
import { simulate } from "../view/simulation.ts";
import { answers, OF_BODIES } from "./answers.ts";

const simulateRoute = createRoute({
  method: "post",
  path: "/v1/margin/simulate",
  operationId: "simulateMargin",
  summary: "What positions would require, with every number explained",
  description:
    "Public: no account is needed. A body with a `profile` brings its own market; any other is about this node's last marks. " +
    "Losses are positive; profit or loss per scenario is signed. What a request may cost is bounded, and what clients may ask " +
    "a second; the SDK and `novate margin` give the same bytes without a bound.",
  request: { body: { required: true, content: { "application/json": { schema: SimulateRequest } } } },
  responses: answers(
    z.union([Simulation, WhatIf]),
    "The requirement and how it came about.",
    "SegmentUnknown",
    "InstrumentUnknown",
    ...OF_BODIES,
  ),
});

export function addMarginRoutes(api: Api, { chain }: ApiContext): void {
  const budget = new WhatIfBudget();
  api.openapi(simulateRoute, async (c) => {
    const request = c.req.valid("json");
    if ("profile" in request) refuseLongWork(request);
    budget.charge(c, "profile" in request ? request : { ...request, detail: "explained" });
    if (!("profile" in request)) return c.json(await chain.read((engine) => simulate(engine, request)), 200);
    const result = simulateMargin(request);
    if (result.ok) return c.json(result.answer, 200);
    const { code, field, detail } = result;
    throw requestInvalid(field, code, { message: `${field}: ${detail}.`, remedy: "Correct the named field." });
  });
}
