/**
 * What a command is: something that adds itself to the program.
 *
 * @module
 */
import type { Command as Program } from "commander";
import type { Io } from "../terminal/io.ts";

/** Adds one subcommand. Its action throws a `UsageError` or lets the failures of the packages pass; it never exits. */
export type AddCommand = (program: Program, io: Io) => void;

/** A command that is loaded once it is asked for. */
export interface ListedCommand {
  readonly name: string;
  /** What help says of it. */
  readonly says: string;
  load(): Promise<AddCommand>;
}
