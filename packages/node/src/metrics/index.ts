/**
 * Metrics of the node.
 *
 * @module
 */
export { Metrics } from "./metrics.ts";
