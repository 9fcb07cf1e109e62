/** Goal: no what-if, and no crowd of them, holds the thread of the blocks. Method: tables over lengths of lists, and the application. */
import { expect, test } from "vitest";
import { openSoloApi } from "../../testing/soloApi.fixture.ts";
import { MOST_WORK, refuseLongWork, WhatIfBudget, workOf } from "./whatIfWork.ts";

const document = (
  positions: number,
  shocks: number,
  underlyings: number,
  detail: "explained" | "full" | undefined,
) => ({
  ...(detail && { detail }),
  positions: Array.from({ length: positions }),
  underlyings: Array.from({ length: underlyings }, () => ({ jointShocks: Array.from({ length: shocks }) })),
});

test.each([
  [128, 0, 1, "full", true],
  [129, 0, 1, "full", false],
  [128, 1_024, 1, "full", false],
  [128, 0, 32, "full", false],
  [5, 1_024, 1, undefined, true],
  [6, 1_024, 1, undefined, false],
  [512, 950, 1, "explained", true],
  [512, 1_024, 1, "explained", false],
] as const)(
  "ADM-017 %i positions, %i shocks, %i underlyings, %s: %s",
  (positions, shocks, underlyings, detail, isTaken) => {
    const asked = document(positions, shocks, underlyings, detail);
    expect(workOf(asked) <= MOST_WORK).toBe(isTaken);
    if (isTaken) refuseLongWork(asked);
    else expect(() => refuseLongWork(asked)).toThrow(`up to ${MOST_WORK}, and this is ${workOf(asked)}`);
  },
);

test("ADM-017 what is no list, or no market, costs nothing here and is refused by the document's own rules", () => {
  expect(workOf({ positions: 5, underlyings: [null, 3, { jointShocks: "x" }], detail: "explained" })).toBe(150);
});

test("ADM-018 one client has its share of the work, all have theirs, and this machine has no limit", () => {
  const budget = new WhatIfBudget();
  const largest = document(128, 0, 1, "full");
  const ask = (address: string, nowMs: number) => budget.refusalOf(address, largest, nowMs)?.code ?? "taken";
  expect([ask("203.0.113.1", 0), ask("203.0.113.1", 0)]).toEqual(["taken", "RateExceeded"]);
  const crowd = Array.from({ length: 100 }, (_, n) => ask(`203.0.113.${100 + n}`, 0));
  expect(crowd.filter((answer) => answer === "taken")).toHaveLength(1); // two at once
  expect([1, 2, 3].map((second) => ask(`198.51.100.${second}`, 1_000 * second))).toEqual(["taken", "taken", "taken"]);
  expect(Array.from({ length: 9 }, () => ask("127.0.0.1", 3_000))).toEqual(Array(9).fill("taken"));
});

test("ADM-017 ADM-018 the route refuses by name", async () => {
  const { node, app } = await openSoloApi();
  const ask = async (body: unknown) => {
    const response = await app.request(
      "/v1/margin/simulate",
      { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } },
      { incoming: { socket: { remoteAddress: "203.0.113.9" } } },
    );
    return { status: response.status, body: await response.json() };
  };
  const jointShocks = Array.from({ length: 1_024 }, () => ({ spot: 0.1, vol: 0.1 }));
  const market = {
    underlyingId: 1,
    spot: 9,
    volAnnual: 1,
    forwards: [],
    surface: null,
    depth: { deltaAtoms: 0, vegaAtoms: 0 },
  };
  const ids = Array.from({ length: 128 }, (_, instrumentId) => instrumentId);
  const sample = {
    profile: "standard",
    method: "cross",
    timeMs: 0,
    equityAtoms: 0,
    underlyings: [market],
    instruments: ids.map((instrumentId) => ({ instrumentId, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1 })),
    positions: ids.map((instrumentId) => ({ instrumentId, lots: 1 })),
  };
  const long = { ...sample, underlyings: [{ ...market, jointShocks }] };
  expect(await ask(long)).toMatchObject({ status: 400, body: { refusal: { data: { field: "detail" } } } });
  expect((await ask(sample)).status).toBe(200);
  expect(await ask(sample)).toMatchObject({ status: 429, body: { code: "RateExceeded" } });
  const atMarks = { segmentId: 1, method: "cross", positions: [{ instrumentId: 1, lots: "1" }] };
  const answers: number[] = [];
  for (let n = 0; n < 60; n += 1) answers.push((await ask(atMarks)).status);
  expect(answers).toContain(429);
  await node.dispose();
});
