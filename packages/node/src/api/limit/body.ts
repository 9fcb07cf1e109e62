/** Bytes of a request's body: room for the largest transaction in hexadecimal inside JSON. */
export const BODY_BYTES = 2 * 1024 * 1024;
