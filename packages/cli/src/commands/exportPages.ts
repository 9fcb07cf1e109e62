/**
 * Records for export, a page at a time, from the first to the last.
 *
 * @module
 */
import { type TableName, tables } from "@novate/codec";
import type { NovateClient, Page } from "@novate/sdk";

import type { Answers } from "@novate/wire";
import { UsageError } from "../shared/failure.ts";
import type { RemoteFlags } from "../shared/remote.ts";

export type RecordPage = readonly Readonly<Record<string, unknown>>[];

export interface ExportFlags extends RemoteFlags {
  readonly data?: string;
  readonly out?: string;
  readonly table?: TableName;
  readonly account?: number;
  readonly type?: string;
}

const PAGE = 500;

/** Errors: `UsageError` for a flag that this kind needs, or that is another kind's. */
export function pagesOf(
  what: "events" | "rows" | "ledger",
  { table, account, type, output }: ExportFlags,
  client: NovateClient,
): AsyncGenerator<RecordPage> {
  refuseOthers(what, { rows: table, ledger: account, events: type });
  if (what === "events")
    return follow((page) => client.events({ ...page, ...(type !== undefined && { type }) }), eventRecords);
  if (what === "ledger") {
    if (account === undefined)
      throw new UsageError("AccountMissing", "a ledger is an account's", "Name it with --account.");
    return follow((page) => client.ledger(account, page), eventRecords);
  }
  if (table !== undefined)
    return follow(
      (page) => client.rows(table, page),
      ({ rows }) => rows,
    );
  if (output === "csv")
    throw new UsageError("TableMissing", "each table has its own columns", "Name one with --table.");
  return everyTable(client);
}

const FLAG = { rows: "--table", ledger: "--account", events: "--type" } as const;

function refuseOthers(what: string, given: Readonly<Record<keyof typeof FLAG, unknown>>): void {
  for (const [kind, flag] of Object.entries(FLAG))
    if (kind !== what && given[kind as keyof typeof FLAG] !== undefined)
      throw new UsageError("FlagMisplaced", `${flag} is for ${kind}, not for ${what}`);
}

async function* everyTable(client: NovateClient): AsyncGenerator<RecordPage> {
  for (const table of Object.keys(tables) as TableName[]) // the keys of a literal
    yield* follow(
      (page) => client.rows(table, page),
      ({ rows }) => rows.map((row) => ({ table, row })),
    );
}

/** An event's place, its type, and its fields as they are. */
export const eventRecords = ({ events }: Answers["events"]): RecordPage =>
  events.map(({ height, index, timeMs, event: { type, ...fields } }) => ({ height, index, timeMs, type, fields }));

async function* follow<Answer extends { readonly nextCursor: string | null }>(
  ask: (page: Page) => Promise<Answer>,
  recordsOf: (answer: Answer) => RecordPage,
): AsyncGenerator<RecordPage> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const answer: Answer = await ask({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    const records = recordsOf(answer);
    if (records.length > 0) yield records;
    cursor = answer.nextCursor;
  }
}
