/**
 * Goal: flag before environment before file before default, every fault of a file at its place, no secret in it; and `config show` says
 * where each value came from. Method: whole command lines in a folder of the test's own.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { novate } from "../../testing/novate.fixture.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "novate-config-")));
const work = join(home, "work");
mkdirSync(work);
const before = process.cwd();
const ofUser = join(home, "config.yaml");
const ofWork = join(work, "novate.yaml");
beforeEach(() => {
  process.chdir(work);
  vi.stubEnv("NOVATE_CONFIG", ofUser);
  writeFileSync(ofUser, "version: 1\n");
});
afterEach(() => {
  process.chdir(before);
  vi.unstubAllEnvs();
  rmSync(ofWork, { force: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const show = async (...args: string[]) => {
  const { out, err, exitCode } = await novate("config", "show", ...args, "--json");
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  const { profile, settings } = JSON.parse(out);
  const of = (wanted: string) => settings.find(({ name }: { name: string }) => name === wanted);
  return { profile, of };
};

const URLS = { file: "http://file:1", env: "http://env:1", flag: "http://flag:1" };
const withUrl = (url: string, name = "default") => `version: 1\nprofiles:\n  ${name}:\n    url: ${url}\n`;

test("flag before environment before the file here before the file at home before default", async () => {
  const url = async (...args: string[]) => (await show(...args)).of("url");
  expect(await url()).toEqual({ name: "url", value: "http://127.0.0.1:4700", from: "default" });
  writeFileSync(ofUser, withUrl("http://home:1"));
  expect(await url()).toEqual({ name: "url", value: "http://home:1", from: `${ofUser}:4:10` });
  writeFileSync(ofWork, withUrl(URLS.file));
  expect(await url()).toEqual({ name: "url", value: URLS.file, from: `${ofWork}:4:10` });
  vi.stubEnv("NOVATE_URL", URLS.env);
  expect(await url()).toEqual({ name: "url", value: URLS.env, from: "NOVATE_URL" });
  expect(await url("--url", URLS.flag)).toEqual({ name: "url", value: URLS.flag, from: "flag" });
});

test("a profile is asked for by flag, environment or file, and one that is nowhere is refused", async () => {
  writeFileSync(ofUser, `${withUrl("http://desk:1", "desk")}  spare:\n    url: http://spare:1\nprofile: desk\n`);
  expect(await show()).toMatchObject({ profile: "desk" });
  vi.stubEnv("NOVATE_PROFILE", "spare");
  expect((await show()).of("url")).toMatchObject({ value: "http://spare:1" });
  expect(await show("--profile", "desk")).toMatchObject({ profile: "desk" });
  const none = await novate("market", "list", "--profile=nowhere");
  expect(none).toMatchObject({ exitCode: 2, err: expect.stringMatching(/ProfileUnknown: .*there are desk, spare/) });
});

test("chains are several, paths lie below the file, and a flag sets them aside", async () => {
  const chains = "      31337: http://a:1\n      1: [http://b:1, http://c:1]\n";
  writeFileSync(ofUser, `version: 1\nprofiles:\n  default:\n    key: keys/own.key\n    rpc:\n${chains}`);
  const { of } = await show();
  expect(of("key").value).toBe(join(home, "keys", "own.key"));
  expect(of("rpc").value).toBe("31337=http://a:1 1=http://b:1 1=http://c:1");
  const flags = ["--rpc", "1=http://d:1", "--rpc", "2=http://e:1"];
  expect((await show(...flags)).of("rpc")).toMatchObject({ value: "1=http://d:1 2=http://e:1", from: "flag" });
  vi.stubEnv("NOVATE_KEY_ENV", "MY_KEY");
  const both = await show();
  expect([both.of("key").value, both.of("key-env").value]).toEqual([null, "MY_KEY"]);
});

test("a single profile is told as one", async () => {
  writeFileSync(ofUser, "version: 1\nprofiles:\n  desk:\n    url: http://a:1\n");
  expect((await novate("market", "list", "--profile", "nope")).err).toMatch(/a profile nope: there is desk\. /);
});

test("the form of answers is a setting as well, of failures too", async () => {
  vi.stubEnv("NOVATE_OUTPUT", "json");
  const failed = await novate("tx", "send", "nowhere.hex");
  expect(JSON.parse(failed.err)).toMatchObject({ code: "FileNotFound" });
  expect((await novate("tx", "send", "nowhere.hex", "-o", "table")).err).toMatch(/^novate: FileNotFound/);
});

test("a form that there is not is refused at its place, and one that a command has not is others'", async () => {
  vi.stubEnv("NOVATE_OUTPUT", "xml");
  for (const line of [
    ["market", "list"],
    ["config", "show"],
    ["export", "events"],
  ])
    expect(await novate(...line)).toMatchObject({
      exitCode: 2,
      out: "",
      err: expect.stringMatching(
        /^novate: SettingInvalid: NOVATE_OUTPUT: --output cannot be "xml"\. .*table, json, csv|json, csv/,
      ),
    });
  vi.stubEnv("NOVATE_OUTPUT", "table");
  expect((await novate("export", "ledger")).err).toContain("AccountMissing");
});

test("every fault of a file is told at its place, and no secret is taken or repeated", async () => {
  const secret = "ab".repeat(32);
  const lines = [
    "version: 2",
    "colour: red",
    "profiles:",
    "  desk:",
    `    key: ${secret}`,
    "    speed: 9",
    "    url: [a]",
    "  other:",
    "    url: ftp://a",
    "    output: xml",
    "    scheme: rsa",
    "    rpc: { 1: [http://a, b] }",
  ];
  writeFileSync(ofWork, `${lines.join("\n")}\n`);
  const { exitCode, err } = await novate("market", "list");
  expect(exitCode).toBe(2);
  expect(err).not.toContain(secret);
  const places = [...err.matchAll(/novate\.yaml:(\d+:\d+) (\w+)/g)].map(([, place, code]) => `${place} ${code}`);
  expect(places).toEqual([
    "1:1 VersionUnknown",
    "2:1 KeyUnknown",
    "5:10 SecretFound",
    "6:5 SettingUnknown",
    "7:10 NotText",
    "9:10 ValueInvalid",
    "10:13 ValueInvalid",
    "11:13 ValueInvalid",
    "12:26 ValueInvalid",
  ]);
  writeFileSync(ofWork, "version: 1\nprofiles: {\n");
  expect((await novate("market", "list")).err).toMatch(/novate\.yaml:\d+:\d+ NotYaml/);
  writeFileSync(ofWork, withUrl("ftp://a"));
  expect((await novate("market", "list")).err).toMatch(
    /ConfigInvalid: [\s\S]*novate\.yaml:4:10 ValueInvalid: url is an address such as .*, not "ftp:\/\/a"/,
  );
  expect(await novate("market", "--help")).toMatchObject({ exitCode: 0 });
  vi.stubEnv("NOVATE_CONFIG", join(home, "none.yaml"));
  expect((await novate("market", "list")).err).toContain("ConfigNotFound");
});
