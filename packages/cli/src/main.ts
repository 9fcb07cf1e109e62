/**
 * The program.
 *
 * @module
 */

import { run } from "./run.ts";
import { createProcessIo } from "./terminal/io.ts";

process.exitCode = await run(process.argv.slice(2), createProcessIo());
