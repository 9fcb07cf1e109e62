/**
 * How far a vault is on its way out, by proof.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import {
  EXIT_CAUSES,
  EXIT_PHASES,
  type ExitWord,
  readCheckpointInForce,
  readExitSettled,
  readExitWord,
  uintWord,
  vaultSlots,
} from "@novate/evm";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainSource } from "../source/source.ts";

type At = Pick<BlockHeader, "number" | "stateRoot">;

/** With the checkpoint in force and its roots: in exit, those that everything is paid by. */
export interface ExitState extends Omit<ExitWord, "phase" | "cause"> {
  readonly phase: (typeof EXIT_PHASES)[number];
  readonly cause: (typeof EXIT_CAUSES)[number];
  readonly maturedEpoch: bigint;
  /** Entries of the inbox from here on are paid back. */
  readonly heardCount: bigint;
  readonly claimsRoot: Hex;
  readonly outboxRoot: Hex;
  readonly assetsRoot: Hex;
}

export async function readExit(source: ChainSource, at: At, vault: Hex): Promise<ExitState> {
  const { exit, checkpointInForce, claimsRoot, outboxRoot, assetsRoot } = vaultSlots;
  const { slots } = await source.proof(at, vault, [exit, checkpointInForce, claimsRoot, outboxRoot, assetsRoot]);
  const [word, inForce, ...roots] = slots.map(({ value }) => value);
  const [claims, outbox, assets] = roots.map((root) => root ?? uintWord(0));
  const { phase, cause, ...times } = readExitWord(word);
  return {
    ...times,
    phase: EXIT_PHASES[phase]!, // the contract has no others
    cause: EXIT_CAUSES[cause]!,
    ...readCheckpointInForce(inForce),
    claimsRoot: claims!, // as many as were asked for
    outboxRoot: outbox!,
    assetsRoot: assets!,
  };
}

/** What a token pays of what is owed in exit; undefined before somebody settled it. */
export async function readSettled(source: ChainSource, at: At, vault: Hex, token: Hex) {
  const { slots } = await source.proof(at, vault, [vaultSlots.exitSettled(token)]);
  return readExitSettled(slots[0]!.value);
}
