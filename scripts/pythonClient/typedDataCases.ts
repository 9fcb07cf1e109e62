/**
 * Typed data of every command with the digest that the house checks, for another library to find.
 *
 * @module
 */
import { type Hex, type Json, transactionDigest, transactionTypedData } from "@novate/codec";
import { commandTypes, transactionsOf } from "../../packages/sdk/src/testing/everyCommand.fixture.ts";

interface Case {
  readonly name: string;
  readonly typedData: Json;
  readonly digest: Hex;
}

export const typedDataCases = (): Case[] =>
  commandTypes.flatMap((name) =>
    transactionsOf(name).map((transaction) => ({
      name,
      typedData: transactionTypedData(transaction),
      digest: transactionDigest(transaction),
    })),
  );
