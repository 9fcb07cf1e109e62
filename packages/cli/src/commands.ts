/**
 * Every command, in the order in which help lists them. A new one is a file in `commands/` and a line here.
 *
 * @module
 */

import { addAccount } from "./commands/account.ts";
import { addAttest } from "./commands/attest.ts";
import { addBacktest } from "./commands/backtest.ts";
import { addChain } from "./commands/chain.ts";
import { addDemo } from "./commands/demo.ts";
import { addDeposit } from "./commands/deposit.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExit } from "./commands/exit.ts";
import { addExport } from "./commands/export.ts";
import { addMargin } from "./commands/margin.ts";
import { addMarket } from "./commands/market.ts";
import { addMove } from "./commands/move.ts";
import { addOffer } from "./commands/offer.ts";
import { addRelay } from "./commands/relay.ts";
import { addReplay } from "./commands/replay.ts";
import { addRotate } from "./commands/rotate.ts";
import { addStart } from "./commands/start.ts";
import { addTx } from "./commands/tx.ts";
import { addValue } from "./commands/value.ts";
import { addWithdraw } from "./commands/withdraw.ts";
import type { AddCommand } from "./shared/command.ts";

export const commands: readonly AddCommand[] = [
  addStart,
  addDemo,
  addReplay,
  addAccount,
  addMarket,
  addTx,
  addDeposit,
  addWithdraw,
  addMove,
  addOffer,
  addChain,
  addAttest,
  addRelay,
  addRotate,
  addExit,
  addMargin,
  addValue,
  addBacktest,
  addExport,
  addDoctor,
];
