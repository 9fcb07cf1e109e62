/** Goal: a vault hashes what we hash. Method: words of the calls' arguments against the leaves of `evm`, read back as the ABI has them. */
import { hashText, inboxLeaf } from "@novate/evm";
import { encodeAbiParameters, keccak256 } from "viem";
import { expect, test } from "vitest";
import { exitAbi } from "../abi/abi.ts";
import { entryArgument } from "./arguments.ts";

test("an entry's argument is its leaf without the tag", () => {
  const entry = {
    index: 70n,
    kind: 2,
    timeSec: 1_760_054_400n,
    sender: `0x${"a1".repeat(20)}`,
    ownerChain: 5n,
    owner: `0x${"b2".repeat(20)}`,
    segmentId: 3,
    accountId: 9,
    token: `0x${"c3".repeat(20)}`,
    amount: 2n ** 200n,
    data: "0x0102",
  } as const;
  const { inputs } = exitAbi.find((each) => each.type === "function" && each.name === "exitRefund")!;
  const words = encodeAbiParameters(
    [{ type: "bytes32" }, inputs[0]!],
    [hashText("novate.inbox.leaf.v1"), entryArgument(entry)],
  );
  expect(keccak256(words)).toBe(inboxLeaf(entry));
});
