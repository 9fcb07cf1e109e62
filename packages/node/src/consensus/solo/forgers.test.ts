/** Goal: an address answers for wrong signatures, this machine does not. Method: table. */
import { expect, test } from "vitest";
import { Forgers } from "./forgers.ts";

test("ADM-012 a few wrong signatures are forgiven, then the address is suspect, and no other", () => {
  const forgers = new Forgers();
  for (let count = 0; count < 7; count += 1) forgers.blame("203.0.113.9");
  expect(forgers.isSuspect("203.0.113.9")).toBe(false);
  forgers.blame("203.0.113.9");
  expect(forgers.isSuspect("203.0.113.9")).toBe(true);
  expect(forgers.isSuspect("203.0.113.10")).toBe(false);
});

test("what this machine asks is never suspect", () => {
  const forgers = new Forgers();
  for (let count = 0; count < 100; count += 1) forgers.blame(null);
  expect(forgers.isSuspect(null)).toBe(false);
});
