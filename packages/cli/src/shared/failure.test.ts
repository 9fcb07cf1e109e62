/** Goal: with JSON asked for, whatever fails ends with one object on standard error. Method: whole command lines, each with a failure of another kind. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "../testing/house.fixture.ts";
import { novate } from "../testing/novate.fixture.ts";
import { endingOf, textOf, UsageError } from "./failure.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-failures-"));
const broken = join(folder, "house.yaml");
writeFileSync(broken, "name: broken\n");

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(async () => {
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A page that its reader can open: the guide beside this program. */
const OWN = new URL("../../../../docs/guides/command-line.md#failures", import.meta.url).href;

test.each<[line: string, ending: Record<string, unknown>]>([
  ["account show first", { code: "InvalidArgument", remedy: "It is a whole number from 0 to 4294967295.", docs: OWN }],
  ["market list --colour", { code: "UnknownOption", detail: "unknown option '--colour'", exitCode: 2 }],
  ["market show", { code: "MissingArgument", exitCode: 2 }],
  ["market buy", { code: "UnknownCommand", exitCode: 2 }],
  ["genesis publish", { code: "UnknownCommand", remedy: "`novate publish` is a command of its own." }],
  ["market show XAU-PERP --url HOUSE", { code: "MarketUnknown", detail: "no XAU-PERP here", exitCode: 2 }],
  ["genesis check nowhere.yaml", { code: "GenesisNotFound", detail: "there is no nowhere.yaml", exitCode: 2 }],
  ["export events --url HOUSE --out /proc/x", { code: "OutUnwritable", exitCode: 1 }],
  ["market shw", { detail: "unknown command 'shw'", remedy: "Did you mean show?" }],
  ["export ledger", { code: "AccountMissing", detail: "a ledger is an account's", remedy: "Name it with --account." }],
  ["genesis check BROKEN", { code: "GenesisInvalid", remedy: "Correct the lines that are named." }],
])("%s", async (line, ending) => {
  for (const form of ["--json", "-o json"]) {
    const args = `${line} ${form}`.replace("HOUSE", house.url).replace("BROKEN", broken).split(" ");
    const { exitCode, out, err } = await novate(...args);
    if (!line.startsWith("genesis check")) expect(out).toBe("");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    const said = JSON.parse(err);
    expect(said).toMatchObject(ending);
    expect(Object.keys(said)).toEqual(["code", "detail", "remedy", "docs", "exitCode", "number", "data"]);
    expect(exitCode).toBe(said.exitCode);
    expect(said.detail).not.toContain("\n");
    expect(said.remedy).not.toBe("");
    if (said.docs === OWN) expect(readFileSync(new URL(OWN), "utf8")).toContain("\n## Failures\n");
    else expect((await fetch(said.docs)).status).toBe(200);
  }
});

test("what the rules refuse has its number and data beside the receipt", async () => {
  const line = ["account", "open", "--segment", "99", "--key", house.keyFile, "--url", house.url, "-o", "json"];
  const { exitCode, out, err } = await novate(...line);
  const { refusal } = JSON.parse(out);
  const { code, number, data, docs, detail, remedy } = JSON.parse(err);
  expect({ exitCode, code, number, data }).toEqual({ exitCode: 1, ...refusal });
  expect(docs).toBe(`${house.url}/docs/errors/SegmentUnknown`);
  expect({ detail, remedy }).toEqual({
    detail: expect.stringMatching(/segmentId 99/),
    remedy: expect.stringMatching(/\.$/),
  });
});

test("what the rules refuse is told in words", async () => {
  const line = ["account", "open", "--segment", "99", "--key", house.keyFile, "--url", house.url];
  const { out, err } = await novate(...line);
  expect(out + err).toContain("(segmentId 99)");
  expect(out + err).not.toMatch(/[{}]/);
});

test("records are JSON unless told; a failure is not", async () => {
  expect((await novate("export", "ledger")).err).toBe(
    "novate: AccountMissing: a ledger is an account's. Name it with --account.\n",
  );
});

test("what has more to tell than a line has it as data, and people have it below", () => {
  const ending = endingOf(
    new UsageError("ConfigInvalid", "a.yaml cannot be used:\n  a.yaml:1:1 KeyUnknown\n  a.yaml:2:1 NotText"),
  )!;
  expect(ending).toMatchObject({
    detail: "a.yaml cannot be used",
    data: { lines: ["a.yaml:1:1 KeyUnknown", "a.yaml:2:1 NotText"] },
  });
  expect(textOf(ending).split("\n")).toEqual([
    "ConfigInvalid: a.yaml cannot be used. Correct the lines that are named.",
    "  a.yaml:1:1 KeyUnknown",
    "  a.yaml:2:1 NotText",
  ]);
  expect(endingOf(new TypeError("no such thing"))!.detail).toBe("a bug, please report it: TypeError: no such thing");
});

test("a command that stands alone is pointed to", async () => {
  const { err } = await novate("genesis", "publish");
  expect(err).toContain("unknown command 'publish'");
  expect(err).toContain("`novate publish` is a command of its own.");
});

test("what the world refuses ends with 1, in words", async () => {
  expect(await novate("genesis", "init", "/proc/x.yaml")).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/^novate: FileUnwritable: \/proc\/x\.yaml .*: there is no such folder\. /),
  });
  expect(await novate("key", "new", "/proc/x.key")).toMatchObject({ exitCode: 1 });
});

test("people are told in one line", async () => {
  const { err } = await novate("tx", "send", "nowhere.hex");
  expect(err).toBe("novate: FileNotFound: there is no nowhere.hex. Name a file that is there.\n");
});
