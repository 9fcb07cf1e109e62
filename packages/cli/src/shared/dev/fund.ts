/**
 * The faucet of a house to play with: its custodian attests deposits that nobody made.
 *
 * @module
 */

import { assetIdOf } from "@novate/lab";
import { createSender } from "@novate/sdk";
import { UsageError } from "../failure.ts";
import { decimalOf, unitsOf } from "../founding/scalars.ts";
import { refusedError } from "../refused.ts";
import { thereAre } from "../thereAre.ts";
import type { RunningHouse } from "./runningHouse.ts";

export type Fund = (accountId: number, assetId: number, amountAtoms: bigint) => Promise<void>;

/** It signs for that house alone. Errors: `RefusedError` with the code of a refusal. */
export function faucetOf({ keys, custodyChainId, client, houseId: house }: RunningHouse): Fund {
  const sender = createSender({ client, key: keys.custodian, house });
  return async (accountId, assetId, amountAtoms) => {
    // An index that no other deposit has: the house asks for no order of them.
    const depositIndex = crypto.getRandomValues(new BigUint64Array(1))[0]! >> 1n;
    const credit = { chainId: custodyChainId, depositIndex, accountId, assetId, amountAtoms };
    const outcome = await sender.send({ type: "CreditDeposit", ...credit });
    if (!outcome.accepted) throw refusedError(outcome.refusal);
  };
}

const SETTLEMENT = { symbol: "USDC", decimals: 6, amount: "100000" };
const COIN_AMOUNT = "10";

/** An asset by its symbol, and so much of it as a person writes. Errors: `UsageError`. */
export function amountAsked({ plan }: RunningHouse, symbol: string, asked: string | undefined) {
  const coin = plan.underlyings.find(({ name }) => name === symbol);
  if (coin === undefined && symbol !== SETTLEMENT.symbol) {
    const symbols = [SETTLEMENT.symbol, ...plan.underlyings.map(({ name }) => name)];
    throw new UsageError("AssetUnknown", `no ${symbol} here; ${thereAre(symbols)}`);
  }
  const amount = asked ?? (coin === undefined ? SETTLEMENT.amount : COIN_AMOUNT);
  const decimals = coin?.assetDecimals ?? SETTLEMENT.decimals;
  const found = decimalOf(amount);
  const atoms = found && unitsOf(found, decimals);
  if (atoms === undefined || atoms === 0n)
    throw new UsageError("AmountWrong", `an amount is such as 5000 or 0.5, of ${decimals} decimals at most`);
  return { assetId: assetIdOf(plan, symbol), atoms, amount };
}
