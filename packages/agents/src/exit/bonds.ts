/**
 * Bonds of one's own questions that nobody answered in time: the vault keeps them until somebody has it give them back.
 *
 * @module
 */
import { challengeCalls, readLapsedChallenges } from "@novate/chains";
import { type ExitPlace, sendStep } from "./place.ts";
import type { ExitPlaceOf, ExitStep } from "./step.ts";

/** Has each given back that is due, in whatever phase the vault is. Nothing is remembered: the vault says which it still has. */
export async function reclaimBonds(place: ExitPlace, where: ExitPlaceOf): Promise<ExitStep[]> {
  const { source, fromBlock, writer } = place;
  if (writer === undefined) return [];
  const latest = await source.header("latest");
  const steps: ExitStep[] = [];
  for (const { number, tree, index } of await readLapsedChallenges(
    source,
    latest,
    where.vault,
    fromBlock,
    writer.address,
  )) {
    const call = challengeCalls.reclaimBond(where.vault, number, tree, index);
    const why = `nobody showed leaf ${index} of the ${tree} of checkpoint ${number} in time`;
    steps.push(await sendStep(place, where, "bond", call, why, { recipient: writer.address }));
  }
  return steps;
}
