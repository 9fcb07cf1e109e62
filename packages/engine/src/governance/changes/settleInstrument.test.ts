/** Goal: what nobody can price ends by a rule and not by an opinion. Method: a perpetual whose feed falls silent beyond the term. */
import { InstrumentStatus } from "@novate/codec";
import { atoms, lots, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../../ledger/balances.ts";
import { mustMark } from "../../ledger/mark.ts";
import { segmentOf } from "../../testing/crisis.ts";
import { runBlock } from "../../testing/runBlock.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { address, BTC_FEED, BTC_PERP, btcTicks, USDC, usdc } from "../../testing/testMarket.ts";
import { faultOfChange, writeChange } from "./rules.ts";

const CHANGE = { type: "SettleInstrument", instrumentId: BTC_PERP } as const;

test("SETL-032 SETL-033 a contract without a price for the term ends at its last mark, and its roundings are dust", () => {
  const house = createTestHouse();
  const ids = [1, 2, 3].map((owner) => house.openAccount(address(owner), usdc(100_000)));
  const [long, shortOne, shortTwo] = [ids[0]!, ids[1]!, ids[2]!];
  house.novate(long, shortOne, BTC_PERP, lots(3n), btcTicks(100_000));
  house.novate(long, shortTwo, BTC_PERP, lots(4n), btcTicks(100_100));
  const market = house.state.markets.get(BTC_PERP)!;
  house.state.markets.put({ ...market, fundingIndexE6: market.fundingIndexE6 + 1n }); // every position rounds an atom
  const fault = () => faultOfChange(house.state, CHANGE, house.timeMs)?.field;
  expect(faultOfChange(house.state, { ...CHANGE, instrumentId: 99 }, house.timeMs)?.field).toBe("instrumentId");
  expect(fault()).toBe("instrumentId"); // it has a price
  const { maxAgeMs } = house.state.feeds.get(BTC_FEED)!.spec;
  const { unknownTermMs } = segmentOf(house).parameters.oracle;
  const markedAtMs = house.timeMs;
  house.openBlock(markedAtMs + maxAgeMs + unknownTermMs);
  expect(fault()).toBe("instrumentId");
  house.openBlock(markedAtMs + maxAgeMs + unknownTermMs + 1);
  expect(fault()).toBeUndefined();
  const mark = mustMark(house.state, BTC_PERP);
  writeChange(house.state, CHANGE, house.timeMs);
  expect(fault()).toBe("instrumentId"); // it is settled
  const dust = segmentOf(house).dustAtoms;
  runBlock(house);
  expect(house.state.markets.get(BTC_PERP)).toMatchObject({
    status: InstrumentStatus.settled,
    settlementTicks: mark,
    openLots: 0n,
    expiredLots: 0n,
    expiredAtoms: 0n,
  });
  for (const id of ids) expect(house.account(id).positions).toEqual([]);
  // Two shorts are owed a part of an atom each, the long owes one: rounded against all three.
  expect(segmentOf(house)).toMatchObject({ transitAtoms: 0n, dustAtoms: dust + 1n });
  const total = ids.reduce((sum, id) => sum + balanceOf(house.account(id), USDC), atoms(0n) as bigint);
  expect(total).toBe(3n * usdc(100_000) - 1n);
  expect(ticks(mark)).toBe(mark);
});
