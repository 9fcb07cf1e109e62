/**
 * The types of what the API answers, for clients; nothing of them exists at run time.
 *
 * @module
 */
import type { z } from "@hono/zod-openapi";
import type * as chain from "./schema/chain.ts";
import type * as house from "./schema/house.ts";
import type * as margin from "./schema/margin.ts";

export interface Answers {
  readonly status: chain.Status;
  readonly block: z.infer<typeof chain.BlockDetail>;
  readonly blocks: z.infer<typeof chain.BlockPage>;
  readonly receipt: z.infer<typeof chain.Receipt>;
  readonly transaction: z.infer<typeof chain.TransactionDetail>;
  readonly events: z.infer<typeof chain.EventPage>;
  readonly rows: z.infer<typeof chain.RowPage>;
  readonly proof: z.infer<typeof chain.Proof>;
  readonly signer: z.infer<typeof chain.Signer>;
  readonly account: house.Account;
  readonly accounts: z.infer<typeof house.AccountList>;
  readonly instruments: z.infer<typeof house.InstrumentList>;
  readonly market: house.Market;
  readonly assets: z.infer<typeof house.AssetList>;
  readonly segment: house.Segment;
  /** About the node's own marks; a document of the risk package brings its own market. */
  readonly simulate: margin.Simulate;
  readonly simulation: margin.Simulation;
}
