/**
 * Goal: bivariate probabilities right to 1e-15, on every branch of the correlation.
 * Method: the integral over the correlation evaluated elsewhere with 40 digits; exact limits.
 *
 * @module
 */
import { normalCdf } from "@novate/num";
import { describe, expect, it } from "vitest";
import { bivariateNormalCdf } from "./bivariateNormal.ts";

it.each([
  [-3.0, -4.0, -0.99, 2.7369110631344083e-48],
  [-3.0, -4.0, 0.92, 3.1094800390522093e-5],
  [-3.0, -0.2, -0.1, 0.00040198088989628196],
  [-3.0, 0.7, -0.95, 5.1502223438589666e-16],
  [-3.0, 0.7, 0.93, 0.0013498980316300946],
  [-3.0, 3.0, 0.2, 0.0013497672811870077],
  [-0.5, -4.0, -0.9, 1.4451928597142334e-26],
  [-0.5, -4.0, 0.999, 3.1671241833119924e-5],
  [-0.5, -0.2, 0.6, 0.21973354842587958],
  [-0.5, 0.7, -0.5, 0.17239898656772029],
  [-0.5, 3.0, -0.99, 0.30718764069435678],
  [-0.5, 3.0, 0.92, 0.30853753872598688],
  [0.0, -4.0, -0.1, 1.0627883346220676e-5],
  [0.0, -0.2, -0.95, 0.020215322282604156],
  [0.0, -0.2, 0.93, 0.39265832842657383],
  [0.0, 0.7, 0.2, 0.40401742273307573],
  [0.0, 3.0, -0.9, 0.49865010196844894],
  [0.0, 3.0, 0.999, 0.5],
  [0.7, -4.0, 0.6, 3.1670262485192802e-5],
  [0.7, -0.2, -0.5, 0.25408994616687386],
  [0.7, 0.7, -0.99, 0.51607269555385393],
  [0.7, 0.7, 0.92, 0.70803785008770248],
  [0.7, 3.0, -0.1, 0.75688997824016624],
  [2.5, -4.0, -0.95, 1.1745749203533977e-10],
  [2.5, -4.0, 0.93, 3.1671241833119924e-5],
  [2.5, -0.2, 0.2, 0.41938637570328957],
  [2.5, 0.7, -0.9, 0.75182668245115758],
  [2.5, 0.7, 0.999, 0.75803634777692697],
])("P(X ≤ %d, Y ≤ %d) at correlation %d", (x, y, rho, probability) => {
  expect(Math.abs(bivariateNormalCdf(x, y, rho) - probability)).toBeLessThan(1e-15);
});

describe("limits", () => {
  it("is the product without correlation", () => {
    expect(bivariateNormalCdf(0.3, -1.2, 0)).toBeCloseTo(normalCdf(0.3) * normalCdf(-1.2), 15);
  });
  it("is the smaller probability at correlation one and the overlap at minus one", () => {
    expect(bivariateNormalCdf(0.3, -1.2, 1)).toBeCloseTo(normalCdf(-1.2), 15);
    expect(bivariateNormalCdf(0.3, 0.5, -1)).toBeCloseTo(normalCdf(0.3) + normalCdf(0.5) - 1, 15);
    expect(bivariateNormalCdf(-0.3, 0.1, -1)).toBe(0);
  });
  it("loses a variable that is certain, and is nothing with one that is impossible", () => {
    expect(bivariateNormalCdf(Number.POSITIVE_INFINITY, 0.5, 0.4)).toBe(normalCdf(0.5));
    expect(bivariateNormalCdf(0.5, Number.POSITIVE_INFINITY, 0.4)).toBe(normalCdf(0.5));
    expect(bivariateNormalCdf(Number.NEGATIVE_INFINITY, 0.5, 0.4)).toBe(0);
  });
});
