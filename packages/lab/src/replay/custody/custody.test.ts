/**
 * Goal: what people bring in through vaults is what the ledger has, trades go on, and who leaves is paid on the other chain.
 * Method: some minutes of the recorded day on two chains of each kind that runs here, with four attestors and a relayer; the same seed twice.
 */
import { localChainKinds, startLocal } from "@novate/chains";
import { Admission } from "@novate/node";
import { afterAll, expect, test } from "vitest";
import { loadTape } from "../../tape/load.ts";
import { replayTape } from "../replayTape.ts";
import { reportToJson } from "../report/json.ts";
import { reportToPage } from "../report/page.ts";
import { cutTape } from "../window.ts";

const COUNTS = {
  momentumTrader: 10,
  reversionTrader: 6,
  noiseTrader: 6,
  holder: 4,
  hedger: 12,
  optionBuyer: 2,
  optionWriter: 2,
};
const admission = new Admission({ threads: 0 });
afterAll(() => admission.close());

test.each(localChainKinds())("vaults on %s hold what the ledger says, to the atom", async (kind) => {
  const tape = cutTape(await loadTape("2025-10-10"), { from: "21:14", to: "21:16", underlyings: ["BTC", "ATOM"] });
  let paid = 0;
  const report = await replayTape({
    tape,
    seed: 1,
    counts: COUNTS,
    preparer: admission,
    startChain: startLocal[kind],
    onBlock: ({ events }) => {
      paid += events.filter(({ type }) => type === "WithdrawalPaid").length;
    },
  });
  expect(report.conservation.isConserved).toBe(true);
  expect(report.custody!.doubts).toEqual({});
  // The house's own capital came by a vault as well, and stands in the waterfall.
  expect(report.pools).toEqual({
    skinInTheGameAtoms: 250_000_000_000n,
    juniorFundAtoms: 600_000_000_000n,
    seniorFundAtoms: 1_400_000_000_000n,
  });
  const { vaults, vaultsOn, quorum } = reportToJson(report) as {
    vaults: { asset: string; onChain: string; difference: string }[];
    vaultsOn: string;
    quorum: string;
  };
  expect(vaults.map(({ asset }) => asset)).toEqual(["USDC", "BTC", "ATOM"]);
  expect(vaults.map(({ difference }) => difference)).toEqual(["0", "0", "0"]);
  expect(vaults.every(({ onChain }) => BigInt(onChain) > 0n)).toBe(true);
  expect(vaultsOn).toBe(kind);
  expect(quorum).toContain("one operator");
  expect(paid).toBeGreaterThan(3);
  expect(reportToPage(report)).toContain("each holds what the ledger says, to the atom");
});
