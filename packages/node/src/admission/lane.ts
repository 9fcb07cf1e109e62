/**
 * The lanes of the queue, what each has of it, and in which one a transaction waits.
 *
 * @module
 */
import type { Command, CommandType } from "@novate/codec";
import type { Claimant, Role } from "@novate/engine";

/** In order of precedence, each with its percentage of the queue, of a block and of the signature checks. */
export const LANE_PERCENT = {
  /** What registered publishers observe. */
  prices: 20,
  /** Deposits, which cure accounts, and confirmed withdrawals, of registered custodians. */
  custody: 10,
  /** What validators attest and sign: a flood of it stops nothing else, and nothing else stops it. */
  attestations: 5,
  /** What else can only reduce risk: transfers, cancellations, ended keys. */
  relief: 15,
  governance: 5,
  /** Reports of venues in force. */
  venues: 25,
  /** Whatever else comes from an account that holds something. */
  known: 10,
  /** Everybody else. */
  strangers: 10,
} as const;

export type Lane = keyof typeof LANE_PERCENT;
export const LANES = Object.keys(LANE_PERCENT) as readonly Lane[]; // the keys of a literal, in their order

/** The roles that somebody has to be registered for. */
export type RegisteredRole = Exclude<Role, "holder" | "anybody">;

const LANE_OF_ROLE: Readonly<Record<RegisteredRole, Lane>> = {
  publisher: "prices",
  custodian: "custody",
  validator: "attestations",
  governor: "governance",
  venue: "venues",
};

/** What a holder asks for that can only reduce risk, or rescue another account of its owner. */
const RELIEF: ReadonlySet<CommandType> = new Set([
  "CancelOrder",
  "VoidOrders",
  "RevokeKey",
  "TransferCollateral",
  "CancelWithdrawal",
]);

/** The lane of a claim; the role, where it is one that the signer must be registered for and is not. */
export function laneOf({ role, isHeld }: Claimant, { type }: Command): Lane | { readonly missing: RegisteredRole } {
  if (role === "anybody") return "strangers";
  if (role !== "holder") return isHeld ? LANE_OF_ROLE[role] : { missing: role };
  if (!isHeld) return "strangers";
  return RELIEF.has(type) ? "relief" : "known";
}
