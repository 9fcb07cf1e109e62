/**
 * Whether an account can leave with a kit when there is nobody left to ask, and with how much.
 *
 * @module
 */
import { CodecError, ExitKit, fromJson, type Hex } from "@novate/codec";
import { type ExitPayout, faultOfKit, type KitFaultName, payoutsOf as payoutsOfKit } from "@novate/evm";
import { recoverAddress } from "../signing/secp256k1Key.ts";

export type KitVerdict =
  | { readonly ok: true; readonly kit: ExitKit }
  /** `of`: the key, vault, account, asset or payment that is at fault; where the kit is none, the field. */
  | { readonly ok: false; readonly reason: KitFaultName | "KitMalformed"; readonly of: string };

/**
 * The kit of its JSON, if vaults would pay by it: leaves, roots, digest and signatures are computed anew. `trusted` comes from
 * elsewhere: the house, and the hash of the hot set as its vaults have it in storage.
 *
 * @example
 * const trusted = { house: "0x" + "00".repeat(32), setHash: "0x" + "11".repeat(32) };
 * const verdict = verifyExitKit({}, trusted); // the answer of novate.exitKit(accountId), or a file that was saved
 * if (verdict.ok) console.log(payoutsOf(verdict.kit));
 * else console.log(verdict.reason, verdict.of); // KitMalformed house
 */
export function verifyExitKit(json: unknown, trusted: { readonly house: Hex; readonly setHash: Hex }): KitVerdict {
  let kit: ExitKit;
  try {
    kit = fromJson(ExitKit, json);
  } catch (failure) {
    return { ok: false, reason: "KitMalformed", of: failure instanceof CodecError ? failure.path : "" };
  }
  const fault = faultOfKit(kit, { ...trusted, recover: recoverAddress });
  return fault === null ? { ok: true, kit } : { ok: false, reason: fault.fault, of: fault.of };
}

/** What each vault pays by a kit that was verified; see {@link ExitPayout}. */
export const payoutsOf = (kit: ExitKit): ExitPayout[] => payoutsOfKit(kit);
