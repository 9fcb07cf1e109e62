/**
 * `novate exit`: leaves with what was saved, when there is nobody left to ask.
 *
 * @module
 */
import type { AddCommand } from "../shared/command.ts";
import { addAsk } from "./exit/ask.ts";
import { addPay } from "./exit/pay.ts";
import { addProve } from "./exit/prove.ts";
import { addShow } from "./exit/show.ts";
import { addWatch } from "./exit/watch.ts";

export const addExit: AddCommand = (program, io) => {
  const exit = program.command("exit");
  addShow(exit, io);
  addAsk(exit, io);
  addProve(exit, io);
  addPay(exit, io);
  addWatch(exit, io);
};
