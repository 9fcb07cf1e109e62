/**
 * The full pass of a house whose driver brings none: the kernel in TypeScript.
 *
 * @module
 */
import { remarginAll } from "@novate/risk";
import type { MarginPass } from "../../command/margin.ts";

export const plainPass: MarginPass = {
  leastAccounts: 256,
  margin: (book, context, accounts, result) => remarginAll(book, context, accounts, null, result),
};
