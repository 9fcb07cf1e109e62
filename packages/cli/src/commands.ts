/**
 * Every command, in the order in which help lists them. A new one is a file beside this and a line here.
 *
 * @module
 */
import type { AddCommand } from "./command.ts";
import { addDemo } from "./demo.ts";
import { addReplay } from "./replay.ts";
import { addStart } from "./start.ts";

export const commands: readonly AddCommand[] = [addStart, addDemo, addReplay];
