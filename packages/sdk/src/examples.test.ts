/**
 * Goal: every example that a reader may copy works. Method: the code blocks of README, guides and docstrings, run as they stand
 * against a live node; what the README prints is compared.
 */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import * as codec from "@novate/codec";
import { GENESIS_MS } from "@novate/engine/testing";
import { privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as sdk from "./index.ts";
import { type LiveNode, startLiveNode } from "./testing/liveNode.fixture.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const textOf = (path: string): string => readFileSync(`${folder}/${path}`, "utf8");

let live: LiveNode;
beforeAll(async () => {
  live = await startLiveNode();
  for (let nonce = 0n; nonce < 8n; nonce++) await sdk.createClient({ url: live.url }).submit(live.openAccount(nonce)); // some accounts to ask about
});
afterAll(() => live.stop());

type Run = (names: object) => Promise<void>;
// The constructor of asynchronous functions has no name of its own.
const AsyncFunction = (async () => {}).constructor as new (parameter: string, body: string) => Run;

/** Runs an example with what its reader would have around it, and gives back what it printed. */
async function printed(example: string): Promise<string> {
  const lines: string[] = [];
  const streams: sdk.Stream[] = [];
  class Stream extends sdk.Stream {
    constructor(options: sdk.StreamOptions) {
      super(options);
      streams.push(this);
    }
  }
  const names: Record<string, unknown> = {
    privateKeyToAccount,
    ...codec,
    ...sdk,
    Stream,
    novate: sdk.createClient({ url: live.url }),
    secret: sdk.deriveSecret("sdk", "owner"),
    expiresAtMs: GENESIS_MS + 1000,
    console: { log: (...values: unknown[]) => lines.push(values.map((value) => inspect(value)).join(" ")) },
  };
  const body = example
    .replaceAll(/^import .*$/gm, "")
    .replaceAll("http://127.0.0.1:4700", live.url)
    .replaceAll(" as const", "");
  const declared = [...body.matchAll(/^\s*(?:const|let) (\w+)/gm)].map(([, name]) => name!);
  const given = Object.keys(names).filter((name) => !declared.includes(name));
  await new AsyncFunction(`{ ${given.join(", ")} }`, body)(names);
  for (const stream of streams) stream.close();
  return lines.join("\n");
}

const examples = globSync("src/**/*.ts", { cwd: folder })
  .filter((path) => !path.includes(".test."))
  .sort()
  .flatMap((path) =>
    [...textOf(path).matchAll(/@example\n((?:\s*\* .*\n)+)/g)].map(([, block]) => [
      path,
      block!.replaceAll(/^\s*\* ?/gm, ""),
    ]),
  );

it.each(examples)("the example in %s runs", async (_, example) => {
  await printed(example!);
});

it("the README's first result is what its code prints, and its second example runs", async () => {
  const blocks = [...textOf("README.md").matchAll(/```(ts)?\n(.*?)```/gs)].map(([, , code]) => code!);
  expect(blocks).toHaveLength(3);
  expect(await printed(blocks[0]!)).toBe(blocks[1]!.trimEnd());
  await printed(blocks[2]!);
});

it.each(globSync("../../docs/guides/*.md", { cwd: folder }).sort())("the examples of %s run", async (path) => {
  const blocks = [...textOf(path).matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!);
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) await printed(block);
});
