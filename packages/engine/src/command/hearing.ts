/**
 * When in a block a command is heard.
 *
 * @module
 */

/** The three moments of a block at which commands are heard; within one, block order holds. */
export type Hearing = "prices" | "relief" | "trades";
