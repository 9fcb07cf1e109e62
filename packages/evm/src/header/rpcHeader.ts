/**
 * The bytes of a header that a node tells of in JSON, so that its hash can be checked rather than believed.
 *
 * Source: Ethereum Yellow Paper, §4.3; EIP-1559, 4895, 4844, 4788 and 7685 for the fields that follow.
 *
 * @module
 */
import { type Hex, hexToBytes, isHex } from "@novate/codec";
import { encodeRlp } from "../rlp/encode.ts";
import { scalarBytes } from "../rlp/scalar.ts";

/** Fields in their order; those after the nonce came with forks, and a chain that has one has all before it. */
const FIELDS = [
  "parentHash",
  "sha3Uncles",
  "miner",
  "stateRoot",
  "transactionsRoot",
  "receiptsRoot",
  "logsBloom",
  "difficulty",
  "number",
  "gasLimit",
  "gasUsed",
  "timestamp",
  "extraData",
  "mixHash",
  "nonce",
  "baseFeePerGas",
  "withdrawalsRoot",
  "blobGasUsed",
  "excessBlobGas",
  "parentBeaconBlockRoot",
  "requestsHash",
] as const;

/** Fields that are numbers: their digits have no leading zero. */
const NUMBERS: ReadonlySet<string> = new Set([
  "difficulty",
  "number",
  "gasLimit",
  "gasUsed",
  "timestamp",
  "baseFeePerGas",
  "blobGasUsed",
  "excessBlobGas",
]);

/** What `eth_getBlockByNumber` says of a block; other members are left alone. */
export type RpcHeader = Readonly<Record<string, unknown>>;

/**
 * The RLP of a header from a node's JSON, or undefined where a field is not what it should be.
 *
 * Whoever asks compares the hash of the bytes with the block's: a node may lie, and a chain may have fields that are not known here.
 */
export function rpcHeaderBytes(header: RpcHeader): Uint8Array | undefined {
  const items: Uint8Array[] = [];
  for (const name of FIELDS) {
    const value = header[name];
    if (value === undefined || value === null) break;
    if (typeof value !== "string") return undefined;
    if (NUMBERS.has(name)) {
      if (!/^0x(0|[1-9a-f][0-9a-f]{0,63})$/.test(value)) return undefined;
      items.push(scalarBytes(BigInt(value)));
    } else {
      const text = value.toLowerCase();
      if (!isHex(text)) return undefined;
      items.push(hexToBytes(text as Hex));
    }
  }
  return encodeRlp(items);
}
