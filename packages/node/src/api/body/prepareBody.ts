/**
 * Bodies that ask about a transaction, read with every fault of them.
 *
 * @module
 */
import {
  bytes20,
  CodecError,
  Command,
  decode,
  describeJson,
  hexToBytes,
  houseId,
  isHex,
  type ReadJson,
  readJson,
  SignatureScheme,
  Signer,
  Transaction,
  type TransactionEnvelope,
  timeMs,
  u32,
  u64,
} from "@novate/codec";
import { type FormFault, formInvalid, membersOf } from "./faults.ts";
import { NO_SIGNATURE, withRecoveryByte } from "./signature.ts";

export interface TransactionRequest {
  readonly signer: Signer;
  /** An approval that names its bundle, to be filled with what that says. */
  readonly command: Command | { readonly type: "ApprovalOf"; readonly bundleId: number };
  readonly nonce: bigint | undefined;
  readonly expiresAtMs: number | undefined;
}

const KEYS = ["signer", "command", "nonce", "expiresAtMs"];

/** Throws `RequestInvalid` with every fault. */
export function requestOf(json: unknown): TransactionRequest {
  const body = membersOf(json);
  const faults: FormFault[] = [];
  if (body === null) throw formInvalid([{ code: "WrongType", path: "", detail: "the body is not a JSON object" }]);
  const read = <T>(what: ReadJson<T>): T => {
    if (what.ok) return what.value;
    faults.push(...what.faults);
    return undefined as T; // a request with faults is never used
  };
  const request = {
    signer: read(readSigner(body.signer)),
    command: read(readCommand(body.command)),
    nonce: body.nonce === undefined ? undefined : read(readJson(u64, body.nonce, "nonce")),
    expiresAtMs: body.expiresAtMs === undefined ? undefined : read(readJson(timeMs, body.expiresAtMs, "expiresAtMs")),
  };
  for (const key of Object.keys(body))
    if (!KEYS.includes(key)) faults.push({ code: "UnknownKey", path: key, detail: "is not a known key" });
  if (faults.length > 0) throw formInvalid(faults);
  return request;
}

/** A signer in its JSON form, or the address of one that signs typed data, in any case. */
function readSigner(json: unknown): ReadJson<Signer> {
  if (membersOf(json) !== null || json === undefined) return readJson(Signer, json, "signer");
  if (typeof json !== "string" || !/^0x[0-9a-f]{40}$/i.test(json)) {
    const detail = "expected 0x and 40 hexadecimal digits, or an object of scheme and key";
    return { ok: false, faults: [new CodecError("WrongType", "signer", `${detail}, got ${describeJson(json)}`)] };
  }
  const address = readJson(bytes20, json, "signer");
  if (!address.ok) return address;
  const key = `0x${"00".repeat(12)}${address.value.slice(2)}` as const;
  return { ok: true, value: { scheme: SignatureScheme.eip712, key } };
}

function readCommand(json: unknown): ReadJson<TransactionRequest["command"]> {
  const members = membersOf(json);
  if (members?.type !== "ApproveBundle" || Object.keys(members).length !== 2) return readJson(Command, json, "command");
  const bundleId = readJson(u32, members.bundleId, "command.bundleId");
  return bundleId.ok ? { ok: true, value: { type: "ApprovalOf", bundleId: bundleId.value } } : bundleId;
}

/** A transaction as it is submitted, or in JSON without its signature; its faults are told by their fields in it. */
export function transactionOf(json: unknown): ReadJson<Transaction> {
  const body = membersOf(json);
  if (body !== null && Object.keys(body).length === 1) {
    const { bytes, transaction } = body;
    if (typeof bytes === "string") return readBytes(bytes);
    const members = membersOf(transaction);
    if (members !== null) {
      const read = readJson(Transaction, { signature: NO_SIGNATURE, ...members });
      return read.ok ? { ok: true, value: withRecoveryByte(read.value) } : read;
    }
  }
  return fault("", 'the body is neither {"bytes": "0x…"} nor {"transaction": {…}}');
}

/** House, signer, nonce and expiry of a transaction in JSON that cannot be read as a whole; null where these cannot either. */
export function envelopeOf(json: unknown): TransactionEnvelope | null {
  const members = membersOf(membersOf(json)?.transaction);
  const [house, signer, nonce, expiresAtMs] = [
    readJson(houseId, members?.house),
    readJson(Signer, members?.signer),
    readJson(u64, members?.nonce),
    readJson(timeMs, members?.expiresAtMs),
  ];
  if (!house.ok || !signer.ok || !nonce.ok || !expiresAtMs.ok) return null;
  return { house: house.value, signer: signer.value, nonce: nonce.value, expiresAtMs: expiresAtMs.value };
}

function readBytes(text: string): ReadJson<Transaction> {
  const hex = text.toLowerCase();
  if (!isHex(hex)) return fault("bytes", "is not 0x and pairs of hex digits");
  const decoded = decode(Transaction, hexToBytes(hex));
  return decoded.ok ? decoded : { ok: false, faults: [decoded.error] };
}

const fault = (path: string, detail: string): ReadJson<Transaction> => ({
  ok: false,
  faults: [new CodecError("WrongType", path, detail)],
});
