/**
 * Goal: who follows the path of a role gets to its end. Method: the commands of each page in their order, in one folder and against one
 * house to play with; a page that starts a node of its own has that one.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../packages/cli/src/run.ts";
import { novate } from "../../packages/cli/src/testing/novate.fixture.ts";
import { readPage } from "../../scripts/guides/page.ts";

const DEV = "npx novate dev";
/** What each page must have shown by its end. */
const SHOWN: Readonly<Record<string, readonly RegExp[]>> = {
  trader: [/BTC-PERP/, /initial margin/, /bought 50 BTC-PERP/, /PositionNovated/, /20 % lower/],
  publisher: [/0x[0-9a-f]{64}/, /"heartbeatMs"/, /FeedAggregated/],
  operator: [/signatures/, /novate_/, /database|store/i],
  "risk-manager": [/"initialFactorPpm"/, /6,938/, /EWMA|ewma/],
  auditor: [/PositionNovated/, /"balances"/],
  "command-line": [/A LOT IS/, /^instrumentId,.*terms\.type/m, /novate\.yaml:5:10/, /not sent/, /"accepted":true/, /complete -F/],
};

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts what a page leaves running in a terminal of its own. */
async function started(args: readonly string[]): Promise<Running> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<void>();
  let heard = "";
  const hear = (text: string) => {
    heard += text;
    if (heard.includes("Ctrl-C stops")) ready.resolve();
  };
  const ended = run([...args, "--port", "0"], {
    out: hear,
    err: hear,
    isTerminal: false,
    hasColour: false,
    columns: 80,
    rows: 24,
    onResize: () => () => {},
    stopped: stop.signal,
  });
  await Promise.race([ready.promise, ended.then((code) => expect.fail(`ended with ${code}: ${heard}`))]);
  return {
    url: /http:\/\/[^\s]+/.exec(heard)![0],
    async stop() {
      stop.abort();
      expect(await ended).toBe(0);
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), "novate-paths-"));
const before = process.cwd();
let dev: Running;
beforeAll(async () => {
  process.chdir(folder);
  dev = await started(["dev"]);
});
afterAll(async () => {
  await dev.stop();
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

/** One command of a page, as its reader's shell would run it against the house at `url`; what it printed. */
async function typed(text: string, url: string): Promise<string> {
  const [program, ...args] = text.replaceAll(/\\\n\s*/g, " ").split(/\s+/);
  if (program === "curl") {
    const answer = await fetch(args.at(-1)!.replace("localhost:4700", url));
    expect(answer.status, text).toBe(200);
    return answer.text();
  }
  expect([program, args.shift()], text).toEqual(["npx", "novate"]);
  const words = args.slice(0, args.findIndex((arg) => !/^[a-z]+$/.test(arg)) >>> 0).slice(0, 2);
  const asks = (await novate(...words, "--help")).out.includes("--url ");
  const port = args.includes("4700") ? args.with(args.indexOf("4700"), "0") : args;
  const { exitCode, out, err } = await novate(...port, ...(asks ? ["--url", url] : []));
  expect([exitCode, err.split("\n").filter((line) => /^novate: /.test(line))], `${text}\n${err}`).toEqual([0, []]);
  return out;
}

/** A jump that the page before made is confirmed, and no mark moves by it under the next one's trades. */
async function untilCalm(): Promise<void> {
  const waits = async (): Promise<boolean> => {
    const { out } = await novate("export", "rows", "--table", "feeds", "--url", dev.url);
    return out.trim().split("\n").some((line) => JSON.parse(line).pendingAtMs !== 0);
  };
  await expect.poll(waits, { timeout: 60_000, interval: 500 }).toBe(false);
}

test.each(Object.entries(SHOWN))("%s", async (name, shown) => {
  const text = readFileSync(new URL(`${name}.md`, import.meta.url), "utf8");
  const page = readPage(text);
  for (const { path, text } of page.files) writeFileSync(path, text);
  await untilCalm();
  let own: Running | undefined;
  let ownData = "";
  let out = "";
  for (const { text, isTerminal } of page.commands) {
    if (text === DEV) continue;
    if (isTerminal) {
      own = await started(text.replace("npx novate ", "").split(" "));
      ownData = /--data (\S+)/.exec(text)![1]!;
    } else {
      // Who reads a node's folder has stopped it, as the page says.
      if (own !== undefined && text.includes(`--data ${ownData}`)) {
        await own.stop();
        own = undefined;
      }
      for (const line of text.replaceAll(/ +#.*$/gm, "").split(/(?<!\\)\n/)) out += await typed(line, (own ?? dev).url);
    }
  }
  await own?.stop();
  for (const each of shown) expect(out).toMatch(each);
  for (const [metric] of text.matchAll(/novate_\w+/g)) expect(out).toContain(metric);
});
