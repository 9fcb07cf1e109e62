/**
 * What a watcher of exits is told.
 *
 * @module
 */
import type { HouseId } from "@novate/codec";
import type { KitStorage, NovateClient } from "@novate/sdk";
import type { BookArchive } from "./archive.ts";
import type { ExitPlace } from "./place.ts";
import type { ExitSign } from "./signs.ts";
import type { ExitStep } from "./step.ts";

export interface ExitWatchOptions {
  readonly client: Pick<NovateClient, "exitKit" | "exitClaims" | "checkpoint">;
  /** Which house, from a place that is trusted. */
  readonly house: HouseId;
  /** Hash of the hot set whose word counts; absent: those that the vaults of the kits have. */
  readonly setHash?: `0x${string}`;
  readonly accountIds: readonly number[];
  readonly storage: KitStorage;
  /** Of everybody's leaves; absent: only the kits of the accounts are kept. */
  readonly archive?: BookArchive;
  /** Characters of an epoch's leaves, as a node tells them, that are read for the archive; 134 million unless told. */
  readonly mostLeaves?: number;
  /** Epochs that are kept. */
  readonly keep: number;
  /** By chain id. */
  readonly places: ReadonlyMap<number, ExitPlace>;
  /** Asks for the exit where there is a cause, and goes through with it. */
  readonly isRequesting: boolean;
  /** Asks vaults for leaves that nobody gave, if `setHash` is told; each costs a bond, which whoever shows the leaf gets. */
  readonly isChallenging: boolean;
  /** The most that a bond may be, in the smallest unit of a chain's coin; a tenth of a coin unless told. */
  readonly mostBondWei?: bigint;
  /** The most that bonds of a day may be together, in the same; eight times that unless told. */
  readonly mostBondsWei?: bigint;
  /** After how long a silence is told, in seconds of the vault's chain; an hour unless told. An entry may wait for a day. */
  readonly silentAfterSec?: bigint;
  /** Milliseconds since 1970; the machine's clock unless told. What is of an epoch to come is not kept. */
  readonly nowMs?: () => number;
  readonly onSign: (sign: ExitSign) => void;
  readonly onSteps?: (steps: readonly ExitStep[]) => void;
  readonly onDoubt?: (failure: unknown, about: string) => void;
}
