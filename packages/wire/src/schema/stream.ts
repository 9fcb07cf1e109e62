/**
 * What a client says over the stream.
 *
 * @module
 */
import type { ChannelName } from "../stream/channel.ts";
import { Hash } from "./common.ts";
import { z } from "./zod.ts";

const Channel = z
  .string()
  .regex(/^(status|blocks|events|calls|market:\d{1,10}|account:\d{1,10})$/) as unknown as z.ZodType<ChannelName>; // by the pattern

export const ClientMessage = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("subscribe"),
    channel: Channel,
    /** Seen last, of `house`: of another house it counts for nothing. */
    afterSequence: z.int().min(0).optional(),
    house: Hash.optional(),
  }),
  z.strictObject({ type: z.literal("unsubscribe"), channel: Channel }),
  z.strictObject({ type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;
