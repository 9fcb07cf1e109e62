/**
 * Brings signatures of a step to each vault, once they are enough there.
 *
 * @module
 */
import { type Call, type ChainWriter, isChainError, vaultCalls } from "@novate/chains";
import { signersOf } from "@novate/evm";
import { type KeyWord, type Statement, statementsOf } from "@novate/sdk";
import type { Io } from "../terminal/io.ts";
import { sourceOf, sourcesOf, writerOf } from "./chains.ts";
import { RefusedError, UsageError } from "./failure.ts";
import { hasQuorum, packed } from "./packedWords.ts";
import { clientOf } from "./remote.ts";
import type { SendFlags, StepOf } from "./sendFlags.ts";

export async function replaceAtVaults(
  step: StepOf<"Replacement">,
  words: readonly KeyWord[],
  flags: SendFlags,
  io: Io,
): Promise<void> {
  const [cold, hot] = [signersOf("cold", step.from), signersOf("hot", step.to)];
  for (const { vault, digest, kind } of statementsOf(step)) {
    if (vault === null || kind === "hot") continue; // both kinds sign one digest
    const [byCold, byHot] = [packed("cold", cold, digest, words), packed("hot", hot, digest, words)];
    const name = `vault ${vault.vault} of chain ${vault.chainId}`;
    if (!hasQuorum(cold, byCold) || !hasQuorum(hot, byHot)) io.out(`${name}: more signatures are needed\n`);
    else {
      const call = vaultCalls.replaceHot(vault.sets, cold, byCold, hot, byHot);
      await tellVault(name, await gasAt(Number(vault.chainId), flags), call, io);
    }
  }
}

export async function refreshVaults(
  step: StepOf<"Refresh">,
  words: readonly KeyWord[],
  flags: SendFlags,
  io: Io,
): Promise<void> {
  const cold = signersOf("cold", step.set);
  const [{ digest }] = statementsOf(step) as [Statement]; // it says one thing
  const signatures = packed("cold", cold, digest, words);
  if (!hasQuorum(cold, signatures)) throw new RefusedError("QuorumMissing", "more cold keys are needed");
  const { vaults } = await clientOf(flags).vaults();
  const chains = sourcesOf(flags.rpc ?? []);
  for (const { row } of vaults) {
    const { chainId, sets, vault } = row.spec;
    if (!chains.has(chainId)) io.err(`vault ${vault} is left out: give --rpc ${chainId}=URL\n`);
    else {
      const call = vaultCalls.refresh(sets, step.timeSec, cold, signatures);
      await tellVault(`vault ${vault} of chain ${chainId}`, await gasAt(chainId, flags), call, io);
    }
  }
}

/** A vault that refuses holds up no other: it may have been told before. */
async function tellVault(name: string, writer: ChainWriter, call: Call, io: Io): Promise<void> {
  try {
    await writer.sendOnce(call);
    io.out(`${name}: sent\n`);
  } catch (failure) {
    if (!isChainError(failure, "Reverted")) throw failure;
    io.out(`${name}: refused, ${failure.details.error ?? failure.message}\n`);
  }
}

async function gasAt(chainId: number, { rpc = [], gasKey }: SendFlags) {
  if (gasKey === undefined)
    throw new UsageError("KeyMissing", "a vault is told by a transaction", "Give --gas-key FILE.");
  return writerOf(sourceOf(rpc, chainId), chainId, gasKey);
}
