/**
 * Mutated byte strings against the decoder and against a living house.
 *
 * @module
 */
import { decode, encode, Transaction } from "@novate/codec";
import { type BlockResult, Engine, prepareTransaction } from "@novate/engine";
import { Auditor } from "../auditor/auditor.ts";
import { check } from "../auditor/failure.ts";
import { Dice } from "../dice.ts";
import { Workload } from "../workload/workload.ts";
import { signerKey, verifyAnything, verifyToySignature } from "../world/cast.ts";
import { worldGenesis } from "../world/genesis.ts";
import { mutate } from "./mutate.ts";

/** Mutated strings in each block. */
const BATCH = 200;
/** One block in so many takes every signature for good, so that what decodes is decided upon. */
const LENIENT_EVERY = 4;

export interface AssaultReport {
  readonly strings: number;
  /** Strings that were transactions all the same. */
  readonly decoded: number;
  /** Of those, with every signature taken for good: accepted ones. */
  readonly accepted: number;
}

/**
 * Sends `strings` mutated transactions of a seeded workload into decoder and house.
 *
 * Throws if one of them throws, decodes to something that is written otherwise, or changes anything that it may not:
 * with signatures checked, nothing at all; with every signature taken for good, what the auditor allows a command.
 */
export function assault(seed: string, strings: number): AssaultReport {
  const { engine, result } = Engine.create(worldGenesis());
  const auditor = new Auditor(engine, result);
  const workload = new Workload(seed);
  const dice = new Dice(seed).fork("bytes");
  const corpus: Uint8Array[] = [new Uint8Array()];
  const report = { strings: 0, decoded: 0, accepted: 0 };
  while (report.strings < strings) {
    const { height, timeMs, transactions } = workload.next(engine);
    corpus.push(...transactions);
    corpus.splice(0, Math.max(corpus.length - 400, 0));
    const isLenient = height % LENIENT_EVERY === 0;
    const mutants = Array.from({ length: BATCH }, () => {
      const mutant = mutate(dice, dice.pick(corpus), dice.pick(corpus));
      return isLenient ? revived(engine, mutant, timeMs) : mutant;
    });
    const verify = isLenient ? verifyAnything : verifyToySignature;
    const honest = transactions.map((bytes) => prepareTransaction(bytes, verifyToySignature));
    const prepared = [...honest, ...mutants.map((bytes) => prepareTransaction(bytes, verify))];
    const outcome = engine.apply({ height, timeMs, transactions: prepared });
    auditor.audit(prepared, outcome, engine);
    for (const [index, bytes] of mutants.entries()) {
      if (isCanonical(bytes)) report.decoded += 1;
      const receipt = outcome.receipts[honest.length + index]!;
      if (receipt.refusal === null) report.accepted += 1;
      if (!isLenient) checkHarmless(bytes, receipt, corpus);
    }
    report.strings += mutants.length;
  }
  auditor.auditEverything(engine);
  return report;
}

/** A mutant that decodes, with a nonce that is fresh and an expiry to come, so that its command is heard. */
function revived(engine: Engine, bytes: Uint8Array, timeMs: number): Uint8Array {
  const decoded = decode(Transaction, bytes);
  if (!decoded.ok) return bytes;
  const base = engine.state.nonces.get(signerKey(decoded.value.signer))?.base ?? 0n;
  const { house } = engine.state.house.get(0)!;
  return encode(Transaction, { ...decoded.value, house, nonce: base, expiresAtMs: timeMs + 60_000 });
}

const isSame = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

/** Whether the bytes are a transaction; if so, they are the only bytes of it. */
function isCanonical(bytes: Uint8Array): boolean {
  const decoded = decode(Transaction, bytes);
  if (!decoded.ok) return false;
  check("CODEC-001", isSame(encode(Transaction, decoded.value), bytes), () => "one transaction has two byte strings");
  return true;
}

/** With signatures checked, a string that nobody signed changes nothing. A mutation may have undone itself. */
function checkHarmless(
  bytes: Uint8Array,
  receipt: BlockResult["receipts"][number],
  corpus: readonly Uint8Array[],
): void {
  if (receipt.eventCount === 0) return;
  check(
    "INV-012",
    corpus.some((known) => isSame(known, bytes)),
    () => "a mutated transaction had an effect",
  );
}
