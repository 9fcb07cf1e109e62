/**
 * Packages that are being relaid: their floors, names and functions are not looked at yet. Empty when the house stands.
 *
 * @module
 */
export const PENDING: readonly string[] = ["node"];

/** The package that a path stands in. */
const PACKAGE = /^packages\/([^/]+)(?:\/|$)/;

export const isPending = (path: string): boolean => PENDING.includes(PACKAGE.exec(path)?.[1] ?? "");
