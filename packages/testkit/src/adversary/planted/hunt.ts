/**
 * Hunts with a guard switched off: prints what was caught, one line of JSON. Started by {@link release}, with the fault planted.
 *
 * @module
 */
import { type Caught, hunt } from "../hunt.ts";

const [seed = "planted", episodes = "400", enough = "3"] = process.argv.slice(2);
/** Finds of one kind in other figures are one: what the house does with all its guards must not end the hunt. */
const countOf = (found: readonly Caught[]): number =>
  new Set(found.map(({ find }) => `${find.kind} ${find.detail.replaceAll(/[0-9.]+/g, "#")}`)).size;
const caught: Caught[] = [];
let played = 0;
for (let index = 1; played < Number(episodes) && countOf(caught) < Number(enough); index += 1) {
  const haul = hunt(
    `${seed}-${index}`,
    Math.min(200, Number(episodes) - played),
    (found) => countOf([...caught, ...found]) >= Number(enough),
  );
  caught.push(...haul.caught.map((each) => ({ ...each, episode: played + each.episode })));
  played += haul.episodes;
}
console.log(JSON.stringify({ played, caught }));
