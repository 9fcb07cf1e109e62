/**
 * What a node keeps in the folder that it is given.
 *
 * @module
 */
import { join } from "node:path";

const STORE = "store";
const EXIT = "exit";

export const NODE_FOLDERS = [STORE, EXIT] as const;

/** Where its blocks and rows are. */
export const storeFolder = (path: string): string => join(path, STORE);

/** Where it, or a snapshot, has what accounts leave with. */
export const exitFolder = (path: string): string => join(path, EXIT);
