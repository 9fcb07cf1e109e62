/** Goal: the guide of the stream names what there is. Method: its tables against the topics, their filters and the close codes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CloseCode } from "../packages/wire/src/index.ts";
import { CHANNEL_PATTERNS, TOPIC_NOTES, type TopicName } from "../packages/wire/src/schema/index.ts";

const guide = readFileSync(new URL("guides/stream.md", import.meta.url), "utf8");
const rows = guide
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

const KINDS = { state: "the whole again", log: "a log's next entries", entries: "entries that changed" } as const;

test("every topic has a row, with what it may be narrowed to and what a delta of it is", () => {
  const said = rows.map(([, topic, filters, kind]) => [topic, filters, kind]);
  const known = (Object.keys(TOPIC_NOTES) as TopicName[]).map((topic) => {
    const filters = /\(:\((.*)\):/.exec(CHANNEL_PATTERNS[topic]!)?.[1]?.split("|") ?? [];
    const name = topic === "market" || topic === "account" ? `${topic}:{id}` : topic;
    return [`\`${name}\``, filters.join(", "), KINDS[TOPIC_NOTES[topic].kind]];
  });
  expect(said).toEqual(known);
});

test("every close code of the node's own is told", () => {
  const told = [...guide.matchAll(/^\| (\d{4}) \| `(\w+)` \|/gm)].map(([, code, name]) => [name, Number(code)]);
  expect(told).toEqual(Object.entries(CloseCode));
});
