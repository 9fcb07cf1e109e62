/**
 * What RLP is about: byte strings, and lists of them.
 *
 * Source: Ethereum Yellow Paper, appendix B.
 *
 * @module
 */

export type RlpItem = Uint8Array | readonly RlpItem[];

/** The longest payload whose length stands in the prefix itself. */
export const SHORT_LENGTH = 55;
/** Prefixes: of a short string, and of a short list. A byte below the first is a string of that one byte. */
export const STRING_PREFIX = 0x80;
export const LIST_PREFIX = 0xc0;

/** Whether `item` is a byte string. A function, since `Array.isArray` does not narrow readonly arrays. */
export const isBytes = (item: RlpItem | undefined): item is Uint8Array => item instanceof Uint8Array;
