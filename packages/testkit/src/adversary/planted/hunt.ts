/**
 * Hunts with a guard switched off: prints what was caught, one line of JSON. Started by {@link release}, with the fault planted.
 *
 * @module
 */
import { type Caught, hunt } from "../hunt.ts";

const [seed = "planted", episodes = "400", enough = "3"] = process.argv.slice(2);
const caught: Caught[] = [];
let played = 0;
for (let index = 1; played < Number(episodes) && caught.length < Number(enough); index += 1) {
  const haul = hunt(
    `${seed}-${index}`,
    Math.min(200, Number(episodes) - played),
    (found) => found.length >= Number(enough),
  );
  caught.push(...haul.caught.map((each) => ({ ...each, episode: played + each.episode })));
  played += haul.episodes;
}
console.log(JSON.stringify({ played, caught }));
