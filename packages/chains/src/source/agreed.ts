/**
 * What several sources say alike. One that lies, errs or lags is outvoted by nobody: any difference is an answer of its own.
 *
 * @module
 */
import { assert } from "@novate/stdx";
import { ChainError } from "../rpc/failure.ts";
import type { BlockHeader } from "./rawHeader.ts";
import type { BlockTag, ChainSource } from "./source.ts";

/** Sources that must answer before anything is said in their name. */
const LEAST_SOURCES = 2;

/**
 * The newest number that every source which answers calls by `tag`. Rejects with `SourcesTooFew` where fewer than two answer.
 * A source that is far behind holds the others back rather than being left out: it may be the honest one.
 */
export async function agreedNumber(sources: readonly ChainSource[], tag: BlockTag): Promise<bigint> {
  const headers = await answersOf(sources, (source) => source.header(tag));
  return headers.reduce((least, { number }) => (number < least ? number : least), headers[0]!.number);
}

/** The header at a number, if all sources that answer have the same. Rejects with `SourcesDisagree` or `SourcesTooFew`. */
export async function agreedHeader(sources: readonly ChainSource[], number: bigint): Promise<BlockHeader> {
  const headers = await answersOf(sources, (source) => source.header(number));
  const [first] = headers;
  assert(first !== undefined, "sources: none answered");
  const other = headers.find(({ hash }) => hash !== first.hash);
  if (other !== undefined)
    throw new ChainError(
      "SourcesDisagree",
      `block ${number} is ${first.hash} at one source, ${other.hash} at another`,
      {
        details: { number, hashes: headers.map(({ hash }) => hash) },
      },
    );
  return first;
}

/** Whether every source that answers serves the chain it should. Rejects with `ChainDiffers` or `SourcesTooFew`. */
export async function checkChain(sources: readonly ChainSource[], chainId: bigint): Promise<void> {
  for (const answered of await answersOf(sources, (source) => source.chainId())) {
    if (answered !== chainId)
      throw new ChainError("ChainDiffers", `a source serves chain ${answered} where ${chainId} was meant`);
  }
}

/** The answers of the sources that answer. A forged answer is not passed over: it rejects. */
async function answersOf<T>(
  sources: readonly ChainSource[],
  ask: (source: ChainSource) => Promise<T>,
): Promise<readonly T[]> {
  const settled = await Promise.allSettled(sources.map(ask));
  const failures = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  const lie = failures.find((failure) => failure instanceof ChainError && failure.advice === "stop");
  if (lie !== undefined) throw lie;
  const answers = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  if (answers.length >= LEAST_SOURCES) return answers;
  throw new ChainError("SourcesTooFew", `${answers.length} of ${sources.length} sources answer`, {
    cause: failures[0],
  });
}
