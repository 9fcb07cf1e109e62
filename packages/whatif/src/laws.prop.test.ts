/**
 * Goal: the laws of margin hold in the public answer, not only in the kernel. Method: random documents, asked twice where a
 * law compares two: by other methods, in another order, with more collateral, in parts, on either side of thirty days.
 */

import { DAY_MS } from "@novate/num";
import type { MarginMethod } from "@novate/risk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PortfolioAnswer, UnderlyingAnswer } from "./answer.ts";
import { arbitraryPortfolio } from "./arbitrary.fixture.ts";
import type { InstrumentDocument, PortfolioDocument, PositionDocument } from "./document.ts";
import { NOW_MS } from "./sample.fixture.ts";
import { simulateMargin } from "./simulate.ts";

const METHODS: readonly MarginMethod[] = ["isolated", "cross", "portfolio"];

function answerOf(document: PortfolioDocument): PortfolioAnswer {
  const result = simulateMargin(document);
  if (!result.ok) throw new Error(`${result.code} ${result.field} ${result.detail}`);
  return result.answer as PortfolioAnswer; // the profile is the standard one
}

interface Levels {
  readonly initial: bigint;
  readonly maintenance: bigint;
}
function levelsOf(document: PortfolioDocument, method: MarginMethod = document.method): Levels {
  const { requirement } = answerOf({ ...document, method, detail: "requirement" });
  return { initial: BigInt(requirement.initialMarginAtoms), maintenance: BigInt(requirement.maintenanceMarginAtoms) };
}
function expectAtMost(left: Levels, right: Levels): void {
  expect(left.initial).toBeLessThanOrEqual(right.initial);
  expect(left.maintenance).toBeLessThanOrEqual(right.maintenance);
}
const underlyingsOf = (document: PortfolioDocument): readonly UnderlyingAnswer[] => answerOf(document).underlyings!;
const check = (law: (document: PortfolioDocument) => void, numRuns = 150): void =>
  fc.assert(fc.property(arbitraryPortfolio, law), { numRuns });

const kindOf = (document: PortfolioDocument, { instrumentId }: PositionDocument): InstrumentDocument["kind"] =>
  document.instruments.find((one) => one.instrumentId === instrumentId)!.kind; // every position has its instrument
const isOption = (kind: InstrumentDocument["kind"]): boolean => kind === "call" || kind === "put";
const multiplied = (document: PortfolioDocument, by: (position: PositionDocument) => number): PortfolioDocument => ({
  ...document,
  positions: document.positions.map((one) => ({ ...one, lots: Number(one.lots) * by(one) })),
});

describe("a requirement", () => {
  it("MARG-021: is ordered by method, portfolio ≤ cross ≤ isolated", () => {
    check((document) => {
      const [isolated, cross, portfolio] = METHODS.map((method) => levelsOf(document, method));
      expectAtMost(portfolio!, cross!);
      expectAtMost(cross!, isolated!);
    });
  });

  it("MARG-078: never rises with collateral, by any method, and does not know the equity", () => {
    check((document) => {
      const more = multiplied(document, (one) => (kindOf(document, one) === "collateral" ? 3 : 1));
      for (const method of METHODS) expectAtMost(levelsOf(more, method), levelsOf(document, method));
      expect(levelsOf({ ...document, equityAtoms: "-7" })).toEqual(levelsOf(document));
    });
  });

  it("MARG-022: a credit lowers it by at most the credits said, and no pair raises it", () => {
    check((document) => {
      const { pairs: _, ...unpaired } = document;
      const [with_, without] = [answerOf(document), levelsOf(unpaired)];
      const credit = with_.crossCredits!.reduce((sum, { initialAtoms }) => sum + BigInt(initialAtoms), 0n);
      const initial = BigInt(with_.requirement.initialMarginAtoms);
      expect(initial <= without.initial && initial >= without.initial - credit).toBe(true);
    });
  });

  it("MARG-026: of n clones is at least 99 % of one account's, where the depth left to each says so", () => {
    const n = 7;
    check((document) => {
      const whole = multiplied(document, () => n);
      const shareOf = (depth: string | number): string => String(Math.floor(Number(depth) / n));
      const clone = {
        ...document,
        underlyings: document.underlyings.map((one) => ({
          ...one,
          depth: { deltaAtoms: shareOf(one.depth.deltaAtoms), vegaAtoms: shareOf(one.depth.vegaAtoms) },
        })),
      };
      for (const method of METHODS)
        expect(levelsOf(clone, method).initial * BigInt(n) * 100n >= levelsOf(whole, method).initial * 99n).toBe(true);
    });
  });

  it("MARG-034: of long options is never more than their marks", () => {
    check((document) => {
      const options = document.positions.filter((one) => isOption(kindOf(document, one)));
      fc.pre(options.length > 0);
      const long = { ...document, positions: options.map((one) => ({ ...one, lots: Math.abs(Number(one.lots)) })) };
      for (const method of METHODS) {
        const paid = underlyingsOf({ ...long, method })
          .flatMap(({ positions }) => positions)
          .reduce((sum, { markValueAtoms }) => sum + BigInt(markValueAtoms), 0n);
        expect(levelsOf(long, method).initial <= paid).toBe(true);
      }
    });
  });

  it("MARG-034: of a vertical spread is never more than it can lose, whatever the marks", () => {
    const spread = fc.record({
      kind: fc.constantFrom("call" as const, "put" as const),
      lower: fc.integer({ min: 20, max: 300 }),
      width: fc.integer({ min: 1, max: 100 }),
      marks: fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })),
      lots: fc.integer({ min: 1, max: 1000 }),
      isLowerLong: fc.boolean(),
    });
    fc.assert(
      fc.property(arbitraryPortfolio, spread, (given, { kind, lower, width, marks, lots, isLowerLong }) => {
        const [market] = given.underlyings;
        const unit = market!.spot! / 100; // prices of this test are hundredths of the spot
        const atomsPerPoint = Math.max(1, Math.round(1e8 / market!.spot!));
        const common = { underlyingId: 1, kind, atomsPerPoint, expiryMs: NOW_MS + 60 * DAY_MS };
        const markAtoms = marks.map((mark) => Math.round(mark * unit * atomsPerPoint));
        const signed = isLowerLong ? lots : -lots;
        const document: PortfolioDocument = {
          ...given,
          instruments: [
            { ...common, instrumentId: 1, strike: lower * unit, markAtoms: markAtoms[0]! },
            { ...common, instrumentId: 2, strike: (lower + width) * unit, markAtoms: markAtoms[1]! },
          ],
          positions: [
            { instrumentId: 1, lots: signed },
            { instrumentId: 2, lots: -signed },
          ],
        };
        const payoffAtoms = (isLowerLong === (kind === "call") ? 0 : -1) * width * unit * atomsPerPoint;
        const paid = (isLowerLong ? 1 : -1) * (markAtoms[0]! - markAtoms[1]!);
        const most = lots * Math.max(0, paid - payoffAtoms);
        for (const method of ["cross", "portfolio"] as const)
          expect(Number(levelsOf(document, method).initial)).toBeLessThanOrEqual(most + lots + 1e-9 * most);
      }),
      { numRuns: 150 },
    );
  });

  it("MARG-005: is continuous in the expiry at thirty days", () => {
    const option = fc.record({ kind: fc.constantFrom("call" as const, "put" as const), short: fc.boolean() });
    fc.assert(
      fc.property(arbitraryPortfolio, option, (given, { kind, short }) => {
        const [market] = given.underlyings;
        const spot = market!.spot!;
        const volAnnual = market!.volAnnual;
        const at = (expiryMs: number): number => {
          const atomsPerPoint = Math.max(1, Math.round(1e8 / spot));
          const document: PortfolioDocument = {
            ...given,
            underlyings: [
              {
                ...market!,
                forwards: [{ expiryMs, forward: spot }],
                surface: { flat: [{ expiryMs, volAnnual }] },
              },
            ],
            instruments: [{ instrumentId: 1, underlyingId: 1, kind, atomsPerPoint, expiryMs, strike: 1.1 * spot }],
            positions: [{ instrumentId: 1, lots: short ? -1000 : 1000 }],
            pairs: [],
          };
          return Number(levelsOf(document, "cross").initial);
        };
        const boundary = NOW_MS + 30 * DAY_MS;
        const [before, after] = [at(boundary - 1), at(boundary + 1)];
        expect(Math.abs(after - before)).toBeLessThanOrEqual(1e-6 * before + 4000); // an atom or so a lot
      }),
    );
  });
});

describe("an answer", () => {
  it("MARG-012: is the same text whatever the order of instruments, positions and underlyings", () => {
    check((document) => {
      const turned = {
        ...document,
        underlyings: document.underlyings.toReversed(),
        instruments: document.instruments.toReversed(),
        positions: document.positions.toReversed(),
      };
      const text = (one: PortfolioDocument): string => JSON.stringify(answerOf({ ...one, detail: "full" }));
      expect(text(turned)).toBe(text(document));
    }, 60);
  });

  it("MARG-051: has a matrix that adds up, collateral and all, by every method", () => {
    check((document) => {
      for (const method of METHODS)
        for (const { scenarios, positions, collateral } of underlyingsOf({ ...document, method }))
          for (const [column, { pnlAtoms }] of scenarios.entries()) {
            const rows = [...positions, ...collateral].map((one) => BigInt(one.pnlAtoms[column]!));
            expect(rows.reduce((sum, pnl) => sum + pnl, 0n)).toBe(BigInt(pnlAtoms));
          }
    }, 60);
  });

  it("MARG-035: has every option without a surface in it, at its maximum loss", () => {
    const markAtoms = 2_000_000;
    check((document) => {
      const blind: PortfolioDocument = {
        ...document,
        underlyings: document.underlyings.map((one) => ({ ...one, surface: null })),
        instruments: document.instruments.map(({ fixing: _, ...one }) => ({ ...one, markAtoms })),
      };
      for (const method of METHODS) {
        const shown = underlyingsOf({ ...blind, method }).flatMap(({ positions }) => positions);
        for (const position of blind.positions) {
          const kind = kindOf(document, position);
          if (!isOption(kind) || position.lots === 0) continue;
          const { isPriced, initialAloneAtoms } = shown.find((one) => one.instrumentId === position.instrumentId)!;
          expect(isPriced).toBe(false);
          const lots = BigInt(position.lots);
          if (lots > 0n) expect(BigInt(initialAloneAtoms)).toBe(lots * BigInt(markAtoms));
          else if (kind === "call") expect(BigInt(initialAloneAtoms) >= -lots * 5n * BigInt(markAtoms)).toBe(true);
          else {
            const { strike, atomsPerPoint } = blind.instruments.find(
              (one) => one.instrumentId === position.instrumentId,
            )!;
            const most = -Number(lots) * Math.max(0, strike! * Number(atomsPerPoint) - markAtoms);
            expect(Math.abs(Number(initialAloneAtoms) - most)).toBeLessThanOrEqual(-2 * Number(lots) + 1e-9 * most);
          }
        }
      }
    }, 60);
  });
});
