/**
 * What agents read of the house: the rows of custody at one height, from their own replay or from a node that they run.
 *
 * @module
 */
import type {
  CheckpointRow,
  ExitAssetRow,
  ExitBookRow,
  HeaderRow,
  HeaderVoteRow,
  HouseId,
  ImpairmentRow,
  LocationRow,
  OutboxRow,
  RotationRow,
  UnplacedRow,
  ValidatorSetRow,
  VaultExitRow,
  VaultRow,
} from "@novate/codec";
import type { ClaimsTree, Engine } from "@novate/engine";
import type { HeardLink } from "./heardDeposits.ts";

export interface CustodyRows {
  readonly house: HouseId;
  readonly height: number;
  readonly timeMs: number;
  readonly validators: ValidatorSetRow | null;
  readonly vaults: readonly VaultRow[];
  readonly locations: readonly LocationRow[];
  readonly headers: readonly HeaderRow[];
  readonly headerVotes: readonly HeaderVoteRow[];
  readonly checkpoints: readonly CheckpointRow[];
  /** Steps from set to set that vaults may still have to take. */
  readonly rotations: readonly RotationRow[];
  /** Of vaults alone. */
  readonly outbox: readonly OutboxRow[];
  /** What vaults wrote down of their tokens, as the house heard it last. */
  readonly impairments: readonly ImpairmentRow[];
  /** What was paid into vaults in tokens that were no assets, and is on its way back. */
  readonly unplaced: readonly UnplacedRow[];
  /** Vaults on their way into exit, and there; how far what they pay is booked. */
  readonly vaultExits: readonly VaultExitRow[];
  readonly exitBooks: readonly ExitBookRow[];
  readonly exitAssets: readonly ExitAssetRow[];
  /** What the house holds of located assets, by asset. */
  readonly escrows: ReadonlyMap<number, bigint>;
  /** By epoch, of the last checkpoints that were seen struck in a replay of one's own. */
  readonly claims?: ReadonlyMap<number, ClaimsTree>;
  /** By vault, the last deposits that a replay of one's own saw heard, oldest first. */
  readonly deposits?: ReadonlyMap<number, readonly HeardLink[]>;
}

/** Reads them at the engine's last block. Rows are values: they stand still while the engine goes on. */
export function custodyRowsOf({ houseId, height, state }: Engine): CustodyRows {
  const locations = [...state.locations.values()];
  const house = state.house.values().next().value;
  return {
    house: houseId,
    height,
    timeMs: house?.timeMs ?? 0,
    validators: state.validators.values().next().value ?? null,
    vaults: [...state.vaults.values()],
    locations,
    headers: [...state.headers.values()],
    headerVotes: [...state.headerVotes.values()],
    checkpoints: [...state.checkpoints.values()],
    rotations: [...state.rotations.values()],
    impairments: [...state.impairments.values()],
    unplaced: [...state.unplaced.values()],
    outbox: [...state.outbox.values()].filter(({ vaultId }) => vaultId !== 0),
    vaultExits: [...state.vaultExits.values()],
    exitBooks: [...state.exitBooks.values()],
    exitAssets: [...state.exitAssets.values()],
    escrows: new Map(locations.map(({ assetId }) => [assetId, state.assets.get(assetId)?.escrowAtoms ?? 0n])),
  };
}

/** The newest header of a chain that the house accepted, or undefined. */
export function newestHeader({ headers }: Pick<CustodyRows, "headers">, chainId: number): HeaderRow | undefined {
  return headers
    .filter((row) => row.chainId === chainId)
    .reduce<HeaderRow | undefined>(
      (best, row) => (best === undefined || row.number > best.number ? row : best),
      undefined,
    );
}
