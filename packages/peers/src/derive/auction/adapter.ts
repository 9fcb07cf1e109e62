/**
 * Reads `derive-auction` case files: { <name>: { StartTime, InitialPortfolio, LiquidationFee, Actions: [{ Time,
 * PortfolioAndFeeds, Liquidator: { PercentWant }, Results }], auctionParams?, params? } }, 1e18 but for LiquidationFee,
 * times in seconds and parameters; params are those of `derive-pmrm`.
 *
 * PortfolioAndFeeds is the account before the bid, earlier bidders' cash included; its expiries still count from
 * StartTime. PercentWant is a part of the account as the bidder finds it, cash of earlier bidders apart: a half of the
 * original after a tenth was sold is written 0.5/0.9. Results are answered in 1e18.
 * @module
 */
import type { Field } from "../../caseFile/field.ts";
import { type Figure, type Figures, judge, type ProfileCaseResult, type Tolerance } from "../../caseFile/result.ts";
import { WAD } from "../fixedPoint.ts";
import { evaluatePmrm } from "../pmrm/evaluate.ts";
import { readPmrmParameters } from "../pmrm/parameters.ts";
import { DERIVE_PMRM_TEST, type PmrmParameters } from "../pmrm/profile.ts";
import { readWadPortfolio } from "../pmrm/wadCase.ts";
import {
  type AuctionState,
  afterBid,
  bidPrice,
  bufferMargin,
  discountAt,
  maximumFraction,
  startFee,
} from "./auction.ts";
import { type AuctionParameters, DERIVE_AUCTION } from "./profile.ts";

const TOLERANCE: Tolerance = { absolute: 1e-6 * WAD, relative: 0 };
const FEE_TOLERANCE: Tolerance = { absolute: 1e-6, relative: 0 };

/** `Results` figures that are compared; the two fractions exchange names in the source's second and later bids. */
const COMPARED = [
  "PreMtM",
  "PreMM",
  "PreBM",
  "PreFMax",
  "ExpectedBidPrice",
  "FinalPercentageReceived",
  "fLiquidatedOfOriginal",
  "PostMtM",
  "PostMM",
  "PostBM",
  "PostFMax",
];

function stateOf(model: PmrmParameters, field: Field, reserved: number, elapsedSeconds: number): AuctionState {
  const { cash, holdings } = readWadPortfolio(field, elapsedSeconds);
  const margin = evaluatePmrm(model, holdings);
  return { markToMarket: margin.markToMarket + cash, maintenanceMargin: margin.maintenanceMargin + cash, reserved };
}

function readParameters(field: Field): AuctionParameters {
  if (!field.exists) return DERIVE_AUCTION;
  const base = DERIVE_AUCTION;
  return {
    start: field.get("startingMtMPercentage").numberOr(base.start),
    cutoff: field.get("fastAuctionCutoffPercentage").numberOr(base.cutoff),
    fastSeconds: field.get("fastAuctionLength").numberOr(base.fastSeconds),
    slowSeconds: field.get("slowAuctionLength").numberOr(base.slowSeconds),
    feeRate: field.get("liquidatorFeeRate").numberOr(base.feeRate),
    buffer: field.get("bufferMarginPercentage").numberOr(base.buffer),
  };
}

export function runAuctionCase(name: string, field: Field): ProfileCaseResult {
  const rule = readParameters(field.get("auctionParams"));
  const model = readPmrmParameters(field.get("params"), DERIVE_PMRM_TEST);
  const start = field.get("StartTime").numberOr(0);
  const initial = stateOf(model, field.get("InitialPortfolio"), 0, 0);
  const fee = startFee(rule, initial);
  const computed: Record<string, Figure> = { LiquidationFee: fee };
  const expected: Record<string, Figure> = {};
  if (field.get("LiquidationFee").exists) expected.LiquidationFee = field.get("LiquidationFee").number;
  let isSolvent = initial.markToMarket > 0;
  let reserved = 0;
  let left = 1;
  for (const [index, action] of field.get("Actions").list.entries()) {
    const elapsed = action.get("Time").number - start;
    const state = stateOf(model, action.get("PortfolioAndFeeds"), reserved, elapsed);
    isSolvent &&= state.markToMarket >= 0;
    const discount = discountAt(rule, elapsed);
    const limit = maximumFraction(rule, state, discount);
    const wanted = action.get("Liquidator").get("PercentWant").within(0, WAD) / WAD;
    const fraction = Math.min(wanted, limit);
    const paid = bidPrice(state, discount, fraction);
    const after = afterBid(state, fraction, paid);
    const figures: Figures = {
      PreMtM: state.markToMarket * WAD,
      PreMM: state.maintenanceMargin * WAD,
      PreBM: bufferMargin(rule, state) * WAD,
      PreFMax: limit * WAD,
      ExpectedBidPrice: paid * WAD,
      FinalPercentageReceived: fraction * left * WAD,
      fLiquidatedOfOriginal: fraction * WAD,
      PostMtM: after.markToMarket * WAD,
      PostMM: after.maintenanceMargin * WAD,
      PostBM: Math.min(0, bufferMargin(rule, after)) * WAD,
      PostFMax: maximumFraction(rule, after, discount) * WAD,
    };
    computed[`Actions[${index}]`] = figures;
    const results = action.get("Results");
    if (results.exists) {
      const figuresOf = COMPARED.filter((figure) => results.get(figure).exists);
      expected[`Actions[${index}]`] = Object.fromEntries(
        figuresOf.map((figure) => [figure, results.get(figure).number]),
      );
    }
    reserved = after.reserved;
    left *= 1 - fraction;
  }
  const result = judge(name, computed, expected, (figure) => (figure === "LiquidationFee" ? FEE_TOLERANCE : TOLERANCE));
  return isSolvent ? result : { ...result, excluded: "the account is worth less than nothing: an insolvent auction" };
}
