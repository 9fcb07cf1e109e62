/**
 * Every command's prover: what its content alone shows, beside the signature of the whole.
 *
 * @module
 */
import type { CommandOf, CommandType, HouseId, Transaction } from "@novate/codec";
import type { EvidenceOf, ProvenType } from "../command/evidence.ts";
import { proveTrades } from "./proveTrades.ts";
import type { VerifySignature } from "./verifySignature.ts";

type Prove<T extends ProvenType> = (command: CommandOf<T>, house: HouseId, verify: VerifySignature) => EvidenceOf<T>;

const provers: { readonly [T in ProvenType]: Prove<T> } = { ReportTrades: proveTrades };

export function prove(
  { house, command }: Pick<Transaction, "house" | "command">,
  verify: VerifySignature,
): EvidenceOf<CommandType> {
  return isProven(command) ? provers[command.type](command, house, verify) : null;
}

const isProven = (command: Transaction["command"]): command is CommandOf<ProvenType> =>
  Object.hasOwn(provers, command.type);
