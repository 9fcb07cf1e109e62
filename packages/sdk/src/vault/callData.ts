/**
 * The bytes of the calls that paying in takes, for wallets that are asked by JSON-RPC: selectors, and words side by side.
 *
 * @module
 */
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import type { DepositTerms } from "./deposit.ts";

const DEPOSIT = "deposit(address,uint256,(uint64,address,uint16,uint32),bytes)";
/** Where the bytes begin that stand behind the seven words of the head. */
const DATA_AT = 7n * 32n;

const selectorOf = (signature: string): string => bytesToHex(keccak256(new TextEncoder().encode(signature)), 0, 4);
const word = (value: bigint | Hex): string =>
  (typeof value === "bigint" ? value.toString(16) : value.slice(2)).toLowerCase().padStart(64, "0");
const callOf = (signature: string, ...values: readonly (bigint | Hex)[]): Hex =>
  `${selectorOf(signature)}${values.map(word).join("")}` as Hex; // selector and words are hexadecimal

export const approveData = (spender: Hex, amountAtoms: bigint): Hex =>
  callOf("approve(address,uint256)", spender, amountAtoms);
export const allowanceData = (owner: Hex, spender: Hex): Hex => callOf("allowance(address,address)", owner, spender);
export const balanceData = (owner: Hex): Hex => callOf("balanceOf(address)", owner);

export function depositData(terms: Omit<DepositTerms, "vault">): Hex {
  const { token, amountAtoms, owner, ownerChain = 0n, segmentId, accountId = 0, data = "0x" } = terms;
  const target = [ownerChain, owner, BigInt(segmentId), BigInt(accountId)];
  const bytes = data.slice(2);
  const padded = bytes.padEnd(Math.ceil(bytes.length / 64) * 64, "0");
  return `${callOf(DEPOSIT, token, amountAtoms, ...target, DATA_AT, BigInt(bytes.length / 2))}${padded}`;
}
