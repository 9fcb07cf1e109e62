/**
 * `/v1/instruments`, `/v1/markets`, `/v1/segments`, `/v1/assets`.
 *
 * @module
 */
import { createRoute, z } from "@hono/zod-openapi";
import { AssetList, IdParam, InstrumentList, Market, Segment, SegmentIdParam } from "@novate/wire/schema";
import { refusalError } from "../../failures.ts";
import type { Api, ApiContext } from "../context.ts";
import { instrumentView, marketView } from "../view/market.ts";
import { assetView, segmentView } from "../view/segment.ts";
import { answers } from "./answers.ts";

const listInstruments = createRoute({
  method: "get",
  path: "/v1/instruments",
  operationId: "listInstruments",
  summary: "Every contract specification",
  responses: answers(InstrumentList, "In order of listing."),
});

const getMarket = createRoute({
  method: "get",
  path: "/v1/markets/{id}",
  operationId: "getMarket",
  summary: "What moves about an instrument: mark, mode, open interest, funding",
  request: { params: z.object({ id: IdParam }) },
  responses: answers(Market, "As of the last block.", "InstrumentUnknown"),
});

const getSegment = createRoute({
  method: "get",
  path: "/v1/segments/{id}",
  operationId: "getSegment",
  summary: "A segment: pools of its waterfall, collateral, parameters",
  request: { params: z.object({ id: SegmentIdParam }) },
  responses: answers(Segment, "As of the last block.", "SegmentUnknown"),
});

const listAssets = createRoute({
  method: "get",
  path: "/v1/assets",
  operationId: "listAssets",
  summary: "Every asset and what the house holds of it",
  responses: answers(AssetList, "In order of listing."),
});

export function addHouseRoutes(api: Api, { chain }: ApiContext): void {
  api.openapi(listInstruments, async (c) =>
    c.json(
      await chain.read(({ height, state }) => ({
        height,
        instruments: [...state.instruments.values()].map(instrumentView),
      })),
      200,
    ),
  );

  api.openapi(getMarket, async (c) => {
    const { id } = c.req.valid("param");
    const market = await chain.read((engine) => marketView(engine, id));
    if (market === null) throw refusalError("InstrumentUnknown", { instrumentId: id });
    return c.json(market, 200);
  });

  api.openapi(getSegment, async (c) => {
    const { id } = c.req.valid("param");
    const segment = await chain.read((engine) => segmentView(engine, id));
    if (segment === null) throw refusalError("SegmentUnknown", { segmentId: id });
    return c.json(segment, 200);
  });

  api.openapi(listAssets, async (c) =>
    c.json(
      await chain.read(({ height, state }) => ({ height, assets: [...state.assets.values()].map(assetView) })),
      200,
    ),
  );
}
