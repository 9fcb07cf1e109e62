/** Goal: each parameter has bounds and a direction. Method: every one pushed over both bounds and moved both ways. */
import type { SegmentParameters } from "@novate/codec";
import { expect, test } from "vitest";
import { standardParameters } from "../standardParameters.ts";
import { areTighter, faultOfParameters } from "./parameterBounds.ts";

const standard = standardParameters(6);
type Group = keyof SegmentParameters;
const names = (Object.keys(standard) as Group[]).flatMap((group) =>
  Object.keys(standard[group]).map((name) => [group, name] as const),
);

const moved = (group: Group, name: string, by: (value: number | bigint) => number | bigint): SegmentParameters => {
  const values = standard[group] as unknown as Record<string, number | bigint>;
  return { ...standard, [group]: { ...values, [name]: by(values[name]!) } };
};

const plus = (step: number) => (value: number | bigint) =>
  typeof value === "bigint" ? value + BigInt(step) : value + step;

test("GOV-017 GOV-018 the standard profile is within its bounds, for any settlement asset", () => {
  for (const decimals of [0, 6, 18, 24]) expect(faultOfParameters(standardParameters(decimals))).toBeNull();
});

test.each(names)("GOV-017 GOV-003 %s.%s is bounded on both sides and named when it is not", (group, name) => {
  const field = `parameters.${group}.${name}`;
  for (const wild of [-1, Number.MAX_SAFE_INTEGER]) {
    const fault = faultOfParameters(
      moved(group, name, (value) => (typeof value === "bigint" ? BigInt(wild) ** 3n : wild)),
    );
    expect(fault?.field).toBe(field);
  }
});

test("GOV-018 GOV-003 parameters that contradict each other are refused by name", () => {
  const field = (parameters: SegmentParameters) => faultOfParameters(parameters)?.field;
  expect(field(moved("margin", "initialFactorPpm", () => 799_999n))).toBe("parameters.margin.initialFactorPpm");
  expect(field(moved("margin", "hedgedPpm", () => 40_001n))).toBe("parameters.margin.hedgedPpm");
  expect(field(moved("oracle", "longBandMs", () => 59_999))).toBe("parameters.oracle.longBandMs");
  expect(field(moved("clearing", "withdrawalDayPpm", () => 9_999n))).toBe("parameters.clearing.withdrawalDayPpm");
});

test("SETL-022 a settlement average asks for a tenth of its samples at least", () => {
  const asked = (coverage: bigint) => moved("clearing", "expiryCoveragePpm", () => coverage);
  expect(faultOfParameters(asked(99_999n))?.field).toBe("parameters.clearing.expiryCoveragePpm");
  expect(faultOfParameters(asked(100_000n))).toBeNull();
});

test.each(names)("GOV-024 %s.%s is tighter one way at most", (group, name) => {
  const [up, down] = [
    areTighter(standard, moved(group, name, plus(1))),
    areTighter(standard, moved(group, name, plus(-1))),
  ];
  expect(up && down).toBe(false);
});

test("GOV-024 GOV-025 one looser parameter makes the whole set looser; an unchanged set is not", () => {
  expect(areTighter(standard, standard)).toBe(true);
  const tighter = moved("margin", "mporMs", plus(1));
  expect(areTighter(standard, tighter)).toBe(true);
  expect(
    areTighter(standard, { ...tighter, clearing: { ...standard.clearing, withdrawalHourPpm: 20_000n as never } }),
  ).toBe(false);
});
