/**
 * Every command's prover: what its content alone shows, beside the signature of the whole.
 *
 * @module
 */
import type { CommandOf, CommandType, HouseId, Transaction } from "@novate/codec";
import type { EvidenceOf, ProvenType } from "../command/evidence.ts";
import { proveCheckpoint } from "./proveCheckpoint.ts";
import { proveExit } from "./proveExit.ts";
import { proveExitAsset, proveExitClaims, proveExitRefunds } from "./proveExitLeaves.ts";
import { proveHotSet } from "./proveHotSet.ts";
import { proveInbox } from "./proveInbox.ts";
import { provePaidWords } from "./provePaidWords.ts";
import { proveRewrite } from "./proveRewrite.ts";
import { proveRotation } from "./proveRotation.ts";
import { proveTokenHealth } from "./proveTokenHealth.ts";
import { proveTrades } from "./proveTrades.ts";
import type { VerifySignature } from "./verifySignature.ts";

type Prove<T extends ProvenType> = (command: CommandOf<T>, house: HouseId, verify: VerifySignature) => EvidenceOf<T>;

const provers: { readonly [T in ProvenType]: Prove<T> } = {
  ReportTrades: proveTrades,
  ProveInbox: proveInbox,
  ProveRewrite: proveRewrite,
  ProveHotSet: proveHotSet,
  SignRotation: proveRotation,
  SignCheckpoint: proveCheckpoint,
  ProvePayment: provePaidWords,
  ProveImpairment: proveTokenHealth,
  ProveExit: proveExit,
  ProveExitAsset: proveExitAsset,
  BookExitClaims: proveExitClaims,
  BookExitRefunds: proveExitRefunds,
};

export function prove<T extends CommandType>(
  { house, command }: { readonly house: HouseId; readonly command: CommandOf<T> },
  verify: VerifySignature,
): EvidenceOf<T> {
  if (!isProven(command)) return null as EvidenceOf<T>; // what has no prover has no evidence
  const proveOne = provers[command.type] as unknown as Prove<ProvenType>; // the table's key is the command's type
  return proveOne(command, house, verify) as EvidenceOf<T>;
}

const isProven = (command: Transaction["command"]): command is CommandOf<ProvenType> =>
  Object.hasOwn(provers, command.type);
