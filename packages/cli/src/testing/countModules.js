// Preloaded into a process: prints every package of the repository that it loads, when it ends.
import { registerHooks } from "node:module";

const loaded = new Set();
registerHooks({
  load(url, context, next) {
    const name = /\/packages\/(\w+)\//.exec(url)?.[1];
    if (name !== undefined && name !== "cli") loaded.add(`@novate/${name}`);
    return next(url, context);
  },
});
process.on("exit", () => process.stdout.write([...loaded].join("\n")));
