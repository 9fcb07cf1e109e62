/**
 * Everything that is wrong with a transaction, and what it would do.
 *
 * @module
 */
import {
  type CodecError,
  Refusal,
  type RefusalCode,
  refusal,
  refusalDefinitions,
  type Transaction,
  type TransactionEnvelope,
} from "@novate/codec";
import { BLOCK_LIMITS, type Engine, type Examination, envelopeFaults, examine } from "@novate/engine";
import type { Fault, Validation } from "@novate/wire/schema";
import { verifySignature } from "../../admission/verifySignature.ts";
import { accountsOf } from "../../chain/accountsOf.ts";
import { healthView } from "./account.ts";

/** Accounts whose margin is told. */
const MOST_ACCOUNTS = 16;

/** Where a fault of the envelope is. */
const FIELDS: Partial<Record<RefusalCode, string>> = {
  HouseMismatch: "house",
  TransactionExpired: "expiresAtMs",
  LifetimeTooLong: "expiresAtMs",
  SignatureInvalid: "signature",
  NonceUsed: "nonce",
  NonceTooFarAhead: "nonce",
  TransactionTooLarge: "command",
};

const refusalFault = (why: Refusal, field = FIELDS[why.code] ?? "command"): Fault => {
  const { code, number, data } = Refusal.toJson(why);
  return { code, number, data: data as Fault["data"], field, detail: refusalDefinitions[code].meaning };
};

/** A fault of form: the codec's words, and which field. */
const formFault = ({ path, detail }: Pick<CodecError, "path" | "detail">): Fault => {
  const why = refusal("RequestInvalid", { field: path.slice(0, 64), reason: detail.slice(0, 512) });
  return { ...refusalFault(why, path.slice(0, 256)), detail };
};

/** What is wrong with a transaction that has no readable form: that, and what can be told of its envelope. */
export function unreadable(
  engine: Engine,
  form: readonly CodecError[],
  envelope: TransactionEnvelope | null,
): Validation {
  const { height, timeMs } = engine.state.house.values().next().value!; // there is one
  const ofEnvelope = envelope === null ? [] : envelopeFaults(engine.state, envelope);
  const faults = [...form.map(formFault), ...ofEnvelope.map((why) => refusalFault(why))];
  return { ok: false, isSigned: false, height, timeMs, faults, outcomes: [], accounts: [] };
}

/** `isSigned`: whether its signature holds; null of one without. `size`: its bytes. */
export function validationOf(
  engine: Engine,
  transaction: Transaction,
  isSigned: boolean | null,
  size: number,
): Validation {
  const found = examine(engine.house, engine.state, transaction, isSigned ?? true, verifySignature);
  const faults = [...sizeFaults(size), ...found.faults.map((why) => refusalFault(why))];
  for (const { refusal: why, field } of found.refusals)
    faults.push(refusalFault(why, field === null || field === "signer" ? (field ?? "command") : `command.${field}`));
  for (const [index, outcome] of found.outcomes.entries())
    if (!outcome.accepted) faults.push(refusalFault(outcome.refusal, `command.trades[${index}]`));
  const { height, timeMs } = engine.state.house.values().next().value!; // there is one
  return {
    ok: faults.length === 0,
    isSigned: isSigned === true,
    height,
    timeMs,
    faults,
    outcomes: found.outcomes.map((outcome) =>
      outcome.accepted
        ? { accepted: true, refusal: null }
        : { accepted: false, refusal: Refusal.toJson(outcome.refusal) },
    ),
    accounts: marginOf(engine, found),
  };
}

const sizeFaults = (size: number): Fault[] =>
  size > BLOCK_LIMITS.transactionBytes
    ? [refusalFault(refusal("TransactionTooLarge", { bytes: size, limitBytes: BLOCK_LIMITS.transactionBytes }))]
    : [];

function marginOf({ house, state }: Engine, { events, after }: Examination): Validation["accounts"] {
  const touched = new Set(events.flatMap((event) => [...accountsOf(event)]));
  const healthIn = (rows: typeof after, accountId: number) => {
    const account = rows.accounts.get(accountId);
    return account === undefined ? null : healthView(house.margin.assess(rows, account));
  };
  return [...touched]
    .slice(0, MOST_ACCOUNTS)
    .map((accountId) => ({ accountId, before: healthIn(state, accountId), after: healthIn(after, accountId) }));
}
