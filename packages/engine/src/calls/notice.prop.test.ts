/**
 * Goal: with prices unchanged, nobody who does nothing owes at t more than the rows said a quarter of an hour before.
 * Method: hours of random prices, together and apart, through whole blocks; then the prices stand still, and each
 * requirement is compared with what the rows of the earlier block announce for this time. Perpetuals and collateral in
 * scenarios, by each method: what moves with time by itself is left out (spec/CALL.md).
 */
import { MarginMethod } from "@novate/codec";
import { MINUTE_MS } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NOTICE_MS } from "../ledger/notice.ts";
import { MarginDesk } from "../margin/desk/marginDesk.ts";
import { HOUSE } from "../state/keys.ts";
import { createState, mustGet, type State, tableNames } from "../state/state.ts";
import type { Table } from "../state/table.ts";
import { ETH_FEED, ETH_MARKET, ETH_PERP } from "../testing/ethMarket.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  PUBLISHER_SIGNER,
  perpLots,
  testGenesis,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { observationOf } from "../testing/trades.ts";

/** A row of its own for each row: what is committed at this instant. */
function copyOf(state: State): State {
  const copy = createState();
  for (const name of tableNames)
    for (const row of state[name].values()) (copy[name] as unknown as Table<unknown>).put(row);
  return copy;
}

/** What these rows say that the account owes at `timeMs`: what they announce until then binds, nothing else changes. */
function announcedMargin(rows: State, accountId: number, timeMs: number): bigint {
  const then = copyOf(rows);
  then.house.put({ ...mustGet(then.house, HOUSE), timeMs });
  for (const row of [...then.underlyings.values()]) {
    const due = row.announced.filter(({ bindsAtMs }) => bindsAtMs <= timeMs).at(-1);
    if (due !== undefined) then.underlyings.put({ ...row, scanRangePpm: due.rangePpm });
  }
  for (const row of [...then.collaterals.values()]) {
    const isDue = row.announced !== null && row.announced.bindsAtMs <= timeMs;
    if (isDue) then.collaterals.put({ ...row, haircutPpm: row.announced!.haircutPpm });
  }
  return new MarginDesk(then).requirement(then, mustGet(then.accounts, accountId)).maintenanceMargin;
}

const dollars = new Map<number, number>();
const block = (house: TestHouse, stepMs: number) =>
  runBlock(
    house,
    [...dollars].map(([feedId, price]) => ({
      command: observationOf({ timeMs: house.timeMs + stepMs - 1_000 }, feedId, price),
      signer: PUBLISHER_SIGNER,
    })),
    stepMs,
  );

function scene(): { house: TestHouse; ids: readonly number[] } {
  const house = createTestHouse(testGenesis({ changes: ETH_MARKET }));
  dollars.clear();
  for (const [feedId, price] of [
    [USDC_FEED, 1],
    [BTC_FEED, 100_000],
    [ETH_FEED, 100_000],
  ] as const)
    dollars.set(feedId, price);
  block(house, 2_000);
  const rich = house.openAccount(address(99), usdc(900_000_000));
  const ids = [MarginMethod.isolated, MarginMethod.cross, MarginMethod.portfolio].flatMap((method, index) =>
    [1n, -1n].map((sign) => {
      const id = house.openAccount(address(10 * index + Number(sign) + 2), usdc(50_000_000), method);
      const [buyer, seller] = sign > 0n ? [id, rich] : [rich, id];
      house.novate(buyer, seller, BTC_PERP, perpLots(20_000), btcTicks(100_000));
      house.novate(seller, buyer, ETH_PERP, perpLots(15_000), btcTicks(100_000));
      return id;
    }),
  );
  const covered = house.openAccount(address(77), usdc(50_000_000), MarginMethod.portfolio);
  house.deposit(covered, BTC, btc(2_000_000_000n));
  house.novate(rich, covered, BTC_PERP, perpLots(30_000), btcTicks(100_000));
  return { house, ids: [...ids, covered] };
}

const leg = fc.record({
  blocks: fc.integer({ min: 4, max: 40 }),
  size: fc.constantFrom(1, 4, 12),
  isApart: fc.boolean(),
});

test("CALL-001 CALL-005 with prices unchanged a requirement never exceeds what was announced a quarter of an hour before", () => {
  const seen = { ranges: 0, haircuts: 0, credits: 0, samples: 0 };
  fc.assert(
    fc.property(fc.array(leg, { minLength: 3, maxLength: 5 }), fc.integer({ min: 1, max: 7 }), (legs, salt) => {
      const { house, ids } = scene();
      let step = salt;
      for (const { blocks, size, isApart } of legs)
        for (let index = 0; index < blocks; index += 1) {
          step += 1;
          const move = (((step * 7_919) % 13) - 6) * size * 1e-4;
          const held = mustGet(house.state.collaterals, "1/2");
          house.state.collaterals.put({
            ...held,
            least: { startMs: 0, beforeAtoms: held.heldAtoms, nowAtoms: held.heldAtoms }, // they have long been there
            spec: { ...held.spec, dailyVolumeAtoms: btc(BigInt(2 + (step % 5)) * 10n ** 9n) },
          });
          dollars.set(BTC_FEED, dollars.get(BTC_FEED)! * (1 + move));
          dollars.set(ETH_FEED, dollars.get(ETH_FEED)! * (1 + (isApart ? -1.7 : 1.3) * move));
          block(house, 5 * MINUTE_MS);
        }
      block(house, 2 * MINUTE_MS); // the last jump has its second word here: from now on prices stand still
      expect([...house.state.feeds.values()].every(({ pendingAtMs }) => pendingAtMs === 0)).toBe(true);
      const pair = [...house.state.creditPairs.values()][0]!; // held so far, and judged by the next sample
      house.state.creditPairs.put({ ...pair, isHolding: true });
      const history: { readonly timeMs: number; readonly rows: State }[] = [];
      for (let index = 0; index < 25; index += 1) {
        history.push({ timeMs: house.timeMs, rows: copyOf(house.state) });
        const { events } = block(house, 2 * MINUTE_MS);
        for (const { type } of events) {
          if (type === "ScanRangeBound") seen.ranges += 1;
          if (type === "HaircutBound") seen.haircuts += 1;
          if (type === "MovesSampled") seen.samples += 1;
        }
        seen.credits += [...house.state.creditPairs.values()].filter((row) => row.lapsesAtMs > 0).length;
        const { rows } = history.findLast(({ timeMs }) => timeMs <= house.timeMs - NOTICE_MS) ?? history[0]!;
        for (const id of ids) {
          const owed = house.house.margin.requirement(house.state, house.account(id)).maintenanceMargin;
          expect(owed).toBeLessThanOrEqual(announcedMargin(rows, id, house.timeMs));
        }
      }
    }),
    { numRuns: 12 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
