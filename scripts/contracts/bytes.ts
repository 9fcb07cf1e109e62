/**
 * Random values through TypeScript and the contracts, in bulk.
 *
 * @module
 */
import { Anvil, NO_ANVIL } from "../../packages/contracts/src/testing/anvil.ts";
import { type Comparison, compareBytes } from "../../packages/contracts/src/testing/bytes/differential.ts";
import { compareSigned } from "../../packages/contracts/src/testing/bytes/signedDifferential.ts";

function report(what: string, { asked, refusals, differences }: Comparison): boolean {
  const total = Object.values(asked).reduce((sum, count) => sum + count, 0);
  console.log(`${what}: ${total} cases, ${refusals} refused, ${differences.length} answered otherwise`);
  console.log(
    `  ${Object.entries(asked)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(", ")}`,
  );
  for (const difference of differences.slice(0, 10)) console.error(difference);
  return differences.length === 0;
}

/** Compares `count` cases of a seed, a twentieth of them signed; true when both voices say the same. */
export async function compareVoices(count: number, seed: number): Promise<boolean> {
  if (NO_ANVIL !== undefined) {
    console.error(`${NO_ANVIL}: the bytes were not compared.`);
    return false;
  }
  const anvil = await Anvil.start(31_337, 1_760_054_400);
  try {
    const signed = Math.ceil(count / 20);
    const plain = report("bytes", await compareBytes(anvil, count - signed, seed));
    return report("signed", await compareSigned(anvil, signed, seed)) && plain;
  } finally {
    anvil.stop();
  }
}
