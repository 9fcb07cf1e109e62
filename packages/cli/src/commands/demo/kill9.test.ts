/**
 * Goal: a demo whose plug was pulled plays on to the root of one that was left alone. Method: whole processes on one folder, each
 * killed with SIGKILL a little later after it came up, the last one left to end.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "novate-demo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bin = fileURLToPath(new URL("../../../bin/novate.js", import.meta.url));
const WINDOW = ["--from", "21:06", "--to", "21:14", "--underlyings", "BTC,ATOM"];

interface Ended {
  readonly out: string;
  readonly signal: NodeJS.Signals | null;
}

/** Plays into the folder named; with `killMs`, only so long after it first told a time of the tape. */
function play(data: string, killMs?: number): Promise<Ended> {
  const args = ["demo", ...WINDOW, "--data", join(folder, data), "--port", "0", "--exit"];
  const demo = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  demo.stdout.on("data", (text: Buffer) => {
    out += text.toString();
  });
  let isPlaying = false;
  demo.stderr.on("data", (text: Buffer) => {
    out += text.toString();
    if (isPlaying || !/^\d\d:\d\d/m.test(out)) return;
    isPlaying = true;
    if (killMs !== undefined) setTimeout(() => demo.kill("SIGKILL"), killMs);
  });
  return new Promise((resolve, reject) => {
    demo.on("error", reject);
    demo.on("close", (_code, signal) => resolve({ out, signal }));
  });
}

const rootOf = ({ out }: Ended): string | undefined => /^State root (0x[0-9a-f]{64})$/m.exec(out)?.[1];
/** Where a start found the folder: the last block before the plug was pulled. */
const recoveredOf = ({ out }: Ended): number => Number(/^Recovered block (\d+)/m.exec(out)?.[1] ?? 0);

test("a killed demo plays on to the same root", async () => {
  const whole = play("whole");
  const starts: Ended[] = [];
  for (const killMs of [0, 150, 300]) starts.push(await play("killed", killMs));
  const last = await play("killed");
  expect(starts.map(({ signal }) => signal)).toEqual(["SIGKILL", "SIGKILL", "SIGKILL"]);
  expect(recoveredOf(last)).toBeGreaterThan(1);
  expect(rootOf(last)).toMatch(/^0x/);
  expect(rootOf(last)).toBe(rootOf(await whole));
});
