/** Goal: tape time stands where it was set, then goes on with the wall. Method: two looks at the clock. */
import { expect, test } from "vitest";
import { createTapeClock } from "./soloHost.ts";

test("the clock stands until it runs, and runs from where it stands", async () => {
  const clock = createTapeClock(100);
  expect(clock.nowMs()).toBe(100);
  clock.set(5_000);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.nowMs()).toBe(5_000);
  clock.run();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(clock.nowMs()).toBeGreaterThan(5_000);
});
