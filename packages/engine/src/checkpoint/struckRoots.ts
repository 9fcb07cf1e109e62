/**
 * What the house said at each epoch, for as long as a vault may end at it: by this X is known as the house's own (EXIT-124).
 *
 * A quorum whose keys were stolen signs what the house never said. What such an X pays is the thief's, and nobody's debt in the house.
 *
 * @module
 */
import type { CheckpointRow, Hex } from "@novate/codec";
import { EPOCH_MS, emptyRoot, TABLE_DEPTH } from "@novate/evm";
import { DAY_MS } from "@novate/num";
import type { StateView, WritableState } from "../state/state.ts";

/** Far beyond the silence, the request and the grace after which a vault is in exit. */
const ROOTS_KEPT = (40 * DAY_MS) / EPOCH_MS;

/** Takes down a checkpoint, and forgets what is too old. Work: epochs that are kept. */
export function noteRoots(state: WritableState, { epoch, claimsRoot, sections }: CheckpointRow): void {
  const vaults = sections.map(({ vaultId, inboxCount: heardCount, assetsRoot }) => ({
    vaultId,
    heardCount,
    assetsRoot,
  }));
  state.struckRoots.put({ epoch, claimsRoot, vaults });
  const old = [...state.struckRoots.values()].filter((row) => row.epoch <= epoch - ROOTS_KEPT);
  for (const row of old.sort((one, other) => one.epoch - other.epoch)) state.struckRoots.delete(row.epoch);
}

interface InForce {
  readonly vaultId: number;
  readonly epoch: bigint;
  readonly heardCount: bigint;
  readonly claimsRoot: Hex;
  readonly assetsRoot: Hex;
}

/** Whether the house said what a vault has in force; before the first checkpoint that is nothing. Work: epochs that are kept. */
export function isStruck(state: StateView, { vaultId, epoch, heardCount, claimsRoot, assetsRoot }: InForce): boolean {
  if (epoch === 0n) {
    const nothing = emptyRoot(TABLE_DEPTH);
    return heardCount === 0n && claimsRoot === nothing && assetsRoot === nothing;
  }
  const struck = [...state.struckRoots.values()].find((row) => BigInt(row.epoch) === epoch);
  const said = struck?.vaults.find((each) => each.vaultId === vaultId);
  if (struck === undefined || said === undefined) return false;
  return struck.claimsRoot === claimsRoot && said.assetsRoot === assetsRoot && said.heardCount === heardCount;
}
