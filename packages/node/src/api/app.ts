/**
 * The HTTP application: routes of the one schema, the document made from them, and health for whoever watches.
 *
 * @module
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { refusalError } from "../failures.ts";
import type { Metrics } from "../metrics/index.ts";
import { type IssueWords, issueWords } from "./body/issueWords.ts";
import type { ApiContext } from "./context.ts";
import { docsPage } from "./docs.ts";
import { addDocument } from "./document.ts";
import { errorIndex, errorPage } from "./errorPages.ts";
import { frontPage } from "./frontPage.ts";
import { BODY_BYTES } from "./limit/body.ts";
import { RateLimit } from "./limit/rateLimit.ts";
import { refuseContentTypes } from "./manners/contentTypes.ts";
import { holdKeys } from "./manners/idempotency.ts";
import { tellMethods } from "./manners/methods.ts";
import { admitOrigins } from "./manners/origins.ts";
import { refuseUnknownKeys } from "./manners/queries.ts";
import { tagWhatStands } from "./manners/repeats.ts";
import { ERROR_PAGES, requestInvalid, sendProblem } from "./problem.ts";
import { addAccountRoutes } from "./route/accounts.ts";
import { addCallRoutes } from "./route/calls.ts";
import { addChainRoutes } from "./route/chain.ts";
import { addExitRoutes } from "./route/exit.ts";
import { addHouseRoutes } from "./route/house.ts";
import { addMarginRoutes } from "./route/margin.ts";
import { addPaymentRoutes } from "./route/payments.ts";
import { addPrepareRoutes } from "./route/prepare.ts";
import { addRecordRoutes } from "./route/records.ts";
import { addSelfRoutes } from "./route/self.ts";
import { addTransactionRoutes } from "./route/transactions.ts";

export interface AppOptions {
  readonly limit?: RateLimit;
  /** Origins whose pages may ask; any if absent. */
  readonly origins?: readonly string[];
}

/** Where the stream is, for whoever asks to upgrade. */
export const STREAM_PATH = "/v1/stream";

export function createApp(context: ApiContext, metrics: Metrics, options: AppOptions = {}): OpenAPIHono {
  const { limit = new RateLimit(), origins } = options;
  const api = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return;
      const given = "data" in result ? result.data : undefined; // what the validator read, though its type has none
      return sendProblem(c, schemaInvalid(result.target, issueWords(result.error.issues, given)));
    },
  });

  api.use(metrics.observeRequests);
  api.use(admitOrigins(origins));
  api.use(tellMethods(api));
  api.use("/v1/*", limit.limitRequests);
  api.use(refuseUnknownKeys(api));
  tagWhatStands(api);
  api.use(
    bodyLimit({
      maxSize: BODY_BYTES,
      onError: (c) =>
        sendProblem(
          c,
          refusalError(
            "BodyTooLarge",
            { limitBytes: BODY_BYTES },
            { message: `The body is larger than ${BODY_BYTES} bytes.` },
          ),
        ),
    }),
  );
  api.use(refuseContentTypes(api));
  api.use("/v1/*", holdKeys());
  api.onError((failure, c) => sendProblem(c, failure instanceof HTTPException ? malformed(failure) : failure));
  api.notFound((c) => sendProblem(c, routeUnknown(c.req.method, c.req.path)));

  addSelfRoutes(api, context, limit);
  addChainRoutes(api, context);
  addTransactionRoutes(api, context);
  addPrepareRoutes(api, context);
  addAccountRoutes(api, context);
  addCallRoutes(api, context);
  addHouseRoutes(api, context);
  addPaymentRoutes(api, context);
  addExitRoutes(api, context);
  addRecordRoutes(api, context);
  addMarginRoutes(api, context);

  api.get(STREAM_PATH, (c) => {
    c.header("Upgrade", "websocket");
    c.header("Connection", "Upgrade");
    return sendProblem(c, upgradeRequired());
  });
  api.get("/", (c) => {
    c.header("Vary", "Accept", { append: true });
    const index = frontPage(c.req.header("accept"));
    return "html" in index ? c.html(index.html) : c.json(index.json);
  });
  api.get("/healthz", (c) => c.text("ok"));
  api.get("/readyz", (c) => (isReady(context) ? c.text("ready") : c.text("not ready", 503)));
  api.get("/metrics", async (c) => c.text(await metrics.render(), 200, { "Content-Type": metrics.contentType }));
  api.get("/docs", (c) => c.html(docsPage));
  api.get(ERROR_PAGES, (c) => c.html(errorIndex()));
  api.get(`${ERROR_PAGES}/:code`, (c) => {
    const page = errorPage(c.req.param("code"));
    if (page === null) throw routeUnknown(c.req.method, c.req.path);
    return c.html(page);
  });
  addDocument(api, context.version);
  return api;
}

/** Every fault that a schema found in a part of the request, such as its query. */
function schemaInvalid(target: string, faults: readonly IssueWords[]) {
  const told = faults.map(({ field, reason }) => ({ field: field === "" ? target : field, reason }));
  const [first] = told;
  return requestInvalid(first!.field, first!.reason, {
    message: `${target} ${told.map(({ field, reason }) => `${field}: ${reason}`).join("; ")}.`,
    remedy: "Correct the named fields; /docs lists what each takes.",
  });
}

/** What the framework refuses by itself, such as a body that is not JSON. */
const malformed = ({ message }: HTTPException) => requestInvalid("body", message, { message: `${message}.` });

const routeUnknown = (method: string, path: string) =>
  refusalError(
    "RouteUnknown",
    { method, path: path.slice(0, 2048) },
    { message: `There is nothing at ${method} ${path}.` },
  );

/** Said to whoever asks for the stream without opening it. */
const upgradeRequired = () =>
  refusalError(
    "UpgradeRequired",
    { protocol: "websocket" },
    {
      message: `${STREAM_PATH} is a WebSocket.`,
      remedy: "Open it with a WebSocket client; /asyncapi.json says what it speaks.",
    },
  );

const isReady = ({ chain, consensus }: ApiContext): boolean => chain.halted === null && consensus.status().isAccepting;
