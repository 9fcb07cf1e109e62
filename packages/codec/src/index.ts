export { type Domain, typedDataDigest, typedDataJson } from "./eip712/index.ts";
export { type Decoded, decode, encode, fromJson, type ReadJson, readJson, toJson } from "./encode.ts";
export { hasFalseChecksum } from "./field/checksum.ts";
export * from "./field/index.ts";
export { hashBytes } from "./hash.ts";
export { bytesToHex, type Hex, hexToBytes, isHex, writeHex } from "./hex.ts";
export { keccak256 } from "./keccak/keccak.ts";
export * from "./merkle/index.ts";
export * from "./schema/index.ts";
