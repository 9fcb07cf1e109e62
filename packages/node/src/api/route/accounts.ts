/**
 * `/v1/accounts`, their ledgers, and signers.
 *
 * @module
 */
import { createRoute, z } from "@hono/zod-openapi";
import { SignatureScheme } from "@novate/codec";
import {
  Account,
  AccountList,
  AddressParam,
  DEFAULT_LIMIT,
  EventPage,
  HashParam,
  IdParam,
  numberParam,
  PageQuery,
  Signer,
} from "@novate/wire/schema";
import { refusalError } from "../../failures.ts";
import type { Api, ApiContext } from "../context.ts";
import { accountsOfOwner, accountView } from "../view/account.ts";
import { accountLedger } from "../view/ledger.ts";
import { nextNonce } from "../view/signer.ts";
import { answers } from "./answers.ts";

const ChainParam = numberParam(
  0,
  Number.MAX_SAFE_INTEGER,
  "The chain on which the owner is a contract; 0, as if left out, where it is a key.",
).optional();

const listAccounts = createRoute({
  method: "get",
  path: "/v1/accounts",
  operationId: "listAccounts",
  summary: "The accounts of an owner",
  request: { query: z.object({ owner: AddressParam, ownerChain: ChainParam }) },
  responses: answers(AccountList, "In order of opening; empty for an owner without one."),
});

const getAccount = createRoute({
  method: "get",
  path: "/v1/accounts/{id}",
  operationId: "getAccount",
  summary: "An account: balances, positions, health",
  request: { params: z.object({ id: IdParam }) },
  responses: answers(Account, "As of the last block.", "AccountUnknown"),
});

const getLedger = createRoute({
  method: "get",
  path: "/v1/accounts/{id}/ledger",
  operationId: "getAccountLedger",
  summary: "Every event that touched an account, newest first",
  request: { params: z.object({ id: IdParam }), query: PageQuery },
  responses: answers(EventPage, "A page of events.", "AccountUnknown"),
});

const getSigner = createRoute({
  method: "get",
  path: "/v1/signers/{scheme}/{key}",
  operationId: "getSigner",
  summary: "The next nonce of a signer",
  request: { params: z.object({ scheme: z.enum(["eip712", "secp256k1", "ed25519"]), key: HashParam }) },
  responses: answers(Signer, "A signer that has never acted begins at 0."),
});

export function addAccountRoutes(api: Api, { chain }: ApiContext): void {
  api.openapi(listAccounts, async (c) => {
    const { owner, ownerChain = 0 } = c.req.valid("query");
    return c.json(
      await chain.read((engine) => ({ height: engine.height, accounts: accountsOfOwner(engine, owner, ownerChain) })),
      200,
    );
  });

  api.openapi(getAccount, async (c) => {
    const { id } = c.req.valid("param");
    const account = await chain.read((engine) => accountView(engine, id));
    if (account === null) throw refusalError("AccountUnknown", { accountId: id });
    return c.json(account, 200);
  });

  api.openapi(getLedger, async (c) => {
    const { id } = c.req.valid("param");
    const { limit = DEFAULT_LIMIT, cursor } = c.req.valid("query");
    const isKnown = await chain.read((engine) => engine.state.accounts.has(id));
    if (!isKnown) throw refusalError("AccountUnknown", { accountId: id });
    return c.json(await accountLedger(chain, id, limit, cursor), 200);
  });

  api.openapi(getSigner, async (c) => {
    const { scheme, key } = c.req.valid("param");
    const signer = { scheme: SignatureScheme[scheme], key };
    const nonce = await chain.read((engine) => nextNonce(engine, signer));
    return c.json({ scheme, key, nextNonce: nonce.toString() }, 200);
  });
}
