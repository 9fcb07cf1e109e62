/** Goal: who loses a transaction on its way is never locked out of its own key. Method: a row of nonces with a hole. */
import type { Engine } from "@novate/engine";
import { expect, test } from "vitest";
import { nextNonce } from "./signer.ts";

const signer = { scheme: 0, key: `0x${"11".repeat(20)}` } as const;
const told = (base: bigint, bitmap: bigint): bigint =>
  nextNonce({ state: { nonces: new Map([[`0/${signer.key}`, { base, bitmap }]]) } } as unknown as Engine, signer);

test("the next nonce is above every one used, until the oldest left out is far behind", () => {
  expect(told(7n, 0n)).toBe(7n);
  expect(told(7n, 0b110n)).toBe(10n);
  expect(told(7n, 1n << 126n)).toBe(7n + 127n);
  expect(told(7n, 1n << 127n)).toBe(7n);
  expect(told(7n, 1n << 255n)).toBe(7n);
});
