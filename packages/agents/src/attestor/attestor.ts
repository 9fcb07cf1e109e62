/**
 * An attestor: one validator's eyes and hand. It vouches for blocks of chains that its own sources agree on, and signs checkpoints that
 * its own replay of the house gives.
 *
 * Restarts are harmless: what it voted stands in the house's rows, what it signed last on its disk.
 *
 * @module
 */

import type { ChainSource } from "@novate/chains";
import type { Command } from "@novate/codec";
import type { OwnerKey } from "@novate/sdk";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import type { CustodyRows } from "../custody/rows.ts";
import type { EpochMemory } from "./epochMemory.ts";
import { headerVote } from "./headerVotes.ts";
import { signCheckpoints } from "./signCheckpoint.ts";
import { signRotation } from "./signRotation.ts";

export interface AttestorOptions {
  /** The validator's hot key. */
  readonly key: OwnerKey;
  /** Two at least a chain, of different operators; by chain id. */
  readonly chains: ReadonlyMap<number, readonly ChainSource[]>;
  readonly memory: EpochMemory;
  readonly onDoubt?: OnDoubt;
}

/** Answers nothing while its key is of no member; one of the next set signs the step to it. */
export function createAttestor({ key, chains, memory, onDoubt = () => {} }: AttestorOptions): Duty {
  const vote = async (rows: CustodyRows, chainId: number, sources: readonly ChainSource[]): Promise<Command[]> => {
    try {
      const command = await headerVote(rows, chainId, key.address, sources);
      return command === null ? [] : [command];
    } catch (failure) {
      onDoubt(failure, `chain ${chainId}`);
      return [];
    }
  };
  return {
    async look(rows) {
      const rotation = signRotation(rows, key);
      const step = rotation === null ? [] : [rotation];
      if (rows.validators?.members.some(({ hot }) => hot === key.address) !== true) return step;
      const votes = await Promise.all([...chains].map(([chainId, sources]) => vote(rows, chainId, sources)));
      const signatures = await signCheckpoints(rows, key, memory, ({ epoch }, fault) =>
        onDoubt(new Error(fault), `checkpoint ${epoch}`),
      );
      return [...votes.flat(), ...signatures, ...step];
    },
  };
}
