/**
 * Rows of custody as a node tells them, for agents that need not doubt it: what they carry is proven or signed all the same.
 *
 * @module
 */
import { type Field, fromJson, type RowOf, type TableName, tables } from "@novate/codec";
import type { NovateClient } from "@novate/sdk";
import type { CustodyRows } from "./rows.ts";

const PAGE = 500;
/** Blocks may come between two pages: then all is read again. */
const MOST_TRIES = 20;

/** Reads every table of custody at one height; tries again while blocks come in between. Rejects with the client's failures. */
export function askHouse(client: NovateClient): { catchUp(): Promise<CustodyRows> } {
  return {
    async catchUp() {
      for (let tries = 1; ; tries++) {
        const { house, height, timeMs } = await client.status();
        const found = await readAll(client, house, timeMs);
        if (found.heights.every((one) => one === height) || tries === MOST_TRIES) return { ...found.rows, height };
      }
    },
  };
}

async function readAll(client: NovateClient, house: string, timeMs: number) {
  const heights: number[] = [];
  const all = async <T extends TableName>(table: T): Promise<RowOf<T>[]> => {
    const found: RowOf<T>[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await client.rows(table, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
      heights.push(page.height);
      // A row of a table is of the table's field.
      for (const row of page.rows) found.push(fromJson(tables[table] as unknown as Field<RowOf<T>>, row));
      if (page.nextCursor === null) return found;
      cursor = page.nextCursor;
    }
  };
  const locations = await all("locations");
  const assets = new Map((await all("assets")).map(({ assetId, escrowAtoms }) => [assetId, escrowAtoms]));
  const rows: CustodyRows = {
    house: house as CustodyRows["house"], // by its schema
    height: 0,
    timeMs,
    validators: (await all("validators"))[0] ?? null,
    vaults: await all("vaults"),
    locations,
    headers: await all("headers"),
    headerVotes: await all("headerVotes"),
    checkpoints: await all("checkpoints"),
    rotations: await all("rotations"),
    impairments: await all("impairments"),
    unplaced: await all("unplaced"),
    outbox: (await all("outbox")).filter(({ vaultId }) => vaultId !== 0),
    vaultExits: await all("vaultExits"),
    exitBooks: await all("exitBooks"),
    exitAssets: await all("exitAssets"),
    escrows: new Map(locations.map(({ assetId }) => [assetId, assets.get(assetId) ?? 0n])),
  };
  return { rows, heights };
}
