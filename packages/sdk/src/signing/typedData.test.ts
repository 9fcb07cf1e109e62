/**
 * Goal: a wallet is shown the whole of every command, and any EIP-712 library finds the digest that the house checks.
 * Method: commands made from the schema itself, each union's variants in turn, hashed from their typed data by viem.
 */
import { Authority, Change, InstrumentTerms, transactionDigest, transactionTypedData } from "@novate/codec";
import { hashTypedData } from "viem";
import { expect, test } from "vitest";
import { commandTypes, seen, transactionsOf } from "../testing/everyCommand.fixture.ts";

test.each(commandTypes)("ACC-053 viem hashes the typed data of %s to the digest that is checked", (type) => {
  for (const transaction of transactionsOf(type)) {
    const typed = transactionTypedData(transaction) as never;
    expect(hashTypedData(typed)).toBe(transactionDigest(transaction));
    expect(hashTypedData(JSON.parse(JSON.stringify(typed)))).toBe(transactionDigest(transaction));
    const { types } = typed as { types: Record<string, object[]> };
    for (const members of Object.values(types)) expect(members).not.toEqual([]);
  }
});

test("every variant of every union was met", () => {
  for (const { name, variants } of [Change, InstrumentTerms, Authority])
    expect(seen.get(name)).toBeGreaterThanOrEqual(Object.keys(variants).length);
});
