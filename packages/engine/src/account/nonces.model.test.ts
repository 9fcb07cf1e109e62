/** Goal: each nonce works once, in any order, inside its window. Method: random nonces against a plain set. */
import { maxOf } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { keySigner } from "../testing/testMarket.ts";
import { evolveNonceUsed, judgeNonce } from "./nonces.ts";

const signer = keySigner(1);

test("ACC-005 ACC-022 a nonce is used at most once, at most 256 ahead of the oldest unused one", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 270 }), { maxLength: 400 }), (offsets) => {
      const { state } = createTestHouse();
      const used = new Set<bigint>();
      let oldest = 0n;
      for (const offset of offsets) {
        while (used.has(oldest)) oldest += 1n;
        // Half of the draws are the oldest unused one, so that the window moves.
        const nonce = maxOf(oldest + BigInt(offset % 2 === 0 ? 0 : offset), 0n);
        const expected = used.has(nonce) ? "NonceUsed" : nonce >= oldest + 256n ? "NonceTooFarAhead" : "fresh";
        expect(judgeNonce(state, signer, nonce)).toBe(expected);
        if (expected !== "fresh") continue;
        evolveNonceUsed(state, { type: "NonceUsed", signer, nonce });
        used.add(nonce);
      }
      expect(judgeNonce(state, keySigner(2), 0n)).toBe("fresh"); // one signer's window is no other's
    }),
    { numRuns: 60 },
  );
});
