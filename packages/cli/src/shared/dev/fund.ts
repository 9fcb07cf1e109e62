/**
 * The faucet of a house to play with: its custodian attests deposits that nobody made.
 *
 * @module
 */

import { createSender } from "@novate/sdk";
import { RefusedError } from "../failure.ts";
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
    if (outcome.accepted) return;
    const { code, data } = outcome.refusal;
    throw new RefusedError(code, `the house refuses to credit it: ${JSON.stringify(data)}`);
  };
}
