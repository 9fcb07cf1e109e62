/** Goal: with JSON asked for, whatever fails ends with one object on standard error. Method: whole command lines, each with a failure of another kind. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "../testing/house.fixture.ts";
import { novate } from "../testing/novate.fixture.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const OWN = "/guides/command-line#failures";

test.each<[line: string, ending: Record<string, unknown>]>([
  ["market show first", { code: "InvalidArgument", exitCode: 2, docs: OWN, number: null, data: null }],
  ["market list --colour", { code: "UnknownOption", detail: "unknown option '--colour'", exitCode: 2 }],
  ["market show", { code: "MissingArgument", exitCode: 2 }],
  ["market buy", { code: "UnknownCommand", exitCode: 2 }],
  ["fly", { code: "UnknownCommand", exitCode: 2 }],
  ["tx send nowhere.hex", { code: "FileNotFound", detail: "there is no nowhere.hex", exitCode: 2, docs: OWN }],
  ["account show 99 --url HOUSE", { code: "AccountUnknown", exitCode: 2, number: 200, data: { accountId: 99 } }],
  ["account show 1 --url http://127.0.0.1:1", { code: "Unreachable", exitCode: 3, docs: OWN, number: null }],
])("%s", async (line, ending) => {
  for (const form of ["--json", "-o json"]) {
    const args = `${line} ${form}`.replace("HOUSE", house.url).split(" ");
    const { exitCode, out, err } = await novate(...args);
    expect(out).toBe("");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    const said = JSON.parse(err);
    expect(said).toMatchObject(ending);
    expect(Object.keys(said)).toEqual(["code", "detail", "remedy", "docs", "exitCode", "number", "data"]);
    expect(exitCode).toBe(said.exitCode);
    if (said.code === "AccountUnknown") expect(said.docs).toBe("/docs/errors/AccountUnknown");
  }
});

test("what the rules refuse has its number and data beside the receipt", async () => {
  const line = ["account", "open", "--segment", "99", "--key", house.keyFile, "--url", house.url, "-o", "json"];
  const { exitCode, out, err } = await novate(...line);
  const { refusal } = JSON.parse(out);
  const { code, number, data, docs } = JSON.parse(err);
  expect({ exitCode, code, number, data }).toEqual({ exitCode: 1, ...refusal });
  expect(docs).toBe("/docs/errors/SegmentUnknown");
});

test("people are told in one line", async () => {
  const { err } = await novate("tx", "send", "nowhere.hex");
  expect(err).toBe("novate: FileNotFound: there is no nowhere.hex\n");
});
