/**
 * EIP-712 digests, and the object that a wallet is asked to sign, rebuilt from the fields that the bytes hold.
 *
 * @module
 */
import { bytes32 } from "../field/bytes.ts";
import type { Eip712Struct, Json, ValueOf } from "../field/field.ts";
import { collectStructs } from "../field/hashStruct.ts";
import { type StructField, struct } from "../field/struct.ts";
import { text } from "../field/text.ts";
import { MessageScope } from "../field/typeScope.ts";
import { bytesToHex, type Hex } from "../hex.ts";
import { keccak256 } from "../keccak/keccak.ts";

const DomainStruct = struct("EIP712Domain", { name: text(64), version: text(16), salt: bytes32 });

/** What separates the house's signatures from every other program's, and one house from another: `salt` is the house. */
export type Domain = ValueOf<typeof DomainStruct>;

/** keccak256(0x19 ‖ 0x01 ‖ domain separator ‖ hashStruct): the 32 bytes that are signed. */
export function digestOf(domainSeparator: Uint8Array, structHash: Uint8Array): Uint8Array {
  const data = new Uint8Array(66);
  data[0] = 0x19;
  data[1] = 0x01;
  data.set(domainSeparator, 2);
  data.set(structHash, 34);
  return keccak256(data);
}

/** The separator of the domain asked for last; a process serves one house, so this is nearly always the one. */
let latest: { readonly domain: Domain; readonly separator: Uint8Array } | undefined;

function domainSeparator(domain: Domain): Uint8Array {
  const { name, version, salt } = domain;
  if (latest?.domain.salt === salt && latest.domain.name === name && latest.domain.version === version)
    return latest.separator;
  latest = { domain: { name, version, salt }, separator: DomainStruct.eip712.word(domain) };
  return latest.separator;
}

/** The 32 bytes that a signer of `value` signs. */
export const typedDataDigest = <T>(domain: Domain, primary: StructField<T>, value: T): Hex =>
  bytesToHex(digestOf(domainSeparator(domain), primary.eip712.word(value)));

/** What `eth_signTypedData_v4` takes; its digest is {@link typedDataDigest}. */
export function typedDataJson<T>(domain: Domain, primary: StructField<T>, value: T): Json {
  const { eip712 } = primary;
  const typed = eip712.ofValue?.(value, new MessageScope());
  const struct = typed?.type.struct ?? eip712.struct;
  const structs = [DomainStruct.eip712.struct, ...collectStructs(struct).values()];
  return {
    types: Object.fromEntries(structs.map((struct) => [struct.name, memberTypes(struct)])),
    primaryType: primary.name,
    domain: DomainStruct.eip712.message(domain),
    message: typed?.message() ?? eip712.message(value),
  };
}

const memberTypes = ({ members }: Eip712Struct): Json => members.map(({ name, type }) => ({ name, type }));
