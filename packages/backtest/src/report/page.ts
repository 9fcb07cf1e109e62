/**
 * The report as one HTML page that opens offline: no script, no font, no request.
 *
 * @module
 */
import type { PooledRow } from "../run/pooled.ts";
import type { BacktestTrace } from "../run/run.ts";
import type { StormGoal } from "../run/stormVerdict.ts";
import { drawPooled } from "./pooled.ts";
import { drawSection } from "./section.ts";
import { STYLE } from "./style.ts";

/** All histories together, then one section a history. The same traces give the same page, byte for byte. */
export function writeReport(
  traced: readonly (readonly BacktestTrace[])[],
  pooled: readonly PooledRow[],
  goals: readonly StormGoal[],
): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Novate: margin methods over real histories</title><style>${STYLE}</style></head>
<body><main><h1>Margin methods over real histories</h1>
<p>A method sees one price after the other and says what it requires from there on; nothing later is ever shown to it.
A period is covered when neither the long nor the short side lost more than its margin. Periods are back to back and do not overlap.</p>
<p class="soft">Green: reached. Red: missed, or a test that rejects at 1 %. Rules in italics were chosen with the future
known.</p>
${drawPooled(pooled, goals)}
${traced.map(drawSection).join("\n")}
</main></body></html>
`;
}
