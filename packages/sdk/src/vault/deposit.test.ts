/** Goal: what a wallet writes is what the vault reads. Method: viem's encoding of the call, and selectors of the compiled vault. */

import type { Hex } from "@novate/codec";
import { readArtifact } from "@novate/contracts";
import { type Abi, decodeFunctionData, encodeFunctionData, erc20Abi, toFunctionSelector } from "viem";
import { expect, test } from "vitest";
import { approveCall, depositCall, vaultAbi } from "./deposit.ts";

const address = (byte: string): Hex => `0x${byte.repeat(20)}`;

test("viem writes it, and the compiled vault has it", () => {
  const compiled = readArtifact("ClearingVault").abi as Abi; // the compiler's own form
  const known = new Set(compiled.flatMap((entry) => (entry.type === "function" ? [toFunctionSelector(entry)] : [])));
  for (const entry of vaultAbi) expect(known.has(toFunctionSelector(entry))).toBe(true);
  const call = depositCall({
    vault: address("a1"),
    token: address("a2"),
    amountAtoms: 7n,
    owner: address("a3"),
    segmentId: 1,
  });
  const { functionName, args } = decodeFunctionData({ abi: compiled, data: encodeFunctionData(call) });
  expect(call.address).toBe(address("a1"));
  expect([functionName, args?.[1], args?.[3]]).toEqual(["deposit", 7n, "0x"]);
  expect(args?.[2]).toMatchObject({ ownerChain: 0n, segmentId: 1, accountId: 0 });
});

test("the vault is let take the amount, as every token reads it", () => {
  const call = approveCall({ vault: address("a1"), token: address("a2"), amountAtoms: 7n });
  expect(call.address).toBe(address("a2"));
  const { functionName, args } = decodeFunctionData({ abi: erc20Abi, data: encodeFunctionData(call) });
  expect([functionName, args]).toEqual(["approve", [expect.stringMatching(/^0x(a1)+$/i), 7n]]);
});
