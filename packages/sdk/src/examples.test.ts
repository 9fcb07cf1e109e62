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
import { startLiveMarket } from "./testing/liveMarket.fixture.ts";
import type { LiveNode } from "./testing/liveNode.fixture.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const textOf = (path: string): string => readFileSync(`${folder}/${path}`, "utf8");

const secretOf = (role: string): Uint8Array => sdk.deriveSecret("live market", role);
let live: LiveNode;
beforeAll(async () => {
  const market = await startLiveMarket();
  live = market.live;
  for (const role of ["buyer", "seller"]) {
    const member = sdk.createMember({ client: market.novate, key: sdk.createOwnerKey(secretOf(role)) });
    const { accountId } = sdk.mustAccept(await member.openAccount({ segmentId: 1 })).result;
    await market.fund(accountId, 200_000_000_000n);
  }
  for (let nonce = 0n; nonce < 6n; nonce++) await market.novate.submit(live.openAccount(nonce)); // some accounts to ask about
});
afterAll(() => live.stop());

/** What a page's wallet is. */
const ethereum: sdk.Eip1193Provider = {
  async request({ method, params = [] }) {
    const account = privateKeyToAccount(codec.bytesToHex(secretOf("wallet")));
    return method === "eth_requestAccounts" ? [account.address] : account.signTypedData(JSON.parse(String(params[1])));
  },
};

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
    buyerSecret: secretOf("buyer"),
    sellerSecret: secretOf("seller"),
    venueSecret: secretOf("venue"),
    publisherSecret: secretOf("publisher"),
    governorSecret: secretOf("governor 1"),
    window: { ethereum },
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

it("the README's examples run, and print what it says that they print", async () => {
  const blocks = [...textOf("README.md").matchAll(/```(ts)?\n(.*?)```/gs)].map(([, kind, code]) => ({
    kind,
    code: code!,
  }));
  expect(blocks.map(({ kind }) => kind)).toEqual(["ts", undefined, "ts", "ts", "ts", undefined]);
  for (const [place, { kind, code }] of blocks.entries()) {
    if (kind === undefined) continue;
    const lines = await printed(code);
    const said = blocks[place + 1];
    if (said !== undefined && said.kind === undefined) expect(lines).toBe(said.code.trimEnd());
  }
});

// Guides for other languages have examples of their own, and their own tests.
const guides = globSync("../../docs/{guides,concepts}/*.md", { cwd: folder })
  .sort()
  .map((path) => ({ path, blocks: [...textOf(path).matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!) }))
  .filter(({ blocks }) => blocks.length > 0);

it.each(guides)("the examples of $path run", async ({ blocks }) => {
  for (const block of blocks) await printed(block);
});

it("guides have examples", () => expect(guides.length).toBeGreaterThanOrEqual(4));
