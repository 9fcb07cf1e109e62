/**
 * What a payer signs who lets another bring a deposit: a Permit2 transfer whose witness says which account it is for.
 *
 * Source: Uniswap Labs, Permit2, `SignatureTransfer` with a witness; EIP-712.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import { addressWord, hashText, hashWords, uintWord } from "../abi/words.ts";
import type { Uint } from "./lanes.ts";

const TOKEN_PERMISSIONS = "TokenPermissions(address token,uint256 amount)";
const INTENT =
  "DepositIntent(bytes32 house,uint64 ownerChain,address owner,uint16 segmentId,uint32 accountId,bytes data)";
const TRANSFER =
  "PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,DepositIntent witness)";
const INTENT_TYPE = hashText(INTENT);
const TOKEN_TYPE = hashText(TOKEN_PERMISSIONS);
const TRANSFER_TYPE = hashText(`${TRANSFER}${INTENT}${TOKEN_PERMISSIONS}`);
const DOMAIN_TYPE = hashText("EIP712Domain(string name,uint256 chainId,address verifyingContract)");

/** The account that a deposit is for. */
export interface DepositTarget {
  /** 0 for a key; else the chain on which `owner` is a contract. */
  readonly ownerChain: Uint;
  readonly owner: Hex;
  readonly segmentId: number;
  /** 0 for an account that is yet to be opened. */
  readonly accountId: number;
}

/** The witness of a deposit: its account, and data for the house, which only the owner's own call may carry. */
export const depositIntentHash = (house: Hex, target: DepositTarget, data: Hex = "0x"): Hex =>
  hashWords(
    INTENT_TYPE,
    house,
    uintWord(target.ownerChain, 64),
    addressWord(target.owner),
    uintWord(target.segmentId, 16),
    uintWord(target.accountId, 32),
    bytesToHex(keccak256(hexToBytes(data))),
  );

/** A transfer that Permit2 makes once. Numbers are u256; `deadline` is in seconds since 1970. */
export interface PermitTransfer {
  readonly chainId: Uint;
  readonly permit2: Hex;
  /** The vault. */
  readonly spender: Hex;
  readonly token: Hex;
  readonly amount: Uint;
  readonly nonce: Uint;
  readonly deadline: Uint;
}

/** The 32 bytes that a payer signs: a transfer to the vault for what `witness` says. */
export function permitDigest(transfer: PermitTransfer, witness: Hex): Hex {
  const domain = hashWords(DOMAIN_TYPE, hashText("Permit2"), uintWord(transfer.chainId), addressWord(transfer.permit2));
  const permitted = hashWords(TOKEN_TYPE, addressWord(transfer.token), uintWord(transfer.amount));
  const { spender, nonce, deadline } = transfer;
  const struct = hashWords(
    TRANSFER_TYPE,
    permitted,
    addressWord(spender),
    uintWord(nonce),
    uintWord(deadline),
    witness,
  );
  return bytesToHex(keccak256(hexToBytes(`0x1901${domain.slice(2)}${struct.slice(2)}`)));
}
