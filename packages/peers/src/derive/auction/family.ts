/**
 * The profile `derive-auction` as the registry lists it.
 *
 * @module
 */
import { casesWith } from "../../caseFile/cases.ts";
import { isolated } from "../../caseFile/field.ts";
import { caseNameOf, type ProfileFamily } from "../../caseFile/profileFamily.ts";
import { excludeBroken } from "../brokenUpstream.ts";
import { runAuctionCase } from "./adapter.ts";

export const DERIVE_AUCTION_FAMILY: ProfileFamily = {
  name: "derive-auction",
  summary: "Solvent Dutch auction of an account below its maintenance margin (Derive)",
  sources: ["Derive v2 documentation, liquidations", "derivexyz/v2-core@7736900d, test figures (BUSL-1.1)"],
  caseFiles: "{ InitialPortfolio, Actions: [{ Time, PortfolioAndFeeds, Liquidator, Results? }] } by name, 1e18",
  run: (file, fileName) =>
    casesWith("Actions", file, caseNameOf(fileName)).map(([name, field]) =>
      excludeBroken(isolated(name, () => runAuctionCase(name, field))),
    ),
};
