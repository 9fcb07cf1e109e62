/** Goal: names beside dots never cover one another nor leave the picture. Method: crowds of dots, and one by hand. */
import { expect, test } from "vitest";
import { placeLabels } from "./labels.ts";

const BOUNDS = { left: 0, right: 300, top: 0, bottom: 200 };

test("a dot alone has its name at its right, at the edge at its left", () => {
  const [middle, edge] = placeLabels(
    [
      { x: 100, y: 50, radius: 4, name: "novate" },
      { x: 295, y: 150, radius: 4, name: "novate" },
    ],
    BOUNDS,
  );
  expect(middle).toStrictEqual({ x: 110, y: 53 });
  expect(edge!.x).toBeLessThan(295 - 4 - 6 * 5);
});

test("in a crowd no name covers another, and some have no room", () => {
  const dots = Array.from({ length: 40 }, (_, index) => ({
    x: 120 + (index % 8) * 6,
    y: 80 + Math.floor(index / 8) * 6,
    radius: 4,
    name: `method-${index}`,
  }));
  const placed = placeLabels(dots, BOUNDS);
  const boxes = placed.flatMap((place, index) =>
    place === undefined ? [] : [{ ...place, width: dots[index]!.name.length * 6.3 }],
  );
  expect(boxes.length).toBeGreaterThan(3);
  expect(boxes.length).toBeLessThan(dots.length);
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      const isApart = one.x + one.width <= other.x || other.x + other.width <= one.x || Math.abs(one.y - other.y) >= 12;
      expect(isApart).toBe(true);
    }
  }
});
