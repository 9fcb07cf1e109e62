/**
 * `/v1/withdrawals`, `/v1/accounts/{id}/withdrawals`, `/v1/checkpoints`, `/v1/vaults`: what is on its way out, its proofs, its vaults.
 *
 * @module
 */
import { createRoute, z } from "@hono/zod-openapi";
import {
  Checkpoint,
  DEFAULT_LIMIT,
  IdParam,
  PageQuery,
  Vault,
  VaultIdParam,
  VaultList,
  WithdrawalDetail,
  WithdrawalPage,
} from "@novate/wire/schema";
import { refusalError } from "../../failures.ts";
import type { Api, ApiContext } from "../context.ts";
import { checkpointView, createTrees, withdrawalDetail, withdrawalPage } from "../view/payment.ts";
import { vaultsView, vaultView } from "../view/vaults.ts";
import { answers } from "./answers.ts";

const getWithdrawal = createRoute({
  method: "get",
  path: "/v1/withdrawals/{id}",
  operationId: "getWithdrawal",
  summary: "A withdrawal: where it stands, and its proof to the vault",
  request: { params: z.object({ id: IdParam }) },
  responses: answers(
    WithdrawalDetail,
    "As of the last block; one that was paid is shown for some hours.",
    "RowUnknown",
  ),
});

const listWithdrawals = createRoute({
  method: "get",
  path: "/v1/accounts/{id}/withdrawals",
  operationId: "listWithdrawals",
  summary: "An account's withdrawals under way, oldest first",
  request: { params: z.object({ id: IdParam }), query: PageQuery },
  responses: answers(WithdrawalPage, "A page of withdrawals."),
});

const getCheckpoint = createRoute({
  method: "get",
  path: "/v1/checkpoints/{epoch}",
  operationId: "getCheckpoint",
  summary: "A checkpoint with its signatures, and the proofs of its sections and assets",
  description: "`latest` is the newest, `signed` the newest that more than two thirds have signed.",
  request: { params: z.object({ epoch: z.union([z.enum(["latest", "signed"]), IdParam]) }) },
  responses: answers(Checkpoint, "One of the last 64.", "RowUnknown"),
});

const listVaults = createRoute({
  method: "get",
  path: "/v1/vaults",
  operationId: "listVaults",
  summary: "Every vault with what the ledger says of it, and how many keys open them",
  responses: answers(VaultList, "As of the last block."),
});

const getVault = createRoute({
  method: "get",
  path: "/v1/vaults/{id}",
  operationId: "getVault",
  summary: "A vault with what the ledger says of it",
  request: { params: z.object({ id: VaultIdParam }) },
  responses: answers(Vault, "As of the last block.", "VaultUnknown"),
});

export function addPaymentRoutes(api: Api, { chain }: ApiContext): void {
  const trees = createTrees();

  api.openapi(getWithdrawal, async (c) => {
    const { id } = c.req.valid("param");
    const found = await chain.read((engine) => withdrawalDetail(trees, engine, id));
    if (found === null) throw refusalError("RowUnknown", { table: "outbox", key: `${id}` });
    return c.json(found, 200);
  });

  api.openapi(listWithdrawals, async (c) => {
    const { id } = c.req.valid("param");
    const { limit = DEFAULT_LIMIT, cursor } = c.req.valid("query");
    return c.json(await chain.read((engine) => withdrawalPage(engine, id, limit, cursor)), 200);
  });

  api.openapi(listVaults, async (c) => c.json(await chain.read(vaultsView), 200));

  api.openapi(getVault, async (c) => {
    const { id } = c.req.valid("param");
    const found = await chain.read((engine) => vaultView(engine, id));
    if (found === null) throw refusalError("VaultUnknown", { vaultId: id });
    return c.json(found, 200);
  });

  api.openapi(getCheckpoint, async (c) => {
    const { epoch } = c.req.valid("param");
    const found = await chain.read((engine) => checkpointView(trees, engine, epoch));
    if (found === null) throw refusalError("RowUnknown", { table: "checkpoints", key: `${epoch}` });
    return c.json(found, 200);
  });
}
