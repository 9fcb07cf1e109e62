/** Names a token that the house can hold. It is collateral nowhere until a segment admits it. @module */
import { ZERO_ATOMS } from "@novate/num";
import { fault, firstFault, outside } from "../../command/fault.ts";
import { ADDING_RISK_MS, type ChangeRule } from "./rule.ts";

export const listAsset: ChangeRule<"ListAsset"> = {
  faultOf: (state, { assetId, symbol, decimals, priceFeedId }) =>
    firstFault(
      state.assets.has(assetId) ? fault("assetId", `${assetId} is listed already`) : null,
      symbol === "" ? fault("symbol", "is empty") : null,
      outside("decimals", decimals, 0, 24),
      priceFeedId !== 0 && !state.feeds.has(priceFeedId) ? fault("priceFeedId", `no feed ${priceFeedId}`) : null,
    ),

  delayMsOf: () => ADDING_RISK_MS,

  movesRisk: false, // nobody holds it yet

  write(state, { assetId, symbol, decimals, priceFeedId }) {
    state.assets.put({ assetId, symbol, decimals, priceFeedId, escrowAtoms: ZERO_ATOMS, outboxAtoms: ZERO_ATOMS });
  },
};
