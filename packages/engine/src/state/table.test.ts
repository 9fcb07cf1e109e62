/** Goal: rows keep their slots, so that pages hide none. Method: rows that come and go between two reads. */
import { expect, test } from "vitest";
import { Table } from "./table.ts";

test("what is deleted and put between two pages hides no row that stands", () => {
  const table = new Table<{ id: number }>(({ id }) => id);
  for (let id = 1; id <= 5; id += 1) table.put({ id });
  const [first, second] = [...table.slotsFrom(0)];
  expect([first, second]).toEqual([
    [0, { id: 1 }],
    [1, { id: 2 }],
  ]);
  table.delete(1);
  table.delete(3);
  table.put({ id: 6 });
  expect([...table.slotsFrom(2)].map(([, { id }]) => id)).toEqual([4, 5]);
  expect([...table.slotsFrom(9)]).toEqual([]);
});
