/** Goal: what may differ between machines is found where it may not stand. Method: lines of code, in one package and another. */
import { expect, test } from "vitest";
import { checkDeterminism } from "./determinism.ts";
import { treeOf } from "./tree.fixture.ts";

const faults = (code: string, path = "packages/risk/src/a.ts") => checkDeterminism(treeOf({ [path]: `\n${code}` }));

test.each([
  "Math.exp(1)",
  "const { exp } = Math;",
  "Math . random()",
  "new Date()",
  "Date.now()",
  "performance.now()",
  "process.env.X",
  "randomBytes(3)",
  "crypto.getRandomValues(a)",
  "x.toLocaleString()",
  "a.localeCompare(b)",
  "new Intl.NumberFormat()",
  "setTimeout(f, 1)",
  "x ** y",
  "10 ** -3",
  "x **= 2",
  `\`\${Math.log(2)}\``,
  `\`a\${\`b\${Math.log(2)}\`}c\``,
])("%s is found", (code) => {
  expect(faults(code).map(({ line }) => line)).toEqual([2]);
  expect(faults(code, "packages/evm/src/a.ts").map(({ line }) => line)).toEqual([2]);
  expect(faults(code, "packages/node/src/a.ts")).toEqual([]);
  expect(faults(code, "packages/risk/src/a.test.ts")).toEqual([]);
});

test.each([
  "Math.abs(Math.floor(Math.PI))",
  "// Math.exp(1), new Date()",
  "/* Math.exp */ const text = 'Math.exp(1)';",
  "const quoted = /[/'\"]Math.exp/; const next = 1;",
  `\`Math.exp \${x} Date\``,
  "row.Date; table.process; expiryDate(x); { update: 1 }",
  "2n ** x; x ** 2n; 10n ** BigInt(k); x ** (64n); x ** -1n",
  "async () => { throw new Error(); }; 0.5",
])("%s is fine outside the engine", (code) => expect(faults(code)).toEqual([]));

test.each(["async () => 1", "await x", "Promise.all(x)", "throw x", "x * 0.5", ".5 * x", "1e-3", "parseFloat(x)"])(
  "%s is found in the engine",
  (code) => {
    expect(faults(code, "packages/engine/src/a.ts")).toHaveLength(1);
    expect(faults(code)).toEqual([]);
  },
);

test.each(["x.throw(); awaited; 1_000; 1e3; list[0].x; 12n; [...a]; x.y.z", "'0.5'; // 0.5"])(
  "%s is fine in the engine",
  (code) => expect(faults(code, "packages/engine/src/a.ts")).toEqual([]),
);

/** Findings in an engine that has a gate. */
const outsideGate = (code: string, path = "packages/engine/src/a.ts") =>
  checkDeterminism(treeOf({ "packages/engine/src/gate/units.ts": "Number(1n)", [path]: code }));

test.each([
  "Number(x)",
  "rows.map(Number)",
  "Number.parseInt(x)",
  "parseInt(x, 10)",
  "f(+x)",
  "return +x;",
  "const a = +x;",
  "!+x",
])("%s is found outside the engine's gate once there is one", (code) => {
  expect(outsideGate(code)).toHaveLength(1);
  expect(outsideGate(code, "packages/engine/src/gate/a.ts")).toEqual([]);
  expect(outsideGate(code, "packages/engine/src/a.test.ts")).toEqual([]);
  expect(outsideGate(code, "packages/risk/src/a.ts")).toEqual([]);
  expect(faults(code, "packages/engine/src/a.ts")).toEqual([]);
});

test.each([
  "Number.isSafeInteger(x); Number.MAX_SAFE_INTEGER",
  "a + b; i++; a += b; (a) + 1; a! + b[0]! + 1",
  "// Number(x)",
  "toNumber(x)",
])("%s is fine there", (code) => expect(outsideGate(code)).toEqual([]));
