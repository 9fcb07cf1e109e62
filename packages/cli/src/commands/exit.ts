/**
 * `novate exit`: leaves with what was saved, when there is nobody left to ask.
 *
 * @module
 */
import type { AddCommand } from "../shared/command.ts";
import { addPay } from "./exit/pay.ts";
import { addProve } from "./exit/prove.ts";
import { addWatch } from "./exit/watch.ts";

export const addExit: AddCommand = (program, io) => {
  const exit = program.command("exit").description("Leave by proof: what vaults owe, paying it out, watching over it.");
  addProve(exit, io);
  addPay(exit, io);
  addWatch(exit, io);
};
