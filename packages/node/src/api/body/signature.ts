/**
 * A signature that is wanting.
 *
 * @module
 */
import type { Hex } from "@novate/codec";

export const NO_SIGNATURE: Hex = `0x${"00".repeat(65)}`;
