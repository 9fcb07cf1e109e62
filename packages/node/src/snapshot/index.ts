/**
 * The state as a folder of chunks that prove themselves: backup for solo, state sync for a validator set.
 *
 * @module
 */
export { exportSnapshot } from "./exportSnapshot.ts";
export { importSnapshot } from "./importSnapshot.ts";
export { type Manifest, readManifest } from "./manifest.ts";
export { restoreSnapshot } from "./restoreSnapshot.ts";
