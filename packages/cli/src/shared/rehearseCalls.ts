/**
 * What `--dry-run` says of calls on a chain: to whom, with which data.
 *
 * @module
 */
import type { ChainWriter } from "@novate/chains";
import type { Io } from "../terminal/io.ts";
import { factLines } from "../terminal/table.ts";
import { type OutputFlags, print } from "./output.ts";

type Call = Parameters<ChainWriter["send"]>[0];

/** Prints calls in their order, and sends none. */
export function rehearseCalls(chainId: number, from: string, calls: readonly Call[], flags: OutputFlags, io: Io): void {
  const shown = calls.map(({ to, data, value = 0n }) => ({ chainId, from, to, valueWei: value.toString(), data }));
  const page = () =>
    shown
      .map(({ to, data, valueWei }) =>
        factLines([
          ["not sent", `to ${to} of chain ${chainId}, by ${from}`],
          ["value", `${valueWei} wei`],
          ["data", data],
        ]),
      )
      .join("\n");
  print(shown, flags, io, { page, records: (all) => all });
}
