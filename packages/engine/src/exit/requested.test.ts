/**
 * Goal: an exit that is only asked for costs nobody the coins in that vault for a small debt, and the funds nothing that these coins can pay.
 * Method: a member of many coins below zero in cash, the vault's exit asked for, hours of whole blocks until its coins count for nothing.
 */
import { ExitPhase } from "@novate/codec";
import { PPM_ONE } from "@novate/num";
import { expect, test } from "vitest";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { address, BTC, ownerSigner, SEGMENT, usdc } from "../testing/testMarket.ts";
import { VAULT_ID } from "../testing/vaults.ts";
import { leavingHouse } from "./booking.fixture.ts";
import { showExit, strike } from "./exit.fixture.ts";

const [DAVE, CAROL, ERIN] = [1, 2, 3];

/** Dave has 95 coins and lacks so many dollars; a day after the request, coins that the vault's next word pays each, and the fund. */
function aDayAfter(lacks: number, fund: number) {
  const { house, coinVault, struck, priced, has } = leavingHouse([95, 0, 0]);
  house.moveCash(DAVE, CAROL, usdc(500_000 + lacks));
  priced();
  const contribute = { type: "ContributeDefaultFund", accountId: ERIN, tranche: 1, amountAtoms: usdc(fund) } as const;
  if (fund > 0) house.must(contribute, ownerSigner(address(ERIN)));
  showExit(house, coinVault, struck, ExitPhase.requested);
  for (let block = 0; block < 6 * 40; block++) {
    priced();
    runBlock(house, [], 600_000);
  }
  expect(mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC)).haircutPpm).toBe(PPM_ONE);
  const word = strike(house, VAULT_ID);
  const paid = [DAVE, CAROL, ERIN].map((accountId) => Number(word.payable(accountId, BTC)) / 1e8);
  return {
    paid,
    fundAtoms: mustGet(house.state.segments, SEGMENT).seniorFundAtoms,
    kept: Number(has(DAVE, BTC)) / 1e8,
  };
}

test("CLAIM-040 who lacks a dollar gives a dollar's worth of coins, and not all of them", () => {
  expect(aDayAfter(1, 0).paid[0]).toBeCloseTo(95, 3);
});

test.each([
  [50_000, 100_000],
  [200_000, 300_000],
])("DFLT-027 CLAIM-040 of a debt of %i no fund pays, and the vault's next word gives coins for it", (lacks, fund) => {
  const { paid, fundAtoms, kept } = aDayAfter(lacks, fund);
  expect([fundAtoms, kept]).toEqual([usdc(fund), 95]);
  expect(paid[0]).toBeCloseTo(95 - lacks / 90_000, 2); // at the floor of the haircut, a tenth
});
