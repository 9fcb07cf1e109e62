/**
 * The suite's last line, plain for every reader: `2655 passed, 0 failed`.
 *
 * @module
 */
import type { Reporter, TestModule } from "vitest/node";

/** Counts every test that ran once the run is over. A file that could not be loaded counts as one failure. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed++;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== "pending") count[state]++;
      }
    }
    const skipped = count.skipped === 0 ? "" : `, ${count.skipped} skipped`;
    // After the runner's own summary, which it prints when this handler has returned.
    process.once("exit", () => console.log(`${count.passed} passed, ${count.failed} failed${skipped}`));
  }
}
