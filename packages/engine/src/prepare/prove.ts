/**
 * Every command's prover: what its content alone shows, beside the signature of the whole.
 *
 * @module
 */
import type { CommandOf, CommandType, Transaction } from "@novate/codec";
import type { EvidenceOf, ProvenType } from "../command/evidence.ts";
import { proveTrades } from "./proveTrades.ts";
import type { VerifySignature } from "./verifySignature.ts";

type Prove<T extends ProvenType> = (command: CommandOf<T>, chainId: bigint, verify: VerifySignature) => EvidenceOf<T>;

const provers: { readonly [T in ProvenType]: Prove<T> } = { ReportTrades: proveTrades };

export function prove(
  { chainId, command }: Pick<Transaction, "chainId" | "command">,
  verify: VerifySignature,
): EvidenceOf<CommandType> {
  return isProven(command) ? provers[command.type](command, chainId, verify) : null;
}

const isProven = (command: Transaction["command"]): command is CommandOf<ProvenType> =>
  Object.hasOwn(provers, command.type);
