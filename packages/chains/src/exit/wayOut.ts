/**
 * Everything that whoever leaves must know of a vault, by proof.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { slotAfter, vaultSlots, wordToUint } from "@novate/evm";
import type { BlockHeader } from "../source/rawHeader.ts";
import type { ChainSource } from "../source/source.ts";
import { readVault, type VaultState } from "../vault/reads.ts";
import { type ExitState, readExit } from "./reads.ts";

type At = Pick<BlockHeader, "number" | "stateRoot">;

/** Times are seconds since 1970 by the vault's chain, spans are seconds. */
export interface WayOut extends ExitState, Omit<VaultState, "maturedEpoch"> {
  /** Block before which an exit that was asked for does not begin. */
  readonly beginsAtBlock: bigint;
  /** The entry that a request for one names, or that was noted beside a silence at `notedAt`; that is zero where none was. */
  readonly unservedIndex: bigint;
  readonly notedAt: bigint;
  /** Checkpoints that the vault has accepted. */
  readonly accepted: bigint;
  /** When the last one was; before the first, when the house is to have listed the vault. */
  readonly acceptedAt: bigint;
  readonly spans: Readonly<Record<(typeof SPANS)[number], bigint>>;
}

/** As the vault stores them, behind the word of its exit: 32 bits each, lowest first. */
const SPANS = ["silence", "unserved", "grace", "latest", "answer", "stop", "maturity", "maturityBlocks"] as const;

export async function readWayOut(source: ChainSource, at: At, vault: Hex): Promise<WayOut> {
  const asked = [
    vaultSlots.exit,
    slotAfter(vaultSlots.exit, 1),
    slotAfter(vaultSlots.exit, 2),
    vaultSlots.checkpointHead,
  ];
  const [exit, state, { slots }] = await Promise.all([
    readExit(source, at, vault),
    readVault(source, at, vault),
    source.proof(at, vault, asked),
  ]);
  const [word, timers, noted, head] = slots.map(({ value }) => (value === undefined ? 0n : wordToUint(value)!)); // every word is a uint256
  const spans = Object.fromEntries(
    SPANS.map((name, place) => [name, bitsOf(timers!, 32 * place, 32)]),
  ) as WayOut["spans"];
  return {
    ...state,
    ...exit,
    beginsAtBlock: bitsOf(word!, 208, 48) + spans.maturityBlocks,
    unservedIndex: bitsOf(noted!, 128, 64),
    notedAt: bitsOf(noted!, 192, 64),
    accepted: bitsOf(head!, 128, 32),
    acceptedAt: bitsOf(head!, 160, 64),
    spans,
  };
}

/** From when an exit may be asked for an entry of that time: of a house that took nothing yet silence alone counts. */
export const unservedAt = ({ accepted, acceptedAt, spans }: WayOut, timeSec: bigint): bigint =>
  accepted > 0n ? timeSec + spans.unserved : acceptedAt + spans.silence;

const bitsOf = (word: bigint, from: number, width: number): bigint => BigInt.asUintN(width, word >> BigInt(from));
