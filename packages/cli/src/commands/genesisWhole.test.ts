/**
 * Goal: a whole genesis in JSON tells every fault at once, and no house of somebody's own has a key that everybody has. Method: what
 * `genesis print` prints with several things changed; the example with published keys; the houses that such keys are of.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { genesisToJson } from "@novate/engine";
import { developmentGenesis, playHouse } from "@novate/lab";
import { afterAll, expect, test } from "vitest";
import { PUBLISHED } from "../shared/founding/publishedKeys.ts";
import { novate } from "../testing/novate.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-whole-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "house.yaml");
await novate("genesis", "init", file);
const example = readFileSync(file, "utf8");

async function faultsOf(
  text: string,
): Promise<readonly { line: number; column: number; code: string; says: string }[]> {
  const broken = join(folder, "broken.yaml");
  writeFileSync(broken, text);
  const { exitCode, out, err } = await novate("genesis", "check", broken, "--json");
  expect([exitCode, err]).toEqual([2, expect.stringContaining("GenesisInvalid")]);
  return JSON.parse(out).faults;
}

test("a whole genesis in JSON tells every fault at once too, of its form or of its sense", async () => {
  const { out } = await novate("genesis", "print", file);
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split("\n").length;
  const whole = JSON.parse(out);
  const at = (type: string) => whole.changes.findIndex((change: { readonly type: string }) => change.type === type);
  const [asset, underlying, venue] = [at("ListAsset"), at("ListUnderlying"), at("RegisterVenue")];

  const malformed = structuredClone(whole);
  malformed.timeMs = "soon";
  delete malformed.changes[asset].decimals;
  malformed.changes[venue].feePpm = "much";
  malformed.changes[venue].signer.key = "0x12";
  const text = JSON.stringify(malformed, null, 2);
  const found = await faultsOf(text);
  expect(found.map(({ code, says }) => `${code} ${says.split(":")[0]}`).sort()).toEqual([
    `MissingKey changes[${asset}].decimals`,
    `NotCanonical changes[${venue}].feePpm`,
    `WrongLength changes[${venue}].signer.key`,
    "WrongType timeMs",
  ]);
  expect(found.find(({ says }) => says.startsWith("timeMs"))!.line).toBe(lineOf(text, '"timeMs": "soon"'));
  expect(found.find(({ says }) => says.includes("feePpm"))!.line).toBe(lineOf(text, '"feePpm": "much"'));

  const senseless = structuredClone(whole);
  senseless.governorThreshold = 9;
  senseless.changes[underlying].initialVolPpm = "1"; // what refers to it is no fault of its own
  senseless.changes[venue].feePpm = "999999";
  senseless.accounts[0].balances[0].amountAtoms = "0";
  senseless.skins[0].segmentId = 7;
  const ruled = await faultsOf(JSON.stringify(senseless, null, 2));
  expect(ruled.map(({ code, says }) => `${code} ${says.split(":")[0]}`)).toEqual([
    "RuleBroken governorThreshold",
    `RuleBroken changes[${underlying}].initialVolPpm`,
    `RuleBroken changes[${venue}].feePpm`,
    "RuleBroken accounts[0].balances",
    "RuleBroken skins[0].segmentId",
  ]);
});

test("a key that everybody has founds no house of one's own", async () => {
  const dev = playHouse("dev");
  const anvil = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
  const text = example
    .replace(/address: "0x\w+"/, `address: "${dev.governors[0]!.key.address}"`)
    .replace(/owner: "0x\w+"/, `owner: "${anvil}"`)
    .replace(/custodian: ed25519:0x\w+/, `custodian: ed25519:${dev.keys.custodian.signer.key}`)
    .replace("houseCapital: 25000", "houseCapital: much");
  const faults = await faultsOf(text);
  expect(faults.map(({ code, says }) => `${code} ${/of (.*) stands/.exec(says)?.[1]}`)).toEqual([
    "PublishedKey novate dev",
    "NotADecimal undefined",
    "PublishedKey novate dev",
    "PublishedKey Foundry's and Hardhat's local chains",
  ]);
  const { line, column } = faults[0]!;
  expect(text.split("\n")[line - 1]!.slice(column - 1)).toMatch(/^0x/);

  const printed = join(folder, "dev.json");
  writeFileSync(printed, JSON.stringify(genesisToJson(dev.genesis)));
  const data = join(folder, "none");
  expect(await novate("start", "--genesis", printed, "--data", data)).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("PublishedKey"),
  });
  expect(await novate("start", "--host", "0.0.0.0", "--port", "0", "--data", data)).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("EverybodyHasTheKeys"),
  });
});

test("the table of such keys has every one that a house for development has", () => {
  const tails = (json: unknown): string[] =>
    [...JSON.stringify(json).matchAll(/"0x(?:[0-9a-f]{24})?([0-9a-f]{40})"/g)].map(([, tail]) => tail!);
  const houses = { "novate start": developmentGenesis(), ...played("dev"), ...played("mock") };
  for (const [whose, genesis] of Object.entries(houses)) {
    const players = whose === "novate start" ? [] : playersOf(whose.split(" ")[1]!);
    const keys = new Set([...tails(genesisToJson(genesis)), ...players].filter((tail) => !/^0+$/.test(tail)));
    expect([whose, PUBLISHED.find(([name]) => name === whose)![1].toSorted()]).toEqual([whose, [...keys].sort()]);
  }
});

const played = (seed: string) => ({ [`novate ${seed}`]: playHouse(seed).genesis });
function playersOf(seed: string): string[] {
  const { traders, bots } = playHouse(seed);
  return [...traders, ...bots.players].map(({ key }) => key.address.slice(2));
}
