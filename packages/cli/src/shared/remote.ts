/**
 * Flags and helpers of commands that ask a running node.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { createClient, type NovateClient } from "@novate/sdk";
import { type Command, InvalidArgumentError } from "commander";
import { addOutputFlags, type OutputFlags } from "./output.ts";
import { wholeNumber } from "./values.ts";

export interface RemoteFlags extends OutputFlags {
  readonly url: string;
}

function nodeUrl(text: string): string {
  const isUrl = URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
  if (isUrl) return text;
  throw new InvalidArgumentError("It is where a node's API is, such as http://127.0.0.1:4700.");
}

export const addUrlFlag = (command: Command): Command =>
  command.option("--url <url>", "API of the node to ask", nodeUrl, "http://127.0.0.1:4700");

export const addRemoteFlags = (command: Command): Command => addOutputFlags(addUrlFlag(command));

export const clientOf = ({ url }: RemoteFlags): NovateClient => createClient({ url });

export const idNumber = wholeNumber(0, 0xffff_ffff);

/** So many bytes as `0x…`, in lower case. */
export const hexOf =
  (bytes: number, example: string) =>
  (text: string): Hex => {
    if (new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`).test(text)) return text.toLowerCase() as Hex; // by the pattern
    throw new InvalidArgumentError(`It is ${example}: 0x and ${2 * bytes} hexadecimal digits.`);
  };

/** Flags of a list that comes in pages. */
export interface PageFlags extends RemoteFlags {
  readonly limit?: number;
  readonly cursor?: string;
}

export const addPageFlags = (command: Command): Command =>
  addRemoteFlags(command)
    .option("--limit <n>", "how many, at most", wholeNumber(1, 500))
    .option("--cursor <cursor>", "where to go on: the nextCursor of the page before");

export const pageOf = ({ limit, cursor }: PageFlags) => ({
  ...(limit !== undefined && { limit }),
  ...(cursor !== undefined && { cursor }),
});
