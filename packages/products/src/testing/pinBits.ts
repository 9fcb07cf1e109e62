/**
 * Prints the pinned bits as they are now: `node packages/products/src/testing/pinBits.ts > vectors/value/bits.json`.
 *
 * Run it only when a formula is meant to change; otherwise a difference is a finding.
 *
 * @module
 */
import { bitCases, bitsOf } from "./bitCases.ts";

const lines = bitCases().map(([name, value]) => `    ${JSON.stringify(name)}: "${bitsOf(value)}"`);
process.stdout.write(
  `{\n  "source": "our own results; IEEE 754 binary64, big-endian hexadecimal",\n  "bits": {\n${lines.join(",\n")}\n  }\n}\n`,
);
