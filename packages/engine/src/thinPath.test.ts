/**
 * Goal: one perpetual, two accounts, one price, one trade, a crash, a default, a restart: the thin path end to end.
 * Method: whole blocks on the test house; the engine is rebuilt from its rows and must give the same root.
 */
import { HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { Engine } from "./engine.ts";
import { backstopAccount } from "./governance/founding/index.ts";
import { balanceOf } from "./ledger/balances.ts";
import { hasInitialMargin } from "./ledger/health.ts";
import { runBlock } from "./testing/runBlock.ts";
import { createTestHouse } from "./testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  PUBLISHER_SIGNER,
  testGenesis,
  USDC,
  usdc,
  VENUE_SIGNER,
} from "./testing/testMarket.ts";
import { observationOf, reportOf, tradeOf } from "./testing/trades.ts";

const backstop = {
  accounts: [backstopAccount(address(99), 1, USDC, usdc(1_000_000))],
  skins: [{ segmentId: 1, amountAtoms: usdc(100_000) }],
};

test("a trade is novated, the winner is paid by the cycle, the loser is closed out", () => {
  const house = createTestHouse(testGenesis(backstop));
  const long = house.openAccount(address(1), usdc(25_000));
  const short = house.openAccount(address(2), usdc(200_000));
  const trade = tradeOf(house, long, short, 1_000n, btcTicks(100_000)); // 1 BTC
  const first = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]);
  expect(first.receipts[0]).toMatchObject({ refusal: null, outcomes: [{ accepted: true }] });
  expect(house.state.markets.get(BTC_PERP)?.openLots).toBe(1_000n);
  expect(hasInitialMargin(house.house.margin.assess(house.state, house.account(long)))).toBe(true);

  // The price falls, step by step, through maintenance.
  const seen: string[] = [];
  for (const dollars of [99_500, 97_000, 95_000, 90_000, 88_000, 86_000, 84_000, 82_000, 81_000]) {
    for (let repeat = 0; repeat < 3; repeat += 1) {
      const { events } = runBlock(
        house,
        [{ command: observationOf(house, BTC_FEED, dollars), signer: PUBLISHER_SIGNER }],
        20_000,
      );
      for (const event of events)
        if (["AccountManaged", "PositionsClosedOut", "AccountCured"].includes(event.type)) seen.push(event.type);
    }
  }
  expect(seen.slice(0, 2)).toEqual(["AccountManaged", "PositionsClosedOut"]);
  runBlock(house, [], HOUR_MS);
  expect(balanceOf(house.account(short), USDC)).toBeGreaterThan(usdc(200_000));
});

test("INV-017 an engine rebuilt from its rows has the same root", () => {
  const { engine } = Engine.create(testGenesis(backstop));
  const restored = Engine.restore(engine.rows(), engine.stateRoot);
  expect(restored).toMatchObject({ ok: true });
});
