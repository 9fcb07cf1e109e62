/**
 * Goal: commands do what they say, and bad input ends with code 2 and one sentence that says what to do. Method: whole
 * command lines with captured output; short pieces of the bundled tape.
 */
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { run } from "./run.ts";
import type { Io } from "./terminal/io.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line; `stopAt` asks it to stop so long after that text has been told, or at all. */
async function novate(args: readonly string[], stopAt?: string, afterMs = 0): Promise<Ran> {
  let out = "";
  let err = "";
  const stop = new AbortController();
  if (stopAt === "") setTimeout(() => stop.abort(), afterMs);
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
      if (stopAt === undefined || stopAt === "" || !err.includes(stopAt)) return;
      if (afterMs === 0) stop.abort();
      else setTimeout(() => stop.abort(), afterMs);
    },
    isTerminal: false,
    hasColour: false,
    rows: 24,
    pageColumns: null,
    onResize: () => () => {},
    columns: 80,
    stopped: stop.signal,
  };
  const exitCode = await run(args, io);
  return { exitCode, out, err };
}

const PIECE = ["--from", "20:59", "--to", "21:01", "--underlyings", "ATOM"];

describe("replay", () => {
  test("prints one JSON object, or a page; the same seed gives the same root", async () => {
    const asJson = await novate(["replay", "2025-10-10", ...PIECE, "--json"]);
    expect(asJson).toMatchObject({ exitCode: 0, err: "" });
    const json = JSON.parse(asJson.out);
    expect(json).toMatchObject({ stateRoot: expect.stringMatching(/^0x[0-9a-f]{64}$/), conserved: true });
    expect(json.elapsedMs).toBeGreaterThan(0);
    const asPage = await novate(["replay", "2025-10-10", ...PIECE]);
    expect(asPage.exitCode).toBe(0);
    expect(asPage.out).toContain(json.stateRoot);
  });

  test("interrupted, it ends at once and prints no report", async () => {
    const { exitCode, out, err } = await novate(["replay", "2025-10-10"], "", 50);
    expect({ exitCode, out }).toEqual({ exitCode: 130, out: "" });
    expect(err).toContain("stopped before the end");
  });

  const torn = join(folder, "torn.tape");
  writeFileSync(torn, "novate-tape 1\nname torn\n");
  test.each([
    [["2025-10-11"], "TapeNotFound"],
    [[torn], "Truncated"],
    [["2025-10-10", "--seed", "-1"], "whole number from 0"],
    [["2025-10-10", "--seed", "one"], "whole number from 0"],
    [["2025-10-10", "--from", "25:00"], 'HeaderFieldMalformed: "25:00"'],
    [["2025-10-10", "--from", "22:00", "--to", "21:00"], "SliceEmpty: nothing is left"],
    [["2025-10-10", "--underlyings", "BTC,XRP"], "UnderlyingUnknown: no XRP here; it has BTC"],
    [["2025-10-10", "--underlyings", "BTC,,ETH"], "a list such as BTC,ETH"],
    [["2025-10-10", "--underlyings", "BTC,BTC"], "BTC is named twice"],
    [["2025-10-10", "--speed", "9"], "unknown option"],
    [[], "missing required argument 'tape'"],
  ])("refuses %j", async (args, told) => {
    const { exitCode, out, err } = await novate(["replay", ...args]);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(told);
  });
});

describe("demo", () => {
  const data = join(folder, "demo");
  const demo = (...args: string[]) => ["demo", ...PIECE, "--port", "0", "--data", data, ...args];
  const rootIn = (text: string): string | undefined => /0x[0-9a-f]{64}/.exec(text)?.[0];

  test("plays a tape, and the next start recovers the same root instead of playing again", async () => {
    const played = await novate(demo("--exit"));
    expect(played).toMatchObject({ exitCode: 0 });
    const root = rootIn(played.out);
    expect(root).toBeDefined();
    const again = await novate(demo(), "stays up");
    expect(again.exitCode).toBe(0);
    expect(again.out).toBe(played.out);
    expect(again.err).toContain(`state root ${root}`);
    expect(again.err).toContain("--fresh");
    expect(again.err).toContain(`Stopped at block`);
    expect(rootIn(again.err.slice(again.err.indexOf("Stopped")))).toBe(root);
  });

  test("refuses to mix another replay into the folder, and starts over when asked", async () => {
    const other = await novate(demo("--seed", "2"));
    expect(other.exitCode).toBe(2);
    expect(other.err).toContain("FolderHoldsAnotherReplay");
    expect(other.err).toContain("seed 1, not 2");
    expect(await novate(demo("--seed", "2", "--fresh", "--exit"))).toMatchObject({ exitCode: 0 });
  });

  test("leaves a folder alone that no demo wrote", async () => {
    writeFileSync(join(folder, "letter.txt"), "dear");
    for (const flag of [[], ["--fresh"]]) {
      const { exitCode, err } = await novate(["demo", ...PIECE, "--port", "0", "--data", folder, ...flag]);
      expect(exitCode).toBe(2);
      expect(err).toContain("FolderNotADemo");
    }
  });

  test("stopped in the middle, it is played on at the next start, to the same end", async () => {
    const cut = join(folder, "cut");
    const piece = ["--from", "20:50", "--to", "21:05", "--underlyings", "ATOM"];
    const long = ["demo", ...piece, "--port", "0", "--data", cut];
    const stopped = await novate(long, "block 1 ");
    expect(stopped).toMatchObject({ exitCode: 0, out: "" });
    const again = await novate([...long, "--exit"]);
    expect(again.err).toContain("The last run stopped here");
    const whole = await novate(["replay", "2025-10-10", ...piece, "--json"]);
    expect(rootIn(again.out)).toBe(JSON.parse(whole.out).stateRoot);
  });
});

test.each(["start", "dev", "demo"])("%s on a port that is taken leaves no folder", async (name) => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo; // it listens on TCP
  const data = join(folder, `taken-${name}`);
  const { exitCode, err } = await novate([name, "--port", String(port), "--data", data]);
  taken.close();
  expect({ exitCode, err }).toEqual({
    exitCode: 1,
    err: expect.stringMatching(/^novate: PortInUse: port \d+ of 127\.0\.0\.1 is taken\. /),
  });
  expect(existsSync(data)).toBe(false);
});

describe("start", () => {
  const live = join(folder, "live");

  test("founds a house for development, and recovers it", async () => {
    const args = ["start", "--port", "0", "--data", live];
    const first = await novate(args, "Ctrl-C stops", 1_500);
    expect(first.exitCode).toBe(0);
    expect(first.err).toContain("Founded a house");
    const second = await novate(args, "Ctrl-C stops");
    expect(second.err).toMatch(/Recovered block [1-9]/);
  });

  const broken = join(folder, "broken.json");
  writeFileSync(broken, "{");
  const wrong = join(folder, "wrong.json");
  writeFileSync(wrong, '{"name":7}');
  test.each([
    [["--genesis", join(folder, "none.json")], 2, "GenesisNotFound"],
    [["--genesis", broken], 2, "GenesisMalformed"],
    [["--genesis", wrong], 2, "name"],
    [["--port", "70000"], 2, "whole number from 0 to 65535"],
    [["--rate", "0"], 2, "whole number from 1 to 1000000"],
    [["--rate", "-1"], 2, "whole number from 1 to 1000000"],
  ])("refuses %j", async (args, code, told) => {
    const { exitCode, err } = await novate(["start", "--data", join(folder, "none"), ...args]);
    expect(exitCode).toBe(code);
    expect(err).toContain(told);
  });
});

test("without a command it helps, and an unknown one is refused", async () => {
  expect((await novate(["--help"])).out).toContain("replay");
  expect(await novate(["--version"])).toMatchObject({ exitCode: 0, out: "0.1.0\n" });
  expect(await novate(["fly"])).toMatchObject({ exitCode: 2 });
  expect(await novate([])).toMatchObject({ exitCode: 2 });
});
