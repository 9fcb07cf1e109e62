/**
 * Clears a few minutes of a tape, and plays a vault's exit and both ends of the segment of its cash; prints both state roots: what every platform
 * must agree on.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { parseTapeTime, readTape, replayTape, sliceTape } from "@novate/lab";
import { Admission } from "@novate/node";
import { runTrial } from "../../packages/testkit/src/trial/trial.ts";

/** A history in which a vault goes into exit, and just as long as that takes. */
const EXIT = { seed: "canary-59", operations: 2_700 } as const;

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
console.log(report.stateRoot, runTrial(EXIT.seed, EXIT.operations).stateRoot);
