/** @module What a client leaves with, saved by itself. */
export { keepKits } from "./keepKits.ts";
export { groupOf, type KeptKit, keptKitOf, keptKits, kitNameOf, readKit, type Stay } from "./keptKits.ts";
export { pruneKits, saveKit } from "./saveKit.ts";
export { type KeepOptions, KitRefused, saveKits } from "./saveKits.ts";
export { type KitStorage, memoryStorage, type WebStorage, webStorage } from "./storage.ts";
