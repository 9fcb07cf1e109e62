/**
 * What accounts leave with when the house is gone: kept beside the blocks, read from a folder.
 *
 * @module
 */
export { ExitArchive } from "./archive.ts";
export { ExitBooks } from "./exitBooks.ts";
export { booksIn, exitArchiveAt, exitArchiveIn, leavesMissing } from "./readExit.ts";
export { rebuildExit, rebuildExitAt } from "./rebuildExit.ts";
export { windUpView } from "./windUpView.ts";
