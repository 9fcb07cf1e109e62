/**
 * Clears a few minutes of a tape and prints the state root: what every platform must agree on.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { parseTapeTime, readTape, replayTape, sliceTape } from "@novate/lab";
import { Admission } from "@novate/node";

const [path = "", from = "", to = ""] = process.argv.slice(2);
const tape = await readTape([readFileSync(path)]);
const { header } = tape;
const cut = sliceTape(tape, {
  fromMs: parseTapeTime(from, header),
  toMs: parseTapeTime(to, header),
  underlyings: ["BTC", "ATOM"],
});
const report = await replayTape({
  tape: cut,
  seed: "7",
  preparer: new Admission({ threads: 0 }),
});
console.log(report.stateRoot);
