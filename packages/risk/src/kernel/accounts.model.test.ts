/**
 * Goal: the table is a map from account to positions, whatever moves inside. Method: random histories beside a Map.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { positionsOf } from "../book/positions.ts";
import { AccountTable, MARGIN_METHODS } from "./accounts.ts";

const pairs = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: -9, max: 9 })), { maxLength: 12 });
const change = fc.tuple(fc.nat(40), pairs, fc.nat(2), fc.integer({ min: -1, max: 3 }));

it("holds what was set last for every account, also after it was cleared, moved and compacted", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 120 }), fc.array(change, { maxLength: 20 }), (history, cleared) => {
      const table = new AccountTable();
      for (const [account, held] of cleared) table.set(account, positionsOf(held), "cross");
      table.clear();
      const { version } = table;
      expect(table.changedSince(version - 1)).toBeNull(); // who keeps a copy is to copy everything
      const model = new Map<number, (typeof history)[number]>();
      for (const step of history) {
        const [account, held, method, group] = step;
        table.set(account, positionsOf(held), MARGIN_METHODS[method]!, group);
        model.set(account, step);
      }
      for (const [account, [, held, method, group]] of model) {
        const { instruments, lots, from, to } = table.positions(account);
        const entries = Array.from({ length: to - from }, (_, entry) => [
          instruments[from + entry],
          lots[from + entry],
        ]);
        expect(entries).toEqual(held);
        expect([table.methods[account], table.groups[account]]).toEqual([method, group]);
      }
      expect(table.accountCount).toBe(Math.max(0, ...[...model.keys()].map((account) => account + 1)));
      expect(table.version).toBe(version + history.length);
    }),
  );
});
