/** @module What a client leaves with, saved by itself. */
export { keepKits } from "./keepKits.ts";
export { type KeptKit, keptKitOf, keptKits, kitNameOf, pruneKits, readKit, type Stay, saveKit } from "./keptKits.ts";
export { type KeepOptions, KitRefused, saveKits } from "./saveKits.ts";
export { type KitStorage, memoryStorage, type WebStorage, webStorage } from "./storage.ts";
