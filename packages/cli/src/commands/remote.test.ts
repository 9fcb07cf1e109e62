/**
 * Goal: commands that ask a node print what it says, sign what they are asked to, and end with the code of what went wrong. Method:
 * a story over a live node (open, send, look, export), then a table of faults.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bytesToHex, type Hex, MarginMethod } from "@novate/codec";
import { HOUSE, SEGMENT } from "@novate/engine/testing";
import { DAY_MS } from "@novate/num";
import { createClient, signTransaction } from "@novate/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "../testing/house.fixture.ts";
import { novate, type Ran } from "../testing/novate.fixture.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const ask = (...args: readonly string[]): Promise<Ran> => novate(...args, "--url", house.url);
const json = async (...args: readonly string[]) => {
  const ran = await ask(...args, "--json");
  expect(ran).toMatchObject({ exitCode: 0, err: "" });
  return JSON.parse(ran.out);
};

const OPEN = { type: "OpenAccount", segmentId: SEGMENT, method: MarginMethod.cross } as const;
/** As after {@link house.node}'s wall clock. */
const inAMinute = (): number => house.node.chain.head.timeMs + DAY_MS;

describe("a story", () => {
  test("opens accounts with a key from a file or from the environment", async () => {
    expect(await json("account", "open", "--key", house.keyFile)).toMatchObject({ accepted: true, accountId: 1 });
    process.env.NOVATE_TEST_KEY = "05".repeat(32);
    const second = await ask("account", "open", "--key-env", "NOVATE_TEST_KEY", "--method", "portfolio");
    delete process.env.NOVATE_TEST_KEY;
    expect(second).toMatchObject({ exitCode: 0, err: "" });
    expect(second.out).toMatch(/^transaction {2}0x[0-9a-f]{64}\nanswer {7}accepted\nblock/);
    expect(second.out).toMatch(/^account {6}2$/m);
    const { accounts } = await json("account", "list", house.owner.address);
    expect(accounts.map(({ method }: { method: string }) => method)).toEqual(["cross", "portfolio"]);
  });

  test("opens an account by the house's clock, were it a year behind", async () => {
    const past = await startTestHouse(() => Date.now() - 365 * DAY_MS);
    const opened = await novate("account", "open", "--key", past.keyFile, "--url", past.url, "--json");
    expect(opened).toMatchObject({ exitCode: 0, err: "" });
    await past.stop();
  });

  test("shows accounts and their ledgers", async () => {
    expect(await json("account", "show", "1")).toMatchObject({ accountId: 1, owner: house.owner.address });
    const page = await ask("account", "show", "1");
    expect(page.out).toContain("no position");
    expect(page.out).toMatch(/^account\s+1, cross, trader, active$/m);
    expect((await ask("account", "list", house.owner.address)).out).toMatch(/^ID {2}SEGMENT/);
    const { events } = await json("account", "ledger", "1");
    expect(events.at(-1).event.type).toBe("AccountOpened");
    expect((await ask("account", "ledger", "1")).out).toMatch(/AccountOpened .*account 1, .*segment 1/);
    expect(page.out).toMatch(/^call\s+none$/m);
    expect(await json("account", "calls")).toMatchObject({ calls: [], nextCursor: null });
    expect((await ask("account", "calls")).out).toBe("no call\n");
  });

  test("shows markets", async () => {
    const { instruments } = await json("market", "list");
    const id = String(instruments[0].instrumentId);
    expect((await ask("market", "list")).out).toContain(instruments[0].symbol);
    expect(await json("market", "show", id)).toMatchObject({ symbol: instruments[0].symbol });
    const page = (await ask("market", "show", id)).out;
    expect(page).toMatch(/^mark\s+none yet$/m);
    expect(page).toMatch(/^mode\s+halted: the market is close only, its underlying halted$/m);
    expect((await ask("market", "show", instruments[0].symbol)).out).toMatch(/^market\s+BTC-PERP \(1\), listed$/m);
  });

  test("sends bytes and JSON, signed or to be signed, and says what became of them", async () => {
    const transaction = { house: HOUSE, signer: house.owner.signer, expiresAtMs: inAMinute(), command: OPEN };
    const bytes = bytesToHex(signTransaction({ ...transaction, nonce: 10n }, house.owner));
    const file = house.file("tx.hex", bytes);
    const receipt = await json("tx", "send", file);
    expect(await json("tx", "send", file)).toEqual(receipt);
    const unsigned = { house: HOUSE, expiresAtMs: inAMinute(), command: OPEN };
    const asJson = house.file("tx.json", JSON.stringify(unsigned));
    expect(await json("tx", "send", asJson, "--key", house.keyFile)).toMatchObject({ accepted: true });
    const shown = await json("tx", "show", receipt.hash);
    expect(shown.receipt).toEqual(receipt);
    const signed = house.file("signed.json", JSON.stringify(shown.transaction));
    expect(await json("tx", "send", signed)).toEqual(receipt);
    expect((await ask("tx", "show", receipt.hash)).out).toContain("OpenAccount");
  });

  test("signs without a network what somebody else prepared, and sends it with what the file leaves out filled in", async () => {
    const { signer } = house.owner;
    const prepared = await createClient({ url: house.url }).prepare({ signer, command: OPEN });
    const digest = await novate("tx", "sign", prepared.digest, "--key", house.keyFile);
    expect(digest).toEqual({ exitCode: 0, out: `${house.owner.sign(prepared.digest as Hex)}\n`, err: "" });
    const signed = await novate(
      "tx",
      "sign",
      house.file("p.json", JSON.stringify(prepared.transaction)),
      "--key",
      house.keyFile,
    );
    expect(JSON.parse(signed.out)).toEqual({ ...prepared.transaction, signature: digest.out.trim() });
    expect(await json("tx", "send", house.file("s.json", signed.out))).toMatchObject({ accepted: true });
    const empty = await novate("tx", "sign", house.file("empty.json", "{}"), "--key", house.keyFile);
    expect(empty).toMatchObject({ exitCode: 2, err: expect.stringContaining("TransactionMalformed") });
    const bare = house.file("bare.json", JSON.stringify({ command: OPEN }));
    expect(await json("tx", "send", bare, "--key", house.keyFile)).toMatchObject({ accepted: true });
  });

  test("rehearses: says what would be sent and every fault, and sends nothing", async () => {
    const before = house.node.chain.head.height;
    const open = await ask("account", "open", "--key", house.keyFile, "--dry-run");
    expect(open).toMatchObject({ exitCode: 0, err: "" });
    expect(open.out).toMatch(/"type": "OpenAccount"[\s\S]*\nnot sent .*\nfaults +none\n/);
    const rows = { accountId: 99, assetId: 7, amountAtoms: "5", chainId: 1, recipient: house.owner.address };
    const content = { command: { type: "WithdrawCollateral", ...rows }, nonce: "10", expiresAtMs: 1 };
    const bad = house.file("bad.json", JSON.stringify(content));
    const [faulty, csv] = [
      await ask("tx", "send", bad, "--key", house.keyFile, "--dry-run", "--json"),
      await ask("tx", "send", bad, "--key", house.keyFile, "--dry-run", "-o", "csv"),
    ];
    const { ok, faults, transaction } = JSON.parse(faulty.out);
    expect({ exitCode: faulty.exitCode, ok, signature: transaction.signature }).toEqual({
      exitCode: 1,
      ok: false,
      signature: `0x${"00".repeat(65)}`,
    });
    const codes = faults.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(["NonceUsed", "TransactionExpired", "AccountUnknown"]));
    expect(JSON.parse(faulty.err)).toMatchObject({ code: codes[0], number: faults[0].number });
    expect(csv.out.split("\r\n")).toHaveLength(codes.length + 2);
    const unformed = house.file(
      "unformed.json",
      JSON.stringify({ command: { type: "OpenAccount", segmentId: "a", method: 77 } }),
    );
    const form = await ask("tx", "send", unformed, "--key", house.keyFile, "--dry-run");
    expect(form.out.match(/BytesInvalid|command\./g)!.length).toBeGreaterThanOrEqual(2);
    expect(house.node.chain.head.height).toBe(before);
  });

  test("ends with 1 when the rules refuse, and prints the receipt", async () => {
    const transaction = { house: HOUSE, signer: house.owner.signer, nonce: 10n, expiresAtMs: inAMinute() };
    const reused = signTransaction(
      { ...transaction, command: { ...OPEN, method: MarginMethod.isolated } },
      house.owner,
    );
    const ran = await ask("tx", "send", house.file("reused.hex", bytesToHex(reused)), "--json");
    expect(ran.exitCode).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ accepted: false, refusal: { code: expect.any(String) } });
    expect(ran.err).toContain(JSON.parse(ran.out).refusal.code);
    const said = (await ask("tx", "send", house.file("reused.hex", bytesToHex(reused)))).out;
    expect(said).toContain("NonceUsed: The signer has used the nonce. Take a nonce that is not used. (nonce 10)");
  });

  test("exports from the running node, line by line and as CSV", async () => {
    const events = (await ask("export", "events")).out.trimEnd().split("\n");
    expect(JSON.parse(events[0]!)).toMatchObject({ height: expect.any(Number), type: expect.any(String) });
    const opened = (await ask("export", "events", "--type", "AccountOpened")).out.trimEnd().split("\n");
    expect(opened.length).toBeLessThan(events.length);
    const csv = (await ask("export", "rows", "--table", "accounts", "-o", "csv")).out.split("\r\n");
    expect(csv[0]).toMatch(/^accountId,/);
    expect(csv.length).toBe(opened.length + 2);
    expect((await ask("export", "ledger", "--account", "1")).out).toContain("AccountOpened");
    expect((await ask("export", "rows")).out).toContain('"table":"accounts"');
  });

  test("exports the same from the folder once the node has stopped, and a snapshot of it", async () => {
    const before = (await ask("export", "events")).out;
    expect(await novate("export", "events", "--data", house.data)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining("StoreLocked"),
    });
    await house.stopNode();
    const out = join(house.folder, "events.jsonl");
    const ran = await novate("export", "events", "--data", house.data, "--out", out);
    expect(ran).toMatchObject({ exitCode: 0, out: "", err: expect.stringMatching(/^wrote \d+ records/) });
    expect(readFileSync(out, "utf8")).toBe(before);
    const snapshot = join(house.folder, "snapshot");
    const written = await novate("export", "snapshot", "--data", house.data, "--out", snapshot);
    expect(written.err).toContain(house.node.chain.head.stateRoot);
    expect(existsSync(snapshot)).toBe(true);
    const { isHealthy, findings } = JSON.parse(
      (await novate("doctor", "--data", house.data, "--port", "0", "--json")).out,
    );
    expect(isHealthy).toBe(true);
    expect(findings.find(({ check }: { check: string }) => check === "data").detail).toContain(
      house.node.chain.head.stateRoot,
    );
    const unreachable = await ask("account", "show", "1");
    expect(unreachable).toMatchObject({
      exitCode: 3,
      out: "",
      err: expect.stringMatching(/^novate: Unreachable: .*novate start/),
    });
  });
});

describe("faults", () => {
  let live: TestHouse;
  beforeAll(async () => {
    live = await startTestHouse();
  });
  afterAll(() => live.stop());

  test.each<[exitCode: number, says: RegExp, args: string | ((house: TestHouse) => string[])]>([
    [2, /AccountUnknown/, "account show 99"],
    [2, /whole number/, "account show first"],
    [2, /40 hexadecimal digits/, "account list 0x12"],
    [2, /--limit/, "account ledger 1 --limit 0"],
    [2, /InstrumentUnknown/, "market show 99"],
    [2, /missing required argument/, "market show"],
    [2, /unknown command/, "market buy"],
    [2, /unknown option/, "market list --colour"],
    [2, /TransactionUnknown/, `tx show 0x${"00".repeat(32)}`],
    [2, /64 hexadecimal digits/, "tx show 0x00"],
    [2, /FileNotFound/, "tx send nowhere.hex"],
    [2, /FileUnreadable.*it is a folder/, ({ folder }) => ["tx", "send", folder]],
    [2, /FileMalformed/, (h) => ["tx", "send", h.file("torn.json", "{")]],
    [2, /TransactionMalformed/, (h) => ["tx", "send", h.file("odd.hex", "0x123")]],
    [2, /BytesInvalid/, (h) => ["tx", "send", h.file("short.hex", "0x1234")]],
    [2, /TransactionMalformed/, (h) => ["tx", "send", h.file("empty.json", "{}"), "--key", h.keyFile]],
    [2, /KeyMissing/, (h) => ["tx", "send", h.file("empty.json", "{}")]],
    [2, /KeyMissing/, "account open"],
    [2, /KeyMissing.*NOWHERE/, "account open --key-env NOWHERE"],
    [2, /KeyTwice/, (h) => ["account", "open", "--key", h.keyFile, "--key-env", "HOME"]],
    [2, /KeyMalformed/, (h) => ["account", "open", "--key", h.file("bad.key", "hunter2")]],
    [2, /KeyMalformed/, (h) => ["account", "open", "--key", h.file("zero.key", "00".repeat(32))]],
    [2, /choices/i, "account open --method best"],
    [2, /DataMissing/, "export snapshot"],
    [2, /AccountMissing/, "export ledger"],
    [2, /TableMissing/, "export rows -o csv"],
    [2, /FlagMisplaced.*--account/, "export events --account 1"],
    [2, /choices/i, "export rows --table secrets"],
    [2, /choices/i, "export everything"],
    [1, /OutUnwritable/, "export events --out /nowhere/at/all"],
    [1, /StoreEmpty/, "export events --data /nowhere/at/all"],
  ])("%i %s", async (exitCode, says, args) => {
    const line = typeof args === "string" ? args.split(" ") : args(live);
    const ran = await novate(...line, ...(line.length > 1 ? ["--url", live.url] : []));
    expect(ran).toMatchObject({ exitCode, err: expect.stringMatching(says) });
    expect(ran.err).not.toMatch(/hunter2|a bug/);
  });

  test("2 when the URL is none, before anything is asked", async () => {
    for (const url of ["localhost", "ftp://a", ""])
      expect(await novate("market", "list", "--url", url)).toMatchObject({ exitCode: 2, out: "" });
  });

  test("doctor finds what is broken and says what to do", async () => {
    const { port } = new URL(live.url);
    const running = JSON.parse((await novate("doctor", "--data", live.data, "--port", port, "--json")).out);
    const of = (check: string) => running.findings.find((finding: { check: string }) => finding.check === check);
    expect(of("data")).toMatchObject({ status: "warn", remedy: expect.stringMatching(/stop it/) });
    expect(of("port")).toMatchObject({ status: "ok", detail: expect.stringMatching(/a node answers/) });
    await live.stopNode();
    live.file(
      "data/store/acknowledged",
      "not what it was: forty-four bytes and some more, twice over and over again….",
    );
    const broken = await novate("doctor", "--data", live.data, "--port", "0");
    expect(broken).toMatchObject({ exitCode: 1, err: expect.stringMatching(/Unhealthy: data/) });
    expect(broken.out).toMatch(/^fail {2}data .*restore a snapshot/m);
  });
});
