/**
 * Hunts with a guard switched off: tells each find as it comes, one line of JSON, and at last how many episodes there were. Started by
 * `release`, with the fault planted.
 *
 * @module
 */
import { type Caught, hunt } from "../hunt.ts";

const [seed = "planted", episodes = "400"] = process.argv.slice(2);
/** Episodes of one seed here: a fault shows early, or with other scripts. */
const A_SEED = 200;
/** Finds of one kind in other figures are one. */
const told = new Set<string>();
let played = 0;

function tell(caught: readonly Caught[]): void {
  for (const each of caught) {
    const name = `${each.find.kind} ${each.find.detail.replaceAll(/[0-9.]+/g, "#")}`;
    if (!told.has(name)) console.log(JSON.stringify({ ...each, episode: played + each.episode }));
    told.add(name);
  }
}

for (let index = 1; played < Number(episodes); index += 1) {
  const haul = hunt(`${seed}-${index}`, Math.min(A_SEED, Number(episodes) - played), (caught) => {
    tell(caught);
    return false;
  });
  tell(haul.caught);
  played += haul.episodes;
}
console.log(JSON.stringify({ played }));
