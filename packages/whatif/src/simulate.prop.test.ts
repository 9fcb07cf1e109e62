/**
 * Goal: whatever a document says, there is an answer or a refusal with its field, never a throw; and an answer is sound JSON whose
 * levels are in order. Method: sound documents with members replaced by values that break programs, one by one and at random.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { PortfolioAnswer } from "./answer.ts";
import { samplePortfolio, sampleUnderlying } from "./sample.fixture.ts";
import { simulateMargin } from "./simulate.ts";

const sample = {
  ...samplePortfolio(6, "full"),
  underlyings: [
    {
      ...sampleUnderlying(1, 60_000),
      jointShocks: [{ spot: -0.1, vol: 1 }],
      confidence: 0.001,
      ageMs: 10,
      rangeFloor: 0.01,
    },
    { ...sampleUnderlying(2, 3000), jointShocks: [{ spot: 0.2, vol: 0 }], openInterestScalePpm: 1_500_000 },
  ],
  instruments: [
    ...samplePortfolio(6, "full").instruments,
    {
      instrumentId: 7,
      underlyingId: 2,
      kind: "perpetual",
      atomsPerPoint: 1000,
      fundingRate8h: 0.01,
      markAtoms: 3_000_000,
    },
    { instrumentId: 8, underlyingId: 2, kind: "collateral", atomsPerPoint: 1000, haircutPpm: 100_000 },
    {
      instrumentId: 9,
      underlyingId: 2,
      kind: "future",
      atomsPerPoint: "1000",
      expiryMs: 1_760_604_800_000,
      fixing: { fixedFraction: 0.5, fixedAverage: 3100 },
    },
  ],
  positions: [
    ...samplePortfolio(6, "full").positions,
    { instrumentId: 7, lots: "-50" },
    { instrumentId: 8, lots: 9 },
    { instrumentId: 9, lots: 5 },
  ],
  pairs: [{ leftUnderlyingId: 1, rightUnderlyingId: 2, creditPpm: 300_000 }],
  parameters: { rangeMultiplePpm: "3000000", jointTailCount: 1 },
};

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: (value: unknown) => unknown): unknown {
  if (key === undefined) return by(value);
  if (typeof value !== "object" || value === null) return value; // an earlier replacement took it away
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  (copy as Record<string | number, unknown>)[key] = replaced(
    (value as Record<string | number, unknown>)[key],
    rest,
    by,
  );
  return copy;
}

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    -0,
    0,
    1,
    2,
    0.5,
    1e-300,
    1e300,
    2 ** 53,
    2 ** 31,
    1e12,
    1e15,
  ),
  fc.constantFrom<unknown>(null, undefined, "", "x", "1", "-1", "9".repeat(30), "__proto__", [], {}, [[]], true, 7n),
  fc.double(),
  fc.integer({ min: 0, max: 2 ** 40 }),
);
/** A number of another size, which often stays within bounds. */
const resized = fc.constantFrom(0, 0.1, 0.999, 1.001, 3, 10, 1e3, 1e6).map((factor) => (value: unknown) => {
  if (typeof value !== "number" && typeof value !== "string") return value;
  const product = Number(value) * factor;
  return Number.isInteger(Number(value)) ? Math.round(product) : product;
});
const paths = fc.constantFrom(...pathsOf(sample).slice(1));
const changes = fc.oneof(
  fc.array(
    fc.tuple(
      paths,
      nasty.map((by) => () => by),
    ),
    { minLength: 1, maxLength: 2 },
  ),
  fc.array(fc.tuple(paths, resized), { minLength: 1, maxLength: 4 }),
);

it("MARG-086: never throws, and answers soundly what it does not refuse", () => {
  let answered = 0;
  fc.assert(
    fc.property(changes, fc.constantFrom("isolated", "cross", "portfolio"), (list, method) => {
      let document: unknown = { ...sample, method };
      for (const [path, by] of list) document = replaced(document, path, by);
      const result = simulateMargin(document);
      if (!result.ok) {
        expect(result).toMatchObject({
          code: expect.any(String),
          field: expect.stringMatching(/\w/),
          detail: expect.any(String),
        });
        return;
      }
      answered += 1;
      const { requirement } = result.answer as PortfolioAnswer; // the profile is the standard one, or refused
      const [initial, maintenance, closeOut] = Object.values(requirement).map(BigInt);
      expect(initial! >= maintenance! && maintenance! >= closeOut! && closeOut! >= 0n).toBe(true);
      expect(JSON.parse(JSON.stringify(result.answer))).toEqual(result.answer);
    }),
    { numRuns: 500 },
  );
  expect(answered).toBeGreaterThan(50);
});

/** Members that no field of the document may be, whatever its kind. */
const WRONG: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "x",
  "__proto__",
  true,
  7n,
  { x: 1 },
  [undefined],
];
const OPTIONAL =
  /(confidence|ageMs|rangeFloor|openInterestScalePpm|markAtoms|fundingRate8h|fixing|detail|pairs|parameters)$/;
const nameOf = (path: Path): string =>
  path.reduce<string>((name, key) => (/^\d+$/.test(`${key}`) ? `${name}[${key}]` : `${name}${name && "."}${key}`), "");

it("MARG-086: names the member that is wrong, or one inside it, and each one that is missing", () => {
  const missed: string[] = [];
  const check = (path: Path, by: unknown, isNamed: (field: string, name: string) => boolean): void => {
    const result = simulateMargin(replaced(sample, path, () => by));
    const name = nameOf(path);
    if (result.ok || !isNamed(result.field, name)) missed.push(`${name} = ${String(by)}: ${JSON.stringify(result)}`);
  };
  for (const path of pathsOf(sample).slice(1)) {
    for (const wrong of WRONG) check(path, wrong, (field, name) => field.startsWith(name));
    const key = path.at(-1);
    const isPartOfList = typeof key === "number" || /^\d+$/.test(`${key}`);
    const isRequired = !isPartOfList && !OPTIONAL.test(nameOf(path)) && path[0] !== "parameters";
    if (isRequired && key !== "jointShocks") check(path, undefined, (field, name) => field === name);
  }
  expect(missed).toEqual([]);
});

it("MARG-086: refuses a whole number that is minus zero", () => {
  for (const path of [
    ["pairs", 0, "creditPpm"],
    ["positions", 0, "lots"],
    ["instruments", 0, "instrumentId"],
  ])
    expect(simulateMargin(replaced(sample, path, () => -0))).toMatchObject({ code: "Negative", field: nameOf(path) });
});

it("MARG-086: refuses a hundred thousand positions, or a list of nothing but holes, by the list", () => {
  const positions = Array.from({ length: 100_000 }, () => ({ instrumentId: 1, lots: 1 }));
  expect(simulateMargin({ ...sample, positions })).toMatchObject({ code: "OutOfRange", field: "positions" });
  expect(simulateMargin({ ...sample, positions: new Array(1_000_000) })).toMatchObject({ field: "positions" });
  expect(simulateMargin({ ...sample, positions: new Array(3) })).toMatchObject({ field: "positions[0]" });
});
