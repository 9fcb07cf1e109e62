import { defineConfig } from "vitest/config";
import { ClosingLine } from "./scripts/test/closingLine.ts";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts", "docs/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    setupFiles: ["scripts/test/seed.ts"],
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default", new ClosingLine()],
  },
});
