/**
 * Every command, in the order in which help lists them. A new one is a file in `commands/` and a line here.
 *
 * @module
 */
import type { AddCommand } from "./command.ts";
import { addAccount } from "./commands/account.ts";
import { addBacktest } from "./commands/backtest.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExport } from "./commands/export.ts";
import { addMargin } from "./commands/margin.ts";
import { addMarket } from "./commands/market.ts";
import { addTx } from "./commands/tx.ts";
import { addValue } from "./commands/value.ts";
import { addDemo } from "./demo.ts";
import { addReplay } from "./replay.ts";
import { addStart } from "./start.ts";

export const commands: readonly AddCommand[] = [
  addStart,
  addDemo,
  addReplay,
  addAccount,
  addMarket,
  addTx,
  addMargin,
  addValue,
  addBacktest,
  addExport,
  addDoctor,
];
