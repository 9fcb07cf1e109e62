/**
 * Flags of commands that ask chains.
 *
 * @module
 */
import { type ChainSource, createSource, createWriter, type WriterOptions } from "@novate/chains";
import { type Hex, hexToBytes } from "@novate/codec";
import { InvalidArgumentError } from "commander";
import { UsageError } from "./failure.ts";
import { readText } from "./input.ts";
import { hexOf } from "./remote.ts";

export const addressOf = hexOf(20, "an address");

/** Where a chain is asked: `31337=http://127.0.0.1:8545`. */
export interface RpcFlag {
  readonly chainId: number;
  readonly url: string;
}

/** Collects `--rpc`, which may be given several times. */
export function rpcFlag(text: string, before: readonly RpcFlag[] = []): RpcFlag[] {
  const [, chain, url] = /^(\d{1,15})=(https?:\/\/.+)$/.exec(text) ?? [];
  if (chain === undefined || url === undefined || !URL.canParse(url))
    throw new InvalidArgumentError("It is a chain's id and where to ask it, such as 1=https://rpc.example.");
  return [...before, { chainId: Number(chain), url }];
}

/** Sources by chain. */
export function sourcesOf(rpcs: readonly RpcFlag[]): Map<number, ChainSource[]> {
  const found = new Map<number, ChainSource[]>();
  for (const { chainId, url } of rpcs) found.set(chainId, [...(found.get(chainId) ?? []), createSource({ url })]);
  return found;
}

/** The first source of a chain. Errors: `UsageError` `RpcMissing`. */
export function sourceOf(rpcs: readonly RpcFlag[], chainId: number): ChainSource {
  const source = sourcesOf(rpcs).get(chainId)?.[0];
  if (source !== undefined) return source;
  throw new UsageError(
    "RpcMissing",
    `nothing says where chain ${chainId} is asked`,
    `Say so with --rpc ${chainId}=URL.`,
  );
}

/** A writer with the key of a file: 32 bytes in hexadecimal. Errors: `UsageError` `KeyMalformed` and those of the file. */
export async function writerOf(
  source: ChainSource,
  chainId: number,
  file: string,
  more: Partial<Pick<WriterOptions, "sent" | "mostGas">> = {},
) {
  const hex = (await readText(file)).trim().replace(/^0x/, "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex))
    throw new UsageError("KeyMalformed", `${file} holds no secret of 64 hexadecimal digits`);
  return createWriter({ source, chainId: BigInt(chainId), secret: hexToBytes(`0x${hex}` as Hex), ...more });
}
