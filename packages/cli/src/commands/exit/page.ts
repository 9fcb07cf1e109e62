/**
 * Steps of an exit as a person reads them.
 *
 * @module
 */
import { type ExitStep, timeText } from "@novate/agents";
import { tableLines } from "../../terminal/table.ts";
import { type AmountText, inAtoms } from "./tokenNames.ts";

const DEEDS: Readonly<Record<ExitStep["deed"], string>> = {
  request: "ask for the exit",
  carry: "bring the newest word",
  begin: "begin",
  settle: "settle the token",
  claim: "pay the claim",
  payment: "pay what was under way",
  refund: "pay the deposit back",
  bond: "take the bond back",
};

export const exitPage = (steps: readonly ExitStep[], amountText: AmountText = inAtoms): string =>
  steps.length === 0
    ? "no vault of these kits is on a chain that was named\n"
    : tableLines(
        [
          ["CHAIN", "right"],
          ["WHAT", "left"],
          ["ACCOUNT", "right"],
          ["TOKEN", "left"],
          ["AMOUNT", "right"],
          ["IT IS", "left"],
          ["WHY", "left"],
        ],
        steps.map(({ chainId, deed, accountId, token, amountAtoms, standing, why, untilSec }) => [
          String(chainId),
          DEEDS[deed],
          accountId === null ? "" : String(accountId),
          token === null ? "" : `${token.slice(0, 8)}…`,
          amountAtoms === null || token === null ? "" : amountText(amountAtoms, { chainId, token }),
          standing,
          untilSec === null ? why : `${why}; ${timeText(untilSec)}`,
        ]),
      );

/** A step with its numbers as decimal strings. */
export const stepJson = ({ untilSec, amountAtoms, ...step }: ExitStep) => ({
  ...step,
  untilSec: untilSec?.toString() ?? null,
  amountAtoms: amountAtoms?.toString() ?? null,
});
