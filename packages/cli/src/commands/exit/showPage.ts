/**
 * Wind-ups and exits as a person reads them.
 *
 * @module
 */

import { type ExitPlaceOf, timeText, type VaultOutlook } from "@novate/agents";
import type { Hex } from "@novate/codec";
import { amount, grouped, instant } from "../../terminal/figures.ts";
import { factLines, tableLines } from "../../terminal/table.ts";
import type { AccountDues } from "./dues.ts";
import { type HouseSide, type SegmentEnd, type Token, tokenKey, type VaultInHouse } from "./houseSide.ts";

export interface ExitView {
  /** Null where no node answered. */
  readonly height: number | null;
  readonly segments: readonly SegmentEnd[];
  readonly vaults: readonly (ExitPlaceOf & {
    readonly house: VaultInHouse | null;
    readonly chain: VaultOutlook | null;
  })[];
  readonly accounts: readonly AccountDues[];
}

type Facts = (readonly [string, string])[];

export function showPage(
  { height, segments, vaults, accounts }: ExitView,
  tokens: HouseSide["tokens"] = new Map(),
): string {
  const parts = [
    ...(height === null ? [] : [factLines([["as of block", grouped(height)]])]),
    ...segments.map((one) =>
      factLines([[`segment ${one.segmentId}`, `${one.name}: ${segmentText(one)}`], ...leftOfSegment(one)]),
    ),
    ...vaults.map(vaultPart),
    ...accounts.map((one) => accountPart(one, tokens)),
  ];
  return parts.length === 0
    ? "no segment, vault or kit to show: name a node with --url, chains with --rpc\n"
    : parts.join("\n");
}

function segmentText({ windUp, announcedMs }: SegmentEnd): string {
  if (windUp === null)
    return announcedMs === null ? "open" : `open; governance winds it up from ${instant(announcedMs)} UTC`;
  const why = windUp.cause === "vaultExit" ? "its cash lies in a vault in exit" : "governance said so";
  const state = windUp.step === "over" ? "wound up" : windUp.isAgain ? "winds up once more" : "winds up";
  return `${state}, since ${instant(windUp.sinceMs)} UTC: ${why}`;
}

function leftOfSegment({ windUp, announcedMs }: SegmentEnd): Facts {
  if (windUp === null)
    return announcedMs === null
      ? []
      : [["  left to do", "whoever would rather close or move positions itself does so before"]];
  const until = windUp.untilMs === null ? "" : `, until ${instant(windUp.untilMs)} UTC at most`;
  const done =
    windUp.lastAccountId === null ? "" : `: account ${windUp.doneAccountId} of ${windUp.lastAccountId} is done`;
  const left = {
    closing: `prices beyond doubt are waited for${until}`,
    summing: `accounts are summed${done}`,
    booking: `accounts are booked${done}`,
    waiting: `what the vault of its cash pays is booked first${until}; nothing leaves meanwhile`,
    over: "nothing: what is left is withdrawn as ever",
  };
  return [["  left to do", left[windUp.step]]];
}

function vaultPart({ vaultId, chainId, vault, house, chain }: ExitView["vaults"][number]): string {
  const facts: Facts = [[`vault ${vaultId}`, `${vault} of chain ${chainId}`]];
  if (chain === null) facts.push(["  by its chain", `not asked: --rpc ${chainId}=URL`]);
  else facts.push(...chainFacts(chain));
  if (house !== null) facts.push(["  by the house", houseText(house)]);
  return factLines(facts);
}

function chainFacts(chain: VaultOutlook): Facts {
  const { phase, cause, nowSec, acceptedEpoch, acceptedAtSec, inForceEpoch, silentAtSec, unheard, exit } = chain;
  const facts: Facts = [["  by its chain", `${timeText(nowSec)}: ${stateText(phase, cause)}`]];
  facts.push([
    "  checkpoints",
    `took epoch ${acceptedEpoch} ${timeText(acceptedAtSec)}; epoch ${inForceEpoch} is in force`,
  ]);
  if (phase === "exit")
    return [
      ...facts,
      ["  left to do", `it pays by epoch ${exit?.epochX}, since ${timeText(exit?.beginsAtSec ?? 0n)}, for good`],
    ];
  if (unheard !== null)
    facts.push([
      "  entries",
      `${unheard.count} not in force as heard, the oldest number ${unheard.oldestIndex} of ${timeText(unheard.oldestAtSec)}`,
    ]);
  if (exit !== null) {
    const latest = cause === "contradiction" ? "" : `, ${timeText(exit.latestSec)} at the latest`;
    facts.push(
      ["  asked for", timeText(exit.requestedAtSec)],
      [
        "  begins",
        `${timeText(exit.beginsAtSec)}${latest}, not before block ${exit.beginsAtBlock}, unless its cause is mended`,
      ],
    );
    return facts;
  }
  facts.push(["  may be asked", `for silence from ${timeText(silentAtSec)}, if it takes none before`]);
  if (unheard !== null)
    facts.push(["", `for that entry from ${timeText(unheard.mayAskAtSec)}, if none that hears it is in force before`]);
  return facts;
}

const stateText = (phase: VaultOutlook["phase"], cause: VaultOutlook["cause"]): string =>
  ({
    none: "no exit was asked for",
    requested: `its exit is asked for: ${causeText(cause)}`,
    exit: `in exit: ${causeText(cause)}`,
  })[phase];

const causeText = (cause: VaultOutlook["cause"]): string =>
  ({
    none: "nothing",
    silence: "silence",
    unserved: "an entry that is not served",
    contradiction: "two words of one epoch",
  })[cause];

function houseText({ exit }: VaultInHouse): string {
  if (exit === null) return "knows of no exit";
  const { row, book } = exit;
  if (row.phase === 1) return `knows since ${instant(row.sinceMs)} UTC that its exit is asked for: nothing leaves it`;
  const since = `knows since ${instant(row.sinceMs)} UTC that it is in exit`;
  if (row.isForeign) return `${since}, by a word that is not the house's own: nothing is booked`;
  if (book === null) return `${since}; nothing is booked yet`;
  const left = book.lastAccountId - book.nextAccountId + 1;
  const claims = left > 0 ? `claims of ${left} accounts are still to be booked` : "all claims are booked";
  return `${since}; ${claims}; ${book.isRefunded ? "all refunds are" : "refunds are still to be booked"}`;
}

/** Without a house that names the token: atoms of its address. */
function sumText(atoms: bigint | null, asset: Token | undefined, address: Hex | null): string {
  if (atoms === null) return address ?? "";
  return asset === undefined
    ? `${grouped(atoms)} atoms of ${address}`
    : `${amount(String(atoms), asset.decimals)} ${asset.symbol}`;
}

function accountPart({ accountId, epoch, timeMs, dues }: AccountDues, tokens: HouseSide["tokens"]): string {
  const head = factLines([[`account ${accountId}`, `by the kit of epoch ${grouped(epoch)}, ${instant(timeMs)} UTC`]]);
  if (dues.length === 0) return `${head}it gets nothing\n`;
  return `${head}${tableLines(
    [
      ["CHAIN", "right"],
      ["VAULT", "right"],
      ["FOR", "left"],
      ["AMOUNT", "right"],
      ["PAID TO", "left"],
      ["IT IS", "left"],
      ["WHY", "left"],
    ],
    dues.map(({ chainId, vaultId, what, token, amountAtoms, recipient, standing, why }) => [
      String(chainId),
      String(vaultId),
      what,
      sumText(amountAtoms, token === null ? undefined : tokens.get(tokenKey(vaultId, token)), token),
      recipient ?? "",
      standing ?? "would be",
      why,
    ]),
  )}`;
}
