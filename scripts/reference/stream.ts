/**
 * The page of the stream: every message of its document, with its members.
 *
 * @module
 */
import { type Schema, schemaText } from "./schema.ts";

export interface AsyncApi {
  readonly info: { readonly description: string };
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly summary?: string; readonly payload: Schema }>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

const HEAD = `# Stream

Every message of \`/v1/stream\`, as the node's own document says (\`/asyncapi.json\`, AsyncAPI 3.0). How to follow it:
[the stream](../guides/stream.md).

Made by \`node scripts/reference.ts --write\` of the document.
`;

/** How the schemas of messages begin. */
const OF_MESSAGES = "stream.";

export function streamPage({ info, components }: AsyncApi): string {
  const messages = Object.entries(components.messages).map(([name, { summary }]) => {
    const schema = components.schemas[`${OF_MESSAGES}${name}`] ?? {};
    return schemaText(`${OF_MESSAGES}${name}`, {
      ...schema,
      ...(summary !== undefined && { description: `${summary}.` }),
    });
  });
  const parts = Object.entries(components.schemas)
    .filter(([name]) => !name.startsWith("codec.") && !name.startsWith(OF_MESSAGES))
    .map(([name, schema]) => schemaText(name, schema));
  const codec = "Events and rows are the schemas `codec.…` of the document.\n";
  return [HEAD, `${info.description}\n`, "## Messages\n", ...messages, "## Parts\n", codec, ...parts].join("\n");
}
