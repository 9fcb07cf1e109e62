/**
 * The AsyncAPI document of the stream: made of the schemas that its messages are checked by, and of what the codec says of events.
 *
 * @module
 */
import { OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { CloseCode } from "../stream/message.ts";
import { CLOSE_NOTES, STREAM_ABOUT } from "./asyncApiText.ts";
import { describedSchemas } from "./codecSchemas.ts";
import { Hash } from "./common.ts";
import { requestRefusals } from "./problem.ts";
import { CHANNEL_DATA, CHANNEL_PATTERNS, CLIENT_MESSAGES } from "./stream.ts";
import { TOPIC_NOTES, type TopicName } from "./topics.ts";
import { z } from "./zod.ts";

/** A JSON object. */
type Tree = { [key: string]: unknown };

const TOPIC_NAMES = Object.keys(TOPIC_NOTES) as TopicName[]; // the keys of a literal, in their order

const sequence = z.int().min(0).openapi({ description: "Height that the data is as of." });
const channelName = z.string().openapi({ description: "As it was subscribed to.", example: "trades:venue:1" });
const channelOf = (topic: TopicName) => z.string().regex(new RegExp(`^${CHANNEL_PATTERNS[topic]}$`));

/** Every message by its name, as who sends it codes it. */
function messageSchemas(): Readonly<Record<string, z.ZodType>> {
  const topics = TOPIC_NAMES.flatMap((topic) => [
    [
      `${topic}.snapshot`,
      z.strictObject({
        type: z.literal("snapshot"),
        channel: channelOf(topic),
        house: Hash,
        sequence,
        data: CHANNEL_DATA[topic],
      }),
    ],
    [
      `${topic}.delta`,
      z.strictObject({
        type: z.literal("delta"),
        channel: channelOf(topic),
        previousSequence: z.int().min(0).openapi({ description: "The sequence that it follows." }),
        sequence,
        data: CHANNEL_DATA[topic],
      }),
    ],
  ]);
  return {
    ...CLIENT_MESSAGES,
    ...Object.fromEntries(topics),
    resumed: z.strictObject({ type: z.literal("resumed"), channel: channelName, sequence }),
    gap: z.strictObject({
      type: z.literal("gap"),
      channel: channelName,
      from: z.int().min(0).openapi({ description: "The first height that is not told." }),
      to: z.int().min(0).openapi({ description: "The last." }),
    }),
    unsubscribed: z.strictObject({ type: z.literal("unsubscribed"), channel: channelName }),
    pong: z.strictObject({ type: z.literal("pong") }),
    error: z.strictObject({
      type: z.literal("error"),
      code: z.enum(requestRefusals.filter((code) => STREAM_REFUSALS.has(code))),
      number: z.int(),
      data: z.record(z.string(), z.unknown()),
      detail: z.string(),
      request: z
        .strictObject({ type: z.string().optional(), channel: z.string().optional(), id: z.string().optional() })
        .openapi({ description: "The client's message that it answers: what of these could be read in it." }),
    }),
  };
}

const STREAM_REFUSALS: ReadonlySet<string> = new Set(["MessageInvalid", "ChannelUnknown", "TooManyChannels"]);

const SUMMARIES: Readonly<Record<string, string>> = {
  subscribe: "Asks for a channel, from its snapshot on or after a sequence that was seen",
  unsubscribe: "Ends a channel",
  ping: "Asks whether the node is there",
  resumed: "The channel goes on after this sequence: deltas follow",
  gap: "These heights of a log are told no more; a snapshot follows",
  unsubscribed: "Nothing of the channel follows",
  pong: "The node is there",
  error: "Why a request was not obeyed; the connection lives on",
};

const summaryOf = (name: string): string => {
  const [topic, kind] = name.split(".") as [TopicName, "snapshot" | "delta" | undefined];
  if (kind === undefined) return SUMMARIES[name]!;
  return kind === "snapshot" ? `Where ${topic} stands` : `What changed in ${topic}`;
};

const EXAMPLES: Readonly<Record<string, Tree>> = {
  subscribe: { type: "subscribe", channel: "trades:venue:1" },
  unsubscribe: { type: "unsubscribe", channel: "trades:venue:1" },
  ping: { type: "ping" },
};

/** The document. `version`: of the node that serves it. */
export function asyncApi(version: string): Tree {
  const messages = messageSchemas();
  const names = Object.keys(messages);
  const refs = (of: readonly string[]) => of.map((name) => ({ $ref: `#/channels/stream/messages/${name}` }));
  const stream = { $ref: "#/channels/stream" };
  const operation = (
    action: "send" | "receive",
    summary: string,
    messages: readonly string[],
    reply?: readonly string[],
  ) => ({
    action,
    channel: stream,
    summary,
    messages: refs(messages),
    ...(reply && { reply: { channel: stream, messages: refs(reply) } }),
  });
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Novate stream",
      version,
      description: STREAM_ABOUT,
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    defaultContentType: "application/json",
    servers: {
      node: {
        host: "{host}",
        protocol: "ws",
        description: "The node that serves this document; `wss` where its operator ends TLS before it.",
        variables: { host: { default: "127.0.0.1:4700", description: "Host and port of the API." } },
      },
    },
    channels: {
      stream: {
        address: "/v1/stream",
        title: "The stream",
        description: "One connection, and on it as many channels as its client subscribes to.",
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
        bindings: { ws: { method: "GET", bindingVersion: "0.1.0" } },
        "x-close-codes": Object.entries(CloseCode).map(([name, code]) => ({
          code,
          name,
          meaning: CLOSE_NOTES[name as keyof typeof CloseCode],
        })),
      },
    },
    operations: {
      subscribe: operation(
        "receive",
        "A client subscribes",
        ["subscribe"],
        [...TOPIC_NAMES.map((topic) => `${topic}.snapshot`), "resumed", "gap", "error"],
      ),
      unsubscribe: operation("receive", "A client unsubscribes", ["unsubscribe"], ["unsubscribed"]),
      ping: operation("receive", "A client pings", ["ping"], ["pong"]),
      ...Object.fromEntries(
        TOPIC_NAMES.map((topic) => [
          topic,
          {
            ...operation("send", TOPIC_NOTES[topic].about, [`${topic}.snapshot`, `${topic}.delta`]),
            description: `Channels ${CHANNEL_PATTERNS[topic]}: ${KINDS[TOPIC_NOTES[topic].kind]}`,
          },
        ]),
      ),
    },
    components: {
      messages: Object.fromEntries(names.map((name) => [name, messageOf(name)])),
      schemas: schemasOf(messages),
    },
  };
}

const KINDS = {
  log: "a delta is what a block brought; what was missed is told again.",
  state: "a delta is the whole of it again; after a break a snapshot says where it stands.",
  entries: "a delta has the entries that are other than they were; after a break a snapshot has them all.",
} as const;

const messageOf = (name: string): Tree => ({
  name,
  title: name,
  summary: summaryOf(name),
  payload: { $ref: `#/components/schemas/stream.${name}` },
  ...(EXAMPLES[name] && { examples: [{ name: `${name}Example`, payload: EXAMPLES[name] }] }),
});

/** The messages' schemas, and all that they refer to. */
function schemasOf(messages: ReturnType<typeof messageSchemas>): Tree {
  const registry = new OpenAPIRegistry();
  for (const [name, schema] of Object.entries(describedSchemas)) registry.registerComponent("schemas", name, schema);
  for (const [name, schema] of Object.entries(messages)) registry.register(`stream.${name}`, schema);
  const { components } = new OpenApiGeneratorV31(registry.definitions).generateComponents();
  const all = JSON.parse(JSON.stringify(components?.schemas ?? {}), inAsyncApi) as Tree;
  const taken: Tree = {};
  const take = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      const name = key === "$ref" && typeof member === "string" ? member.replace("#/components/schemas/", "") : null;
      if (name === null) take(member);
      else if (taken[name] === undefined) {
        taken[name] = all[name];
        take(all[name]);
      }
    }
  };
  for (const name of Object.keys(messages)) take({ $ref: `#/components/schemas/stream.${name}` });
  return taken;
}

/** Two words of OpenAPI's in those of JSON Schema and AsyncAPI: a list of examples, and a discriminator by its name alone. */
function inAsyncApi(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const schema = { ...value } as Tree;
  if ("example" in schema && "type" in schema) {
    schema.examples = [schema.example];
    delete schema.example;
  }
  const { discriminator } = schema;
  if (typeof discriminator === "object" && discriminator !== null && "propertyName" in discriminator)
    schema.discriminator = discriminator.propertyName;
  return schema;
}
