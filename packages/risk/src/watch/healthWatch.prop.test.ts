/**
 * Goal: no account crosses its maintenance margin unseen, and few are looked at. Method: random houses and random walks
 * of the market, each tick repriced in full; the full pass is the check.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RiskBook } from "../book/book.ts";
import { createMarginContext, type MarginContext } from "../book/context.ts";
import { NO_INTEREST } from "../book/interest.ts";
import { type Positions, positionsOf } from "../book/positions.ts";
import type { MarginMethod } from "../book/requirement.ts";
import { marginOf } from "../kernel/margin.ts";
import { STANDARD_PROFILE } from "../profile/standard.ts";
import { buildScenarioRow } from "../scenario/buildRow.ts";
import { moveMarket } from "../scenario/modelValue.ts";
import { prepareMarket } from "../scenario/prepared.ts";
import { RowTable } from "../scenario/rowTable.ts";
import type { UnderlyingMarket } from "../scenario/terms.ts";
import { portfolio } from "../testing/arbitrary.ts";
import { BTC, ETH, listing, modelMark, sampleMarket } from "../testing/sample.ts";
import { HealthWatch } from "./healthWatch.ts";
import { movementPerLot } from "./movement.ts";

const terms = [...listing(BTC, 60_000, 1000), ...listing(ETH, 3000, 10_000)];
const start: readonly UnderlyingMarket[] = [sampleMarket(BTC, 60_000, 0.6), sampleMarket(ETH, 3000, 0.8)];

/** A house whose markets move: its book at the present rows, and the equity that marks have moved. */
class Town {
  readonly book = new RiskBook(STANDARD_PROFILE);
  readonly markets = [...start];
  context!: MarginContext;

  constructor() {
    for (const side of [0, 1]) this.price(side);
  }

  price(side: number): void {
    const market = this.markets[side]!;
    const prepared = prepareMarket(STANDARD_PROFILE, market);
    for (const [index, term] of terms.entries()) {
      if (term.underlyingId !== market.underlyingId) continue;
      const mark = { valueAtoms: modelMark(term, market), fundingRate8h: 0.0001, isPriced: true };
      this.book.setRow(index, buildScenarioRow(term, mark, prepared));
    }
    const limits = this.markets.slice(0, Math.max(this.book.underlyingCount, side + 1)).map((one) => ({
      underlyingId: one.underlyingId,
      range: prepareMarket(STANDARD_PROFILE, one).range,
      openInterestScalePpm: 1_000_000,
      deltaDepthAtoms: 1e12,
      vegaDepthAtoms: 1e10,
    }));
    const pairs = limits.length < 2 ? [] : [{ leftUnderlyingId: BTC, rightUnderlyingId: ETH, creditPpm: 500_000 }];
    this.context = createMarginContext(this.book, limits, pairs);
  }

  move(side: number, factor: number, volFactor: number): void {
    const moved = moveMarket(this.markets[side]!, factor);
    this.markets[side] = { ...moved, volAnnual: moved.volAnnual * volFactor };
    this.price(side);
  }

  value({ instruments, lots, from, to }: Positions): number {
    let value = 0;
    for (let entry = from; entry < to; entry += 1)
      value += lots[entry]! * this.book.rows.markAtoms[instruments[entry]!]!;
    return value;
  }

  margin(positions: Positions, method: MarginMethod): number {
    return Number(marginOf(this.book, this.context, positions, method, NO_INTEREST).maintenanceMargin);
  }
}

const METHODS: readonly MarginMethod[] = ["isolated", "cross", "portfolio"];
const tick = fc.record({
  side: fc.nat(1),
  factor: fc.double({ min: 0.985, max: 1.015, noNaN: true }),
  volFactor: fc.constantFrom(1, 1, 1, 0.99, 1.02),
});

const held = portfolio(terms.length, 6);
const cushion = fc.double({ min: 0.01, max: 1, noNaN: true });

describe("HealthWatch", () => {
  it("MARG-087: an account whose certificate stands has a positive surplus, whatever the market did", () => {
    const accounts = fc.array(fc.tuple(held, fc.constantFrom(...METHODS), cushion), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(accounts, fc.array(tick, { minLength: 1, maxLength: 8 }), (opened, ticks) => {
        const town = new Town();
        const watch = new HealthWatch(town.book);
        const house = opened.map(([pairs, method, spare]) => {
          const positions = positionsOf(pairs);
          const surplus = Math.ceil(town.margin(positions, method) * spare) + 1;
          const cash = surplus + town.margin(positions, method) - town.value(positions);
          return { positions, method, cash };
        });
        const surplusOf = ({ positions, method, cash }: (typeof house)[number]) =>
          cash + town.value(positions) - town.margin(positions, method);
        for (const [account, one] of house.entries())
          watch.certify(account, one.positions, surplusOf(one), town.context);
        const inBreach = new Set<number>();
        for (const { side, factor, volFactor } of ticks) {
          town.move(side, factor, volFactor);
          for (const account of watch.advance(side, town.context)) {
            const surplus = surplusOf(house[account]!);
            watch.certify(account, house[account]!.positions, surplus, town.context);
            if (surplus > 0) inBreach.delete(account);
            else inBreach.add(account);
          }
          for (const [account, one] of house.entries()) {
            if (one.positions.to > 0 && !inBreach.has(account)) expect(surplusOf(one)).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it("MARG-087: a surplus moves by no more than the bound of its lots", () => {
    fc.assert(
      fc.property(held, fc.constantFrom(...METHODS), tick, (pairs, method, { side, factor, volFactor }) => {
        const town = new Town();
        const positions = positionsOf(pairs);
        const before = town.value(positions) - town.margin(positions, method);
        const rows = new RowTable(town.book.rows.columns);
        for (const [instrument] of pairs) rows.copy(instrument, town.book.rows, instrument);
        const { deltaRatePpm } = town.context;
        town.move(side, factor, volFactor);
        const deltaPpm = Math.max(deltaRatePpm[side]!, town.context.deltaRatePpm[side]!);
        const deltaChangePpm = Math.abs(deltaRatePpm[side]! - town.context.deltaRatePpm[side]!);
        const rates = { deltaPpm, deltaChangePpm, vegaPpm: town.context.vegaRatePpm[side]! };
        let bound = 0;
        for (const [instrument, lots] of pairs) {
          const { charges } = STANDARD_PROFILE;
          bound += Math.abs(lots) * movementPerLot(rows, instrument, town.book.rows, instrument, charges, rates);
        }
        const after = town.value(positions) - town.margin(positions, method);
        expect(Math.abs(after - before)).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 80 },
    );
  });

  it("MARG-061: leaves a safe account alone, however often the price comes and goes", () => {
    const town = new Town();
    const watch = new HealthWatch(town.book);
    const safe = positionsOf([[0, 10]]);
    const near = positionsOf([[0, -10]]);
    watch.certify(0, safe, 300_000_000, town.context); // half of its value of 600,000,000
    watch.certify(1, near, 6_000_000, town.context); // one percent
    const expired = [1.001, 1 / 1.001, 1.001, 1 / 1.001, 1.02].map((factor) => {
      town.move(0, factor, 1);
      return [...watch.advance(0, town.context)];
    });
    expect(expired).toEqual([[], [], [], [], [1]]);
  });

  it("MARG-061: expires everything when depth changes, and what was certified in breach at the next move", () => {
    const town = new Town();
    const watch = new HealthWatch(town.book);
    watch.certify(3, positionsOf([[0, 10]]), 300_000_000, town.context);
    watch.certify(2, positionsOf([[0, 10]]), 0, town.context);
    watch.forget(7);
    expect(watch.advance(0, town.context)).toEqual(Uint32Array.of(2));
    const deltaDepth = town.context.deltaDepth.map((depth) => depth / 2);
    expect(watch.advance(0, { ...town.context, deltaDepth })).toEqual(Uint32Array.of(3));
    expect(watch.advance(0, { ...town.context, deltaDepth })).toEqual(new Uint32Array());
  });
});
