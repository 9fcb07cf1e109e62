/**
 * The records themselves: events, rows, proofs.
 *
 * @module
 */
import { Event } from "@novate/codec";
import type { EventJson, RowJson } from "../json.ts";
import { codecJson } from "./codecSchemas.ts";
import { Hash, Height, JsonObject, NextCursor, TimeMs } from "./common.ts";
import { z } from "./zod.ts";

const eventTypes = Object.keys(Event.variants) as [string, ...string[]];

const event = z.looseObject({ type: z.enum(eventTypes) }).openapi({ description: "The event.", ...codecJson("Event") });

export const EventEntry = z
  .object({
    height: Height,
    index: z.int().openapi({ description: "Place in its block." }),
    timeMs: TimeMs,
    event: event as unknown as z.ZodType<EventJson, EventJson>, // the codec makes it, and the document shows the codec's schema
  })
  .openapi("EventEntry", { description: "An event, and its place in the chain." });
export type EventEntry = z.infer<typeof EventEntry>;
export const EventPage = z
  .object({ events: z.array(EventEntry), nextCursor: NextCursor })
  .openapi("EventPage", { description: "A page of events." });

export const RowPage = z
  .object({
    table: z.string(),
    height: Height,
    rows: z.array(JsonObject.openapi(codecJson("Row")) as unknown as z.ZodType<RowJson, RowJson>), // made by the codec
    nextCursor: NextCursor,
  })
  .openapi("RowPage", { description: "A page of rows of one table, in slot order." });

const provenRow = JsonObject.openapi({ description: "The row that `rowBytes` codes.", ...codecJson("Row") });

export const Proof = z
  .object({
    height: Height,
    stateRoot: Hash,
    row: provenRow as unknown as z.ZodType<RowJson, RowJson>, // made by the codec
    proof: z.object({
      table: z.int(),
      slot: z.int(),
      rowBytes: z.string(),
      siblings: z.array(Hash),
      tableSiblings: z.array(Hash),
    }),
  })
  .openapi("Proof", { description: "A row with its Merkle proof against the state root." });
