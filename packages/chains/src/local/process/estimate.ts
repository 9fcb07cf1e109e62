/**
 * How much gas a call needs: what a run with all of it used, and room for what it hands on.
 *
 * @module
 */
import type { RunTxResult } from "@ethereumjs/vm";
import { bytesToHex } from "@novate/codec";
import type { MinedBlock } from "./blocks.ts";
import type { ProcessChain } from "./chain.ts";
import type { Trial } from "./machine.ts";
import { RpcFailure } from "./rpcFailure.ts";

/** The most that one transaction may ask for. Source: EIP-7825. */
export const MOST_GAS = 1n << 24n;
/**
 * Room that is tried beyond what was used, in 64ths: a call hands on 63 of 64 parts of its gas, so each depth needs one more. What asks
 * for gas that it may not use, as the probe of a token does, needs much more.
 */
const ROOMS = [4n, 32n, 512n];

/** The bytes that a call returns. Throws a failure that carries the contract's error. */
export function returnedBy({ execResult: { exceptionError, returnValue } }: RunTxResult): Uint8Array {
  if (exceptionError === undefined) return returnValue;
  throw new RpcFailure(3, `execution reverted: ${exceptionError.error}`, bytesToHex(returnValue));
}

/** Gas with which a call goes through in the block after `head`: enough, and not the least, for it costs nothing here. */
export async function estimateGas(chain: ProcessChain, head: MinedBlock, trial: Trial): Promise<bigint> {
  const runWith = (gas: bigint): Promise<RunTxResult> => chain.attempt({ ...trial, gas }, head, true);
  const full = await runWith(trial.gas);
  returnedBy(full);
  // What is given back at the end must be there until then.
  const used = full.totalGasSpent + full.gasRefund;
  for (const room of ROOMS) {
    const gas = used + (used * room) / 64n;
    if (gas >= trial.gas) break;
    if ((await runWith(gas)).execResult.exceptionError === undefined) return gas;
  }
  return trial.gas;
}
