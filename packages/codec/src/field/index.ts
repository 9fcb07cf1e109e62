/**
 * The language in which every transaction, event and row is defined.
 *
 * @module
 */
export { bool } from "./bool.ts";
export { bytes20, bytes32, bytes64, bytes65, bytesUpTo } from "./bytes.ts";
export { choice } from "./choice.ts";
export { CodecError, type CodecErrorCode, describeJson } from "./codecError.ts";
export { type Empty, empty } from "./empty.ts";
export type { Field, Json, JsonForm, JsonOf, JsonSchema, ValueOf } from "./field.ts";
export { atoms, i64, i128, lots, ppm, ticks, u64, u128, u256 } from "./integers.ts";
export { jsonSchemasOf } from "./jsonSchema.ts";
export { list } from "./list.ts";
export { coded, flags, named } from "./named.ts";
export { timeMs, u8, u16, u32 } from "./numbers.ts";
export { optional } from "./optional.ts";
export { type Shape, type StructField, type StructValue, struct } from "./struct.ts";
export { type TaggedField, type TaggedValue, tagged, type Variants } from "./tagged.ts";
export { text } from "./text.ts";
