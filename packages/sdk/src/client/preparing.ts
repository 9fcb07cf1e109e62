/**
 * Before something is sent: what to sign, and what the house would say.
 *
 * @module
 */
import type { Command, Hex, JsonOf, Order, Signer, Transaction } from "@novate/codec";
import type { Answers } from "@novate/wire";
import type { Http } from "./http.ts";

/** `signer`: an address, or a key of any scheme. Large numbers are decimal strings. */
export interface PrepareRequest {
  readonly signer: Hex | JsonOf<Signer>;
  readonly command: JsonOf<Command> | { readonly type: "ApproveBundle"; readonly bundleId: number };
  readonly nonce?: string;
  readonly expiresAtMs?: number;
}

/** A transaction in hexadecimal or JSON; there it may lack its signature. */
export type ValidateRequest =
  | { readonly bytes: Hex }
  | { readonly transaction: Omit<JsonOf<Transaction>, "signature"> & { readonly signature?: Hex } };

/** Without an expiry it is good for an hour; without a salt it gets one. */
export type OrderRequest = Omit<JsonOf<Order>, "expiresAtMs" | "salt"> &
  Partial<Pick<JsonOf<Order>, "expiresAtMs" | "salt">>;

/** What a client asks before it sends anything. */
export const preparing = (http: Http) => ({
  /** What to sign for a command, with the nonce and expiry that the node fills in: typed data for a wallet, a digest for a session key. */
  prepare: (request: PrepareRequest) => http.post<Answers["prepared"]>("/v1/transactions/prepare", request),
  /** Every fault of a transaction, signed or not, and what it would do; nothing is sent. */
  validate: (request: ValidateRequest) => http.post<Answers["validation"]>("/v1/transactions/validate", request),
  /** What a trader signs for a venue. */
  prepareOrder: (order: OrderRequest) => http.post<Answers["preparedOrder"]>("/v1/orders/prepare", { order }),
});
