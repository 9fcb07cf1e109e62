import type { BacktestTrace } from "../run.ts";
export const writeReport = (_: readonly (readonly BacktestTrace[])[]): string => "";
