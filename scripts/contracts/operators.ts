/**
 * What a fault is made of: operators, guards and statements that a mutant exchanges or leaves out.
 *
 * @module
 */
/** What is exchanged for what; the first group that a pattern names is what goes. */
export const EXCHANGES: readonly (readonly [RegExp, string])[] = [
  [/ (>=) /g, ">"],
  [/ (<=) /g, "<"],
  [/ (>) /g, ">="],
  [/ (<) /g, "<="],
  [/ (==) /g, "!="],
  [/ (!=) /g, "=="],
  [/ (&&) /g, "||"],
  [/ (\|\|) /g, "&&"],
  [/ (\+) /g, "-"],
  [/ (-) /g, "+"],
  [/ (\*) /g, "/"],
  [/ (\/) /g, "*"],
  [/ (\+=) /g, "-="],
  [/ (-=) /g, "+="],
  [/ (>>) /g, "<<"],
  [/ (&) /g, "|"],
  [/ (\|) /g, "&"],
  [/\b(true)\b/g, "false"],
  [/\b(false)\b/g, "true"],
  // Of Yul.
  [/\b(gt)\(/g, "lt"],
  [/\b(xor)\(/g, "or"],
  [/\b(shr)\(/g, "shl"],
  [/\b(iszero)\(/g, "not"],
  [/\bstaticcall\((gas\(\))/g, "0"],
];
/** Guards in the heads of functions. */
export const GUARDS = /\b(whenRunning|whenResumed|nonReentrant|onlySets|onlyVault|beforeExit|inExit)\b(?! *[({])/g;
/** Statements that are left out whole. */
export const STATEMENTS =
  /(?<=[{};]\s*)(require\((?:[^;])*\);|delete [^;]+;|[a-zA-Z][\w.]*\([^;{}]*\);|[\w.[\]]+ [+-]?= [^;{}]+;)/g;
