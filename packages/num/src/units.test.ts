/** Goal: brands cost nothing at run time and keep units apart for the compiler. Method: values, and types that clash. */
import { expect, expectTypeOf, test } from "vitest";
import { type Atoms, atoms, type Lots, lots, PPM_ONE, type Ppm, ppm, type Ticks, ticks, ZERO_ATOMS } from "./units.ts";

test("a brand leaves the integer as it is", () => {
  expect([atoms(5n), lots(-5n), ticks(7n), ppm(1n)]).toEqual([5n, -5n, 7n, 1n]);
  expect([PPM_ONE, ZERO_ATOMS]).toEqual([1_000_000n, 0n]);
});

test("units do not mix, and raw integers need a name", () => {
  expectTypeOf(atoms).returns.toEqualTypeOf<Atoms>();
  expectTypeOf<Atoms>().not.toExtend<Lots>();
  expectTypeOf<Lots>().not.toExtend<Ticks>();
  expectTypeOf<Ppm>().not.toExtend<Atoms>();
  expectTypeOf<bigint>().not.toExtend<Atoms>();
  expectTypeOf<Atoms>().toExtend<bigint>();
});
