export { AssertionFailed, assert, assertNever } from "./assert.ts";
