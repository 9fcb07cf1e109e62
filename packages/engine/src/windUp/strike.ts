/**
 * The instant by which everybody in a segment is worked out, and whether it has come (EXIT-203, EXIT-204).
 *
 * @module
 */
import { ExitPhase, type StruckCollateral, type StruckPot, type StruckWindUp } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { struckSegments } from "../checkpoint/strikeCheckpoint.ts";
import { struckPots } from "../checkpoint/struckPots.ts";
import { countPrices, struckCollaterals, struckMarks } from "../claims/countPrices.ts";
import type { House } from "../command/house.ts";
import { isMarkInDoubt } from "../defaults/passable.ts";
import { isBooked } from "../ledger/exitBook.ts";
import { isHeldBack } from "../ledger/heldBack.ts";
import { isCollateralKnown, isPositionKnown } from "../ledger/known.ts";
import { pricedFeedOf } from "../ledger/price.ts";
import { exitOfAsset } from "../ledger/vaultExit.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** Strikes a segment whose cycle is paid once its prices are sure, or were waited for as long as any may be missing. */
export function strike(house: House, segmentId: number): void {
  const { state } = house;
  const { cycle, parameters } = mustGet(state.segments, segmentId);
  if (cycle !== null || isPotWalked(house, segmentId)) return;
  const waitedMs = houseOf(state).timeMs - mustGet(state.windUps, segmentId).sinceMs;
  if (waitedMs < parameters.oracle.unknownTermMs && !areMarksSure(house, segmentId)) return;
  if (waitedMs < parameters.oracle.unknownTermMs && !areCoinsSure(house, segmentId)) return;
  if (waitedMs < BOOKS_WAIT_MS && !areBooksClosed(house, segmentId)) return;
  house.emit({ type: "WindUpStruck", segmentId, struck: struckOf(house, segmentId) });
}

/** So long books are waited for: nobody is shut in because nobody books. */
const BOOKS_WAIT_MS = 3 * DAY_MS;

/**
 * What other vaults in exit pay of the segment's assets is booked: until then nobody knows who is owed for them (EXIT-219). The vault of its
 * cash waits for the end itself (EXIT-123). Work: the collateral.
 */
function areBooksClosed({ state }: House, segmentId: number): boolean {
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  const ofCash = state.locations.get(settlementAssetId)?.vaultId;
  for (const { spec, heldAtoms } of state.collaterals.values()) {
    if (spec.segmentId !== segmentId || heldAtoms === 0n) continue;
    const exit = exitOfAsset(state, spec.assetId);
    if (exit?.phase !== ExitPhase.exit || exit.isForeign || exit.vaultId === ofCash) continue;
    if (!state.exitBooks.has(exit.vaultId) || !isBooked(state, exit.vaultId)) return false;
  }
  return true;
}

/** A walk shares out by what accounts had as it began: coins that change hands in the middle would be paid for twice (EXIT-217). */
const isPotWalked = ({ state }: House, segmentId: number): boolean =>
  [...state.exitPots.values()].some((pot) => pot.segmentId === segmentId && pot.walk !== null);

/** Every contract that somebody holds has a known mark, and no jump of it waits for its second word. Work: the contracts. */
function areMarksSure({ state, derived }: House, segmentId: number): boolean {
  for (const { segmentId: of, spec } of state.instruments.values()) {
    const { instrumentId } = spec;
    if (of !== segmentId || !derived.positions.isHeld(instrumentId)) continue;
    if (!isPositionKnown(state, { instrumentId }) || isMarkInDoubt(state, instrumentId)) return false;
  }
  return true;
}

/** Every coin that is held and has a price has one that is known, and so has settlement cash. Work: the collateral. */
function areCoinsSure({ state }: House, segmentId: number): boolean {
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  for (const { spec, heldAtoms } of state.collaterals.values()) {
    if (spec.segmentId !== segmentId || heldAtoms === 0n) continue;
    const feed = pricedFeedOf(state, spec.assetId);
    if (feed === undefined || feed === null) continue; // what has no price pays for no debt before all else (CLAIM-017)
    if (isHeldBack(feed) || !isCollateralKnown(state, settlementAssetId, spec.assetId)) return false;
  }
  return true;
}

function struckOf(house: House, segmentId: number): StruckWindUp {
  const { state } = house;
  const { timeMs, nextAccountId } = houseOf(state);
  const segments = struckSegments(state);
  const prices = { marks: struckMarks(state), collaterals: struckCollaterals(state) };
  const pots = struckPots(house, () => countPrices(state, { draft: { epoch: 0, timeMs }, segments, ...prices }));
  const { pots: ofSegment, owers } = pots.get(segmentId) ?? { pots: [], owers: [] };
  const owed = new Map(ofSegment.flatMap((pot) => owedCoins(segmentId, pot)).map((each) => [each.assetId, each]));
  return {
    atMs: timeMs,
    segment: { ...segments.find((segment) => segment.segmentId === segmentId)!, owers: [...owers] }, // it stands
    lastAccountId: nextAccountId - 1,
    marks: prices.marks.filter((mark) => mustGet(state.instruments, mark.instrumentId).segmentId === segmentId),
    collaterals: prices.collaterals
      .filter((each) => each.segmentId === segmentId)
      .map((each) => owed.get(each.assetId) ?? each),
  };
}

/** Coins of a vault in exit that others are to pay for: worth what they would be paid, so that no debt of a dollar takes all of them (EXIT-218). */
function owedCoins(
  segmentId: number,
  { assetId, numerator, denominator, poolAtoms, heldAtoms }: StruckPot,
): StruckCollateral[] {
  if (poolAtoms === 0n || heldAtoms <= 0n) return [];
  const isFull = poolAtoms * denominator >= numerator * heldAtoms;
  const worth = isFull ? { numerator, denominator } : { numerator: poolAtoms, denominator: heldAtoms };
  return [{ segmentId, assetId, ...worth }];
}
