/**
 * What whoever watches a house from outside should know of it, while there is still time.
 *
 * @module
 */
import type { WayOut } from "@novate/chains";
import type { ExitPlaceOf } from "./step.ts";

export type ExitSign = ExitPlaceOf &
  (
    | {
        /** The vault has taken no checkpoint for a while; from `mayAskAtSec` on anybody may ask for its exit. */
        readonly sign: "silence";
        readonly sinceSec: bigint;
        readonly mayAskAtSec: bigint;
      }
    | {
        /** An entry of the inbox is not heard for a while. */
        readonly sign: "unserved";
        readonly index: bigint;
        readonly sinceSec: bigint;
        readonly mayAskAtSec: bigint;
      }
    | {
        /** More than two thirds signed two things of one epoch. */
        readonly sign: "contradiction";
        readonly epoch: bigint;
        readonly digests: readonly [string, string];
      }
    | {
        /** The vault took a checkpoint of which leaves are lacking; without them there is no leaving once it is in force. */
        readonly sign: "withheld";
        readonly epoch: bigint;
        readonly number: number;
        /** Of those that are watched, whose kits nobody gave; none: theirs are there, and not those of everybody. */
        readonly accountIds: readonly number[];
      }
    | {
        /** An exit was asked for, or has begun. */
        readonly sign: "exit";
        readonly phase: WayOut["phase"];
        readonly cause: WayOut["cause"];
        readonly beginsAtSec: bigint;
      }
  );

/** A sign as one line. */
export function signText(sign: ExitSign): string {
  const where = `vault ${sign.vaultId} of chain ${sign.chainId}`;
  switch (sign.sign) {
    case "silence":
      return `${where} has taken no checkpoint since ${timeText(sign.sinceSec)}: its exit may be asked for from ${timeText(sign.mayAskAtSec)}`;
    case "unserved":
      return `${where} holds entry ${sign.index} of ${timeText(sign.sinceSec)} that is not served: its exit may be asked for from ${timeText(sign.mayAskAtSec)}`;
    case "contradiction":
      return `${where} belongs to a house that signed two things of epoch ${sign.epoch}: ${sign.digests.join(" and ")}`;
    case "withheld":
      return `${where} took checkpoint ${sign.number} of epoch ${sign.epoch}, and nobody gives ${leavesText(sign.accountIds)}`;
    case "exit":
      return sign.phase === "exit"
        ? `${where} is in exit since ${timeText(sign.beginsAtSec)}: it pays`
        : `${where} is asked to exit, for ${sign.cause}: it begins ${timeText(sign.beginsAtSec)}`;
  }
}

const leavesText = (accountIds: readonly number[]): string =>
  accountIds.length === 0 ? "all leaves of it" : `the kit of account ${accountIds.join(", ")}`;

/** The last second that has a date. */
const LAST_SEC = 8_640_000_000_000n;

/** `2025-10-10 21:20:50 UTC`; a contract may say any number, and beyond all dates it is told as it is. */
export const timeText = (timeSec: bigint): string =>
  timeSec > LAST_SEC
    ? `second ${timeSec}`
    : `${new Date(Number(timeSec) * 1_000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
