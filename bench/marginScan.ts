/**
 * The bare scan of many accounts in WebAssembly vectors, beside the same loop in C where a compiler is at hand.
 *
 * Ten positions × 32 scenarios over 2,000 instruments, one thread. `node bench/marginScan.ts [accounts]`, 1,000,000
 * unless told. Prints one JSON object a line.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWasmMarginKernel } from "@novate/risk";
import { print, rounded } from "./support/measure.ts";
import { below, createAccounts, PER_UNDERLYING, POSITIONS, RiskHouse } from "./support/riskHouse.ts";

const ACCOUNTS = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), "novate-scan-"));

/** Accounts per second of the loop in C, best of five; undefined without a compiler. */
function speedInC(): number | undefined {
  const binary = join(folder, "scan");
  try {
    execFileSync("cc", ["-O3", "-march=native", "-o", binary, join(import.meta.dirname, "support/scan.c")], {
      stdio: "ignore",
    });
  } catch {
    return undefined;
  }
  const { accountsPerSecond } = JSON.parse(execFileSync(binary, [String(ACCOUNTS)], { encoding: "utf8" }));
  return accountsPerSecond;
}

const house = new RiskHouse();
const kernel = createWasmMarginKernel();
if (kernel === null) throw new Error("this host has no WebAssembly with vectors");
const accounts = createAccounts(ACCOUNTS, "cross", () => below(PER_UNDERLYING));
const losses = new Float64Array(ACCOUNTS);
let best = Number.POSITIVE_INFINITY;
for (let run = 0; run < 8; run += 1) {
  const start = performance.now();
  kernel.scan(house.book, house.context, accounts, losses);
  best = Math.min(best, (performance.now() - start) / 1000);
}
const speed = ACCOUNTS / best;
const inC = speedInC();
rmSync(folder, { recursive: true });
const size = { accounts: ACCOUNTS, positions: POSITIONS, scenarios: 32 };
if (inC !== undefined) print({ measure: "scanInC", ...size, accountsPerSecond: rounded(inC) });
print({
  measure: "scan",
  ...size,
  accountsPerSecond: rounded(speed),
  ...(inC === undefined ? {} : { ratioToC: rounded(speed / inC) }),
});
