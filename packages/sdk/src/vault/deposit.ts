/**
 * What a wallet's library writes to a vault. viem is an optional peer: these are the arguments of its `writeContract`, and of any other.
 *
 * @module
 */
import type { Hex } from "@novate/codec";

const target = {
  name: "target",
  type: "tuple",
  components: [
    { name: "ownerChain", type: "uint64" },
    { name: "owner", type: "address" },
    { name: "segmentId", type: "uint16" },
    { name: "accountId", type: "uint32" },
  ],
} as const;

/** What members call of a vault. */
export const vaultAbi = [
  {
    type: "function",
    name: "deposit",
    stateMutability: "nonpayable",
    inputs: [
      { name: "token", type: "address" },
      { name: "amount", type: "uint256" },
      target,
      { name: "data", type: "bytes" },
    ],
    outputs: [{ name: "index", type: "uint64" }],
  },
  {
    type: "function",
    name: "request",
    stateMutability: "nonpayable",
    inputs: [{ name: "kind", type: "uint8" }, target, { name: "data", type: "bytes" }],
    outputs: [{ name: "index", type: "uint64" }],
  },
] as const;

export interface DepositTerms {
  readonly vault: Hex;
  readonly token: Hex;
  readonly amountAtoms: bigint;
  /** Whose account it is. A contract names its chain's id as `ownerChain`; a key, which is the same everywhere, 0. */
  readonly owner: Hex;
  readonly ownerChain?: bigint;
  readonly segmentId: number;
  /** 0 opens a new account of the owner in the segment, at each deposit. */
  readonly accountId?: number;
  /** Registers a session key; only in the owner's own call. */
  readonly data?: Hex;
}

/** The part of a token (ERC-20) that is called before paying in. */
const tokenAbi = [
  {
    type: "function",
    name: "approve",
    stateMutability: "nonpayable",
    inputs: [
      { name: "spender", type: "address" },
      { name: "amount", type: "uint256" },
    ],
    outputs: [{ name: "", type: "bool" }],
  },
] as const;

/** The call that lets the vault take what {@link depositCall} pays in. */
export const approveCall = ({ vault, token, amountAtoms }: Pick<DepositTerms, "vault" | "token" | "amountAtoms">) =>
  ({ address: token, abi: tokenAbi, functionName: "approve", args: [vault, amountAtoms] }) as const;

/**
 * The call that pays in; the token must be approved for the vault before, by {@link approveCall}.
 *
 * @example
 * const [vault, token, owner] = ["0x" + "a1".repeat(20), "0x" + "a2".repeat(20), "0x" + "a3".repeat(20)];
 * const call = depositCall({ vault, token, amountAtoms: 1_000_000n, owner, segmentId: 1 });
 * console.log(call.functionName, call.args[1]); // deposit 1000000n, for viem's wallet.writeContract(call)
 */
export const depositCall = (terms: DepositTerms) => {
  const { vault, token, amountAtoms, owner, ownerChain = 0n, segmentId, accountId = 0, data = "0x" } = terms;
  const args = [token, amountAtoms, { ownerChain, owner, segmentId, accountId }, data] as const;
  return { address: vault, abi: vaultAbi, functionName: "deposit", args } as const;
};
