/**
 * Leaves a house's vaults by kits that were saved, whatever has become of the house: one look at every vault, and what can be sent now.
 *
 * Nothing is remembered: the vaults say what is done, so that it may be stopped and begun again at any time, by anybody, for anybody.
 *
 * @module
 */
import { readWayOut } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import type { BookArchive } from "./archive.ts";
import { askForExit } from "./ask.ts";
import { beginExit } from "./begin.ts";
import { nameOf, strangeVault, vaultsFrom } from "./firstUse.ts";
import { payOthers, payOut } from "./payOut.ts";
import type { ExitPlace } from "./place.ts";
import type { ExitPlaceOf, ExitStep } from "./step.ts";

export interface LeaveOptions {
  /** Verified; of several epochs, as far as they were kept: a vault pays by the one that it has in force. */
  readonly kits: readonly ExitKit[];
  /** Everybody's leaves, where they were kept: they give the kits of an epoch that were not saved. */
  readonly archive?: BookArchive;
  /** Pays back too what others sent for these accounts, once nothing of one's own is left to be done. */
  readonly isRefundingOthers?: boolean;
  /** The sets whose vaults are sent something, with those to which they went on; absent: every vault of the kits, since somebody named their sets. */
  readonly first?: ReadonlySet<Hex>;
  /** By chain id. */
  readonly places: ReadonlyMap<number, ExitPlace>;
  /** Told what could not be read or sent at a vault, and why; the others go on. */
  readonly onDoubt?: (failure: unknown, where: ExitPlaceOf) => void;
}

/** One look. Steps stand in the order in which they must be done, vault by vault; of chains without a place there are none. */
export async function leave(options: LeaveOptions): Promise<ExitStep[]> {
  const own = await atEach(options, leaveVault);
  const isOver = own.every(({ standing }) => OVER.includes(standing));
  if (options.isRefundingOthers !== true || !isOver) return own;
  const others = await atEach(options, leaveOthers);
  return [...own.filter(({ deed, standing }) => !(deed === "refund" && standing === "left")), ...others.filter(isPaid)];
}

/** Vaults that are sent nothing were told already. */
const isPaid = ({ standing }: ExitStep): boolean => standing !== "left";

/** Nothing of it is sent at a later look. */
const OVER: readonly ExitStep["standing"][] = ["done", "left", "barred"];

type Visit = (place: ExitPlace, where: ExitPlaceOf, options: LeaveOptions) => Promise<ExitStep[]>;

async function atEach(options: LeaveOptions, visit: Visit): Promise<ExitStep[]> {
  const { kits, places, first, onDoubt = () => {} } = options;
  const ofSets = async (sets: ReadonlySet<Hex>) =>
    vaultsOf(kits.filter(({ checkpoint }) => sets.has(checkpoint.setHash)));
  const known = first === undefined ? null : await vaultsFrom(first, places, ofSets);
  const looks = vaultsOf(kits).map(async (where) => {
    const place = places.get(where.chainId);
    if (place === undefined) return [];
    if (known !== null && !known.has(nameOf(where))) return [strangeVault(where)];
    try {
      return await visit(place, where, options);
    } catch (failure) {
      onDoubt(failure, where);
      return [];
    }
  });
  return (await Promise.all(looks)).flat();
}

const leaveVault: Visit = async (place, where, { kits, archive }) => {
  const now = await place.source.header("latest");
  const at = await readWayOut(place.source, now, where.vault);
  if (at.phase === "none") return [await askForExit(place, where, at, now.timeSec)];
  if (at.phase === "requested") return beginExit(place, where, at, now, kits);
  return payOut(place, where, at, now, kits, archive);
};

const leaveOthers: Visit = async (place, where, { kits, archive }) => {
  const now = await place.source.header("latest");
  const at = await readWayOut(place.source, now, where.vault);
  return at.phase === "exit" ? payOthers(place, where, at, now, kits, archive) : [];
};

/** Every vault that a kit names, once, by chain and address. */
export function vaultsOf(kits: readonly ExitKit[]): ExitPlaceOf[] {
  const found = new Map<string, ExitPlaceOf>();
  for (const { sections } of kits)
    for (const { section } of sections) {
      const { vaultId, chainId, vault } = section;
      const where = { vaultId, chainId, vault };
      found.set(nameOf(where), where);
    }
  return [...found.values()].sort((one, other) => one.vaultId - other.vaultId);
}

/** Whether nothing is left to do at any vault that was looked at, now or later. */
export const isLeft = (steps: readonly ExitStep[]): boolean =>
  steps.length > 0 &&
  steps.every(({ deed, standing }) => (standing === "done" && deed !== "request") || standing === "left");
