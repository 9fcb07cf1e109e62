/**
 * Goal: the auditor would notice. Method: each planted bug, in a process of its own, is hunted with seeded histories: every other
 * one here, all of them with `NOVATE_CANARIES=all`.
 */
import { expect, test } from "vitest";
import { BUGS } from "./bugs.ts";
import { release } from "./release.ts";

/** All are released at once: on two cores the last one waits for the others. */
const LONGEST_MS = 400_000;

const released = process.env.NOVATE_CANARIES === "all" ? BUGS : BUGS.filter((_, index) => index % 2 === 0);

test.concurrent.each(released)("INV-001 a planted bug is found: $name", { timeout: LONGEST_MS }, async (bug) => {
  const { found } = await release(bug);
  expect(found).not.toBeNull();
});
