/**
 * Goal: whoever stops reading ends a command quietly, and a signal to npm reaches the node under it. Method: whole processes, one with a
 * pipe that is closed at once, one under `npx`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "../testing/house.fixture.ts";

const bin = fileURLToPath(new URL("../../bin/novate.js", import.meta.url));
const root = fileURLToPath(new URL("../../../..", import.meta.url));

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

/** What a process tells, to its end. */
function told(child: ChildProcess): () => string {
  let text = "";
  child.stderr!.on("data", (data) => {
    text += data;
  });
  return () => text;
}

test.each(["export events", "export rows", "market list", "market list -o csv"])(
  "%s ends quietly when nobody reads on",
  async (line) => {
    const child = spawn(process.execPath, [bin, ...line.split(" "), "--url", house.url]);
    child.stdout.destroy(); // as `head` does once it has its lines
    const text = told(child);
    const [exitCode] = await once(child, "close");
    expect({ exitCode, err: text() }).toEqual({ exitCode: 0, err: "" });
  },
);

test("a command that fails still says so when nobody reads", async () => {
  const child = spawn(process.execPath, [bin, "market", "show", "99", "--url", house.url]);
  child.stdout.destroy();
  const text = told(child);
  const [exitCode] = await once(child, "close");
  expect({ exitCode, err: text() }).toMatchObject({ exitCode: 2, err: expect.stringContaining("InstrumentUnknown") });
});

/** As a service manager ends it, and as Ctrl-C of a terminal does: npm passes SIGTERM on to a shell, which dies of it, and SIGINT to one that does not. */
test.each([
  ["SIGTERM to npx alone", "SIGTERM", 1],
  ["Ctrl-C, which its whole group hears,", "SIGINT", -1],
] as const)("%s stops the node under it cleanly", { timeout: 60_000 }, async (name, signal, sign) => {
  const data = join(house.folder, name.replaceAll(/\W/g, ""));
  const child = spawn("npx", ["novate", "start", "--port", "0", "--data", data], { cwd: root, detached: true });
  const text = told(child);
  while (!text().includes("Ctrl-C stops")) await once(child.stderr, "data");
  process.kill(sign * child.pid!, signal); // it was spawned
  const [, endedBy] = await once(child, "close"); // once nobody has its streams any more, the node under it among them
  expect(text()).toMatch(/Stopped at block \d+, state root 0x/);
  expect(endedBy).toBe(signal); // npx's own ending: a shell says 143 or 130
});
