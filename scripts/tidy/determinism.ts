/**
 * The deterministic packages compute the same everywhere, so they touch nothing that may differ: no clock, chance,
 * locale, environment or approximate function; and the engine also no float, no waiting and no exception; its gate alone makes numbers of exact values.
 *
 * @module
 */
import { blank } from "./blank.ts";
import { type Finding, isTestCode, lineAt, sourcePaths, type Tree } from "./tree.ts";

const DETERMINISTIC = /^packages\/(engine|whatif|risk|evm|codec|num)\/src\//;
const ENGINE = /^packages\/engine\/src\//;

/** Members of Math that ECMAScript specifies exactly: roundings, comparisons and constants. */
const EXACT_MATH = new Set(
  "abs min max floor ceil trunc round sign imul fround clz32 E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" "),
);

interface Ban {
  readonly pattern: RegExp;
  readonly message: string;
}

const NO_CLOCK = "no clock here: take the time from the block's header";
const NO_CHANCE = "no chance here: pass numbers in";
const NO_LOCALE = "the locale changes the result: compare and print without it";
const NO_ENVIRONMENT = "no environment here: pass the value in";

const EVERYWHERE: readonly Ban[] = [
  { pattern: /(?<![\w.$])Date\b/g, message: NO_CLOCK },
  { pattern: /(?<![\w.$])performance\b/g, message: NO_CLOCK },
  { pattern: /(?<![\w.$])set(?:Timeout|Interval|Immediate)\b|(?<![\w.$])queueMicrotask\b/g, message: NO_CLOCK },
  { pattern: /(?<![\w.$])process\s*[.[]/g, message: NO_ENVIRONMENT },
  { pattern: /\brandom(?:Bytes|UUID|Int|FillSync|Fill)\b|\bgetRandomValues\b/g, message: NO_CHANCE },
  { pattern: /\btoLocale\w*|\blocaleCompare\b|(?<![\w.$])Intl\b/g, message: NO_LOCALE },
  { pattern: /(?<![\w.$])Math\b(?!\s*\.\s*\w)/g, message: "name the member of Math where it is used" },
];

const ENGINE_ONLY: readonly Ban[] = [
  { pattern: /(?<![\w.$])(?:async|await|Promise)\b/g, message: "apply runs without waiting: do this in the node" },
  { pattern: /(?<![\w.$])throw\b/g, message: "return a rejection, or assert" },
  {
    pattern: /(?<![\w$])(?:\d[\d_]*\.\d|\.\d|\d[\d_.]*[eE]-\d)/g,
    message: "no float in the engine: use bigint or ppm",
  },
  { pattern: /(?<![\w$])parseFloat\b/g, message: "no float in the engine: use BigInt" },
];

/** Where the engine hands numbers to `risk` and takes them back. */
const GATE = "packages/engine/src/gate/";
const OUTSIDE_GATE: readonly Ban[] = [
  {
    pattern:
      /(?<![\w.$])(?:Number\b(?!\s*\.)|Number\s*\.\s*parse\w+|parseInt\b)|(?<=[=(,:?[{&|<>]|(?<![\w)\]])!|\breturn)\s*\+(?![+=])/g,
    message: "a number is made of exact values in gate/ only: move this there",
  },
];

const APPROXIMATE = /(?<![\w.$])Math\s*\.\s*(\w+)/g;
const POWER = /([\w)\]]*)\s*\*\*=?\s*\(?-?(\w*)/g;
const BIGINT_OPERAND = /^\d[\d_]*n$|^BigInt$/;

function bansOn(path: string, hasGate: boolean): readonly Ban[] {
  if (!ENGINE.test(path)) return EVERYWHERE;
  return [...EVERYWHERE, ...ENGINE_ONLY, ...(hasGate && !path.startsWith(GATE) ? OUTSIDE_GATE : [])];
}

/** Uses of what may differ between machines, in one file's code. */
function faultsOf(code: string, bans: readonly Ban[]): { index: number; message: string }[] {
  const faults = bans.flatMap(({ pattern, message }) =>
    [...code.matchAll(pattern)].map((match) => ({ index: match.index, message: `${match[0].trim()}: ${message}` })),
  );
  for (const match of code.matchAll(APPROXIMATE)) {
    if (EXACT_MATH.has(match[1]!)) continue;
    const message = `Math.${match[1]} may differ between machines: use the kernel of @novate/num`;
    faults.push({ index: match.index, message });
  }
  for (const match of code.matchAll(POWER)) {
    if (BIGINT_OPERAND.test(match[1]!) || BIGINT_OPERAND.test(match[2]!)) continue;
    faults.push({
      index: match.index,
      message: "** on floats may differ: use powReal, or a bigint literal as an operand",
    });
  }
  return faults;
}

export function checkDeterminism(tree: Tree): Finding[] {
  const hasGate = [...tree.keys()].some((path) => path.startsWith(GATE));
  return sourcePaths(tree)
    .filter((path) => DETERMINISTIC.test(path) && !isTestCode(path))
    .flatMap((path) => {
      const code = blank(tree.get(path)!).codeOnly;
      return faultsOf(code, bansOn(path, hasGate)).map(({ index, message }) => ({
        path,
        line: lineAt(code, index),
        message,
      }));
    });
}
