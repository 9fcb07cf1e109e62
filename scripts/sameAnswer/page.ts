/**
 * What the page of `sameAnswer.ts` runs: every what-if, answered into the title as plain ASCII.
 *
 * @module
 */
import { margin } from "@novate/sdk/margin";
import { WHAT_IF_CASES } from "../../packages/sdk/src/testing/whatIf.fixture.ts";

export const answers = (): string => JSON.stringify(WHAT_IF_CASES.map((document) => margin.simulate(document)));

declare const document: { title: string } | undefined;
if (typeof document !== "undefined") document.title = encodeURIComponent(answers());
