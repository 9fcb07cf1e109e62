/**
 * Goal: a signer's nonces are forgotten once nothing signed with them can be heard, and nothing takes effect twice before or after.
 * Method: random histories of whole blocks over days, in which any transaction that was ever sent comes again at any time.
 */

import { DAY_MS, HOUR_MS, SECOND_MS } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyBlock } from "../block/apply.ts";
import type { PreparedTransaction } from "../command/prepared.ts";
import { signerKey } from "../state/keys.ts";
import { LONGEST_TRANSACTION_MS, NONCE_MEMORY_MS } from "../state/lifetimes.ts";
import { houseOf } from "../state/state.ts";
import { NO_ROOT, prepare, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, SEGMENT } from "../testing/testMarket.ts";

const signer = ownerSigner(address(1));

/** An opening of one more account, whose hash says which it is. */
function opening(house: TestHouse, nonce: bigint, lifeMs: number, serial: number): PreparedTransaction {
  const prepared = prepare(
    house.state,
    { command: { type: "OpenAccount", segmentId: SEGMENT, method: 1 }, signer },
    nonce,
  );
  const expiresAtMs = house.timeMs + lifeMs;
  const hash = `0x${serial.toString(16).padStart(64, "0")}` as const;
  return { ...prepared, hash, transaction: { ...prepared.transaction!, expiresAtMs } };
}

const step = fc.record({
  stepMs: fc.oneof(
    fc.integer({ min: 1, max: 2 * SECOND_MS }),
    fc.integer({ min: 1, max: DAY_MS }),
    fc.constantFrom(DAY_MS - 1, DAY_MS, NONCE_MEMORY_MS - 1, NONCE_MEMORY_MS, NONCE_MEMORY_MS + SECOND_MS),
  ),
  lifeMs: fc.constantFrom(1, HOUR_MS, DAY_MS - 1, LONGEST_TRANSACTION_MS),
  ahead: fc.integer({ min: 0, max: 3 }),
  again: fc.array(fc.nat(), { maxLength: 4 }),
});

test("ACC-005 ACC-044 INV-009 whatever comes again, and whenever, takes effect once", () => {
  let forgotten = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 25 }), (steps) => {
      const house = createTestHouse();
      const sent: PreparedTransaction[] = [];
      const effects = new Map<string, number>();
      for (const { stepMs, lifeMs, ahead, again } of steps) {
        const base = house.state.nonces.get(signerKey(signer))?.base ?? 0n;
        sent.push(
          opening(house, base + BigInt(ahead), stepMs + lifeMs > DAY_MS ? DAY_MS : stepMs + lifeMs, sent.length),
        );
        const indices = new Set([sent.length - 1, ...again.map((index) => index % sent.length)]);
        const transactions = [...indices].map((index) => sent[index]!);
        const { height, timeMs } = houseOf(house.state);
        const had = house.state.nonces.size;
        const receipts = applyBlock(
          house.house,
          { height: height + 1, timeMs: timeMs + stepMs, transactions },
          NO_ROOT,
        );
        if (had > house.state.nonces.size) forgotten += 1;
        for (const { hash, refusal } of receipts) {
          if (refusal === null) effects.set(hash, (effects.get(hash) ?? 0) + 1);
        }
      }
      expect(Math.max(0, ...effects.values())).toBeLessThanOrEqual(1);
    }),
    { numRuns: 120 },
  );
  expect(forgotten).toBeGreaterThan(20);
});

test("ACC-044 a signer that is idle leaves no nonce, and starts from zero", () => {
  const house = createTestHouse();
  const act = () => runBlock(house, [{ command: { type: "OpenAccount", segmentId: SEGMENT, method: 1 }, signer }]);
  for (let count = 0; count < 3; count += 1) act();
  expect(house.state.nonces.get(signerKey(signer))).toMatchObject({ base: 3n, usedAtMs: house.timeMs });
  runBlock(house, [], NONCE_MEMORY_MS - SECOND_MS);
  expect(house.state.nonces.size).toBe(1);
  runBlock(house, [], 2 * SECOND_MS);
  expect(house.state.nonces.size).toBe(0);
  act();
  expect(house.state.nonces.get(signerKey(signer))).toMatchObject({ base: 1n });
});
