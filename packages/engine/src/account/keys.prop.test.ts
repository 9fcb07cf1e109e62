/** Goal: no chain of grants gives a key more than the owner gave. Method: random grants by random keys, limits summed. */

import { atoms } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, keySigner, ownerSigner } from "../testing/testMarket.ts";
import { liveKey } from "./authority.ts";

const grantArbitrary = fc.record({
  by: fc.integer({ min: 1, max: 4 }),
  to: fc.integer({ min: 1, max: 6 }),
  scopes: fc.integer({ min: 1, max: 7 }),
  trade: fc.bigInt({ min: 0n, max: 12n }),
  total: fc.bigInt({ min: 0n, max: 12n }),
  venueIds: fc.subarray([1, 2, 3]),
  reduceOnly: fc.boolean(),
  lifeMs: fc.integer({ min: 1, max: 12 }),
});

test("ACC-028 ACC-007 whatever keys grant each other, the sum of their totals stays the owner's", () => {
  fc.assert(
    fc.property(fc.array(grantArbitrary, { minLength: 1, maxLength: 12 }), (grants) => {
      const house = createTestHouse();
      const accountId = house.openAccount(address(1));
      const bornMs = house.timeMs;
      const command = (grant: (typeof grants)[number]) =>
        ({
          type: "GrantKey",
          accountId,
          key: keySigner(grant.to),
          scopes: grant.scopes,
          tradeNotionalAtoms: atoms(grant.trade),
          totalNotionalAtoms: atoms(grant.total),
          venueIds: grant.venueIds,
          reduceOnly: grant.reduceOnly,
          validUntilMs: bornMs + grant.lifeMs,
        }) as const;
      const root = { by: 0, to: 1, scopes: 3, trade: 10n, total: 10n, venueIds: [1, 2], reduceOnly: true, lifeMs: 10 };
      house.must(command(root), ownerSigner(address(1)));
      house.openBlock(house.timeMs + 1);
      for (const grant of grants) house.hear(command(grant), keySigner(grant.by));

      let spendable = 0n;
      for (const row of house.state.keys.values()) {
        expect(liveKey(house.state, house.account(accountId), row.key)).toBe(row);
        expect(row.scopes & ~3).toBe(0);
        expect(row.tradeNotionalAtoms <= 10n).toBe(true);
        expect(row.venueIds.length > 0 && row.venueIds.every((venueId) => venueId < 3)).toBe(true);
        expect(row.reduceOnly).toBe(true);
        expect(row.validUntilMs <= bornMs + 10).toBe(true);
        spendable += row.totalNotionalAtoms - row.usedNotionalAtoms;
      }
      expect(spendable).toBe(10n);
    }),
    { numRuns: 150 },
  );
});
