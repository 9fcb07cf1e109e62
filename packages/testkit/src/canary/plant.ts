/**
 * `node --import ./plant.ts …`: plants the bug that the environment names (`CANARY`) into the program about to run.
 *
 * The seam is Node's own module loader, so that the engine knows nothing of it.
 *
 * @module
 */
import { registerHooks } from "node:module";
import { FAULTS } from "../adversary/planted/faults.ts";
import { STAGED } from "../adversary/planted/staged.ts";
import { BUGS } from "./bugs.ts";

const bug = [...BUGS, ...FAULTS, ...STAGED].find(({ name }) => name === process.env.CANARY);
if (bug === undefined) throw new Error(`There is no bug named ${process.env.CANARY}.`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(`/packages/${bug.file}`)) return loaded;
    const source = String(loaded.source);
    if (source.split(bug.find).length !== 2) throw new Error(`The text to change is not once in ${bug.file}.`);
    return { ...loaded, source: source.replace(bug.find, () => bug.replace) };
  },
});
