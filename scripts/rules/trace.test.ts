/** Goal: every rule is traced to a test, and no test proves a rule that is not there. Method: small made-up trees. */
import { expect, test } from "vitest";
import { traceRules } from "./trace.ts";

const tree = (files: Record<string, string>) => new Map(Object.entries(files));

test("rules are found at the start of items, paragraphs and rows only", () => {
  const { untested, ruleCount } = traceRules(
    tree({
      "spec/margin.md":
        "# MARG\n\n- **MARG-001** First.\n  1. **MARG-002** Second.\n**MARG-003** Third, see **MARG-009**.\n| **MARG-004** | row |\n",
      "docs/other.md": "- **MARG-005** not a specification\n",
    }),
  );
  expect(ruleCount).toBe(4);
  expect(untested.map(({ code, line }) => [code, line])).toEqual([
    ["MARG-001", 3],
    ["MARG-002", 4],
    ["MARG-003", 5],
    ["MARG-004", 6],
  ]);
});

test("a rule is tested when a test's title begins with its code; sources and what stands inside do not count", () => {
  const { untested } = traceRules(
    tree({
      "spec/a.md": "- **NOV-001** One.\n- **NOV-002** Two.\n- **NOV-003** Three.\n- **NOV-004** Four.\n",
      "packages/engine/src/a.test.ts": 'test("NOV-001 NOV-004: twice is once", () => {}); // NOV-003',
      "packages/engine/src/a.ts": "// NOV-002",
    }),
  );
  expect(untested.map(({ code }) => code)).toEqual(["NOV-002", "NOV-003"]);
});

test("a rule of more than one sentence or of more than 25 words is told; notes below it are free", () => {
  const words = (count: number) => Array(count).fill("word").join(" ");
  const { long } = traceRules(
    tree({
      "spec/a.md": [
        `- **NOV-001** ${words(25)} = · √.`,
        `- **NOV-002** ${words(26)}.`,
        `- **NOV-003** ${words(13)}\n  ${words(13)}.`,
        "- **NOV-004** One, 0.5 % of it. Two.",
        `- **NOV-005** Last.\n\n${words(30)}. ${words(30)}.`,
        `| **NOV-006** | ${words(25)} |`,
      ].join("\n"),
    }),
  );
  expect(long.map(({ code }) => code)).toEqual(["NOV-002", "NOV-003", "NOV-004"]);
});

test("codes without a rule are unknown, unless they are public standards or parts of words", () => {
  const { unknown } = traceRules(
    tree({
      "spec/a.md": "- **NOV-001** One.\n",
      "packages/engine/src/a.test.ts": "\n// NOV-001 NOV-999 SHA-256 EIP-712 NOV-0011 XNOV-001x COLL-INV-100\n",
      "scripts/b.test.ts": "// NOV-998",
    }),
  );
  expect(unknown).toEqual([{ code: "NOV-999", path: "packages/engine/src/a.test.ts", line: 2 }]);
});

test("the second definition of a code is told", () => {
  const { duplicate, ruleCount } = traceRules(
    tree({ "spec/a.md": "- **A-001**\n", "spec/b.md": "- **AB-001** x\n\n- **AB-001** y\n" }),
  );
  expect(ruleCount).toBe(1);
  expect(duplicate).toEqual([{ code: "AB-001", path: "spec/b.md", line: 3 }]);
});
