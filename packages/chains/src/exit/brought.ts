/**
 * Calls that brought a vault, or its sets, something that was signed. What comes straight from an account stands as its transaction's
 * input; what comes by any other way the contract says in an event, whole.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { RotationLink, Signatures, SignerSet } from "@novate/evm";
import { toFunctionSelector } from "viem";
import { setsAbi, vaultAbi } from "../abi/abi.ts";
import { dataOf, objectOf } from "../rpc/checked.ts";
import { ChainError } from "../rpc/failure.ts";
import type { ChainSource } from "../source/source.ts";
import type { CheckpointArguments, SectionArguments } from "../vault/calls.ts";
import { CallData } from "./callData.ts";

/** What a call of `accept` brings to a vault. */
export interface AcceptWords {
  readonly checkpoint: CheckpointArguments;
  readonly section: SectionArguments;
  readonly set: SignerSet;
  readonly signatures: Signatures;
}

const selectorOf = (abi: readonly { readonly type: string; readonly name?: string }[], name: string): Hex =>
  toFunctionSelector(abi.find((entry) => entry.type === "function" && entry.name === name) as never); // a function
const ACCEPT = selectorOf(vaultAbi, "accept");
const ROTATE = selectorOf(setsAbi, "rotate");
const HOT = 0n;

/** Places of arguments, behind the selector and of so many words each. */
const FIRST = 4n;
const words = (count: number): bigint => BigInt(32 * count);

/** The input of a transaction. Rejects with `NotFound` where the source has it no longer. */
export async function inputOf(source: ChainSource, transaction: Hex): Promise<Hex> {
  const answer = await source.rpc.request("eth_getTransactionByHash", [transaction]);
  if (answer === null) throw new ChainError("NotFound", `${source.url} has no transaction ${transaction}`);
  return dataOf(objectOf(answer, "transaction").input, "input");
}

/** The words of a call of `accept`; null of any other. Throws `RpcMalformed` for one that no vault takes. */
export function acceptIn(call: Hex): AcceptWords | null {
  if (!call.startsWith(ACCEPT)) return null;
  const data = new CallData(call);
  const [section, set, signatures] = [5, 6, 7].map((place) => data.part(FIRST, FIRST + words(place)));
  return {
    checkpoint: {
      height: data.uint(FIRST),
      timeMs: data.uint(FIRST + words(1)),
      previous: data.word(FIRST + words(2)),
      stateRoot: data.word(FIRST + words(3)),
      claimsRoot: data.word(FIRST + words(4)),
    },
    section: sectionAt(data, section!),
    set: setAt(data, set!),
    signatures: signaturesAt(data, signatures!),
  };
}

/** Steps of hot sets in a call of `rotate`; none in any other. Throws as `acceptIn`. */
export function hotLinksIn(call: Hex): RotationLink[] {
  if (!call.startsWith(ROTATE)) return [];
  const data = new CallData(call);
  if (data.uint(FIRST) !== HOT) return [];
  const all = data.part(FIRST, FIRST + words(1));
  return data.list(all).map((at) => {
    const link = data.part(all + words(1), at);
    const [from, fromSignatures, to, toSignatures] = [0, 1, 2, 3].map((place) => data.part(link, link + words(place)));
    return {
      from: setAt(data, from!),
      fromSignatures: signaturesAt(data, fromSignatures!),
      to: setAt(data, to!),
      toSignatures: signaturesAt(data, toSignatures!),
    };
  });
}

const sectionAt = (data: CallData, at: bigint): SectionArguments => ({
  inboxCount: data.uint(at),
  inboxAcc: data.word(at + words(1)),
  outboxRoot: data.word(at + words(2)),
  assetsRoot: data.word(at + words(3)),
  index: data.uint(at + words(4)),
  siblings: data.list(data.part(at, at + words(5))).map((place) => data.word(place)),
});

const setAt = (data: CallData, at: bigint): SignerSet => ({
  epoch: data.uint(at),
  total: data.uint(at + words(1)),
  words: data.list(data.part(at, at + words(2))).map((place) => data.word(place)),
});

const signaturesAt = (data: CallData, at: bigint): Signatures => ({
  signers: data.uint(at),
  compact: data.bytes(data.part(at, at + words(1))),
});
