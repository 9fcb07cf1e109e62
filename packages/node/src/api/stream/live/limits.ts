/**
 * The topic `limits`: what keys and venues may still do for accounts, and how much collateral segments take.
 *
 * @module
 */
import {
  type CollateralRow,
  decode,
  type Field,
  type KeyRow,
  type MandateRow,
  type RowOf,
  type TableName,
  tables,
  toJson,
} from "@novate/codec";
import type { Engine } from "@novate/engine";
import { assert } from "@novate/stdx";
import type { RowJson } from "@novate/wire";
import { type CollateralRoom, type LiveLimits, MOST_LIVE_ENTRIES } from "@novate/wire/schema";
import type { z } from "zod";
import type { CommittedBlock } from "../../../chain/index.ts";
import type { LiveView } from "../channel.ts";

type Limits = z.infer<typeof LiveLimits>;

/** Rows that a snapshot of one venue looks through at most. */
const MOST_SEARCHED = 20_000;

interface Asked {
  readonly key: (row: KeyRow) => boolean;
  readonly mandate: (row: { readonly accountId: number; readonly venueId: number }) => boolean;
  readonly account: (row: { readonly accountId: number }) => boolean;
  readonly hasCollaterals: boolean;
}

/** Of one account, of one venue (keys for all venues among them), or of everybody with what collateral has room for. */
export function limitsView(filter: "account" | "venue" | null, id: number): LiveView {
  const asked: Asked = {
    key: ({ accountId, venueIds }) =>
      filter === "account" ? accountId === id : filter === null || venueIds.length === 0 || venueIds.includes(id),
    mandate: ({ accountId, venueId }) => filter === null || (filter === "account" ? accountId : venueId) === id,
    account: ({ accountId }) => filter !== "account" || accountId === id,
    hasCollaterals: filter === null,
  };
  return {
    snapshot(engine): Limits {
      const { state, house } = engine;
      const granted = filter === "account" ? house.derived.grants.of(id) : null;
      const keys = found(granted === null ? state.keys.values() : keysOf(engine, id), asked.key);
      const mandates = found(granted === null ? state.mandates.values() : mandatesOf(engine, id), asked.mandate);
      return {
        height: engine.height,
        keys: keys.rows.map(keyJson),
        mandates: mandates.rows.map(mandateJson),
        collaterals: asked.hasCollaterals ? [...state.collaterals.values()].map(roomOf) : [],
        overKeys: [],
        overMandates: [],
        isWhole: keys.isWhole && mandates.isWhole,
      };
    },
    delta: (_, block) => deltaOf(asked, block),
  };
}

/** Of the block's own rows: they are told as of it, whatever came after. */
function deltaOf(asked: Asked, { header, result }: CommittedBlock): Limits | null {
  const rowsOf = <T extends TableName>(name: T) =>
    result.changes.flatMap(({ table, bytes }) => (table === name && bytes !== null ? [rowOf(name, bytes)] : []));
  const keys = rowsOf("keys").filter(asked.key);
  const mandates = rowsOf("mandates").filter(asked.mandate);
  const collaterals = asked.hasCollaterals ? rowsOf("collaterals").map(roomOf) : [];
  const overKeys: Limits["overKeys"] = [];
  const overMandates: Limits["overMandates"] = [];
  for (const event of result.events) {
    if ((event.type === "KeyRevoked" || event.type === "KeyForgotten") && asked.account(event))
      overKeys.push({ accountId: event.accountId, key: event.key });
    else if (event.type === "MandateForgotten" && asked.mandate(event)) overMandates.push(pairOf(event));
    else if (event.type === "MandateGranted" && event.mandate.totalNotionalAtoms === 0n && asked.mandate(event.mandate))
      overMandates.push(pairOf(event.mandate));
  }
  const count = keys.length + mandates.length + collaterals.length + overKeys.length + overMandates.length;
  if (count === 0) return null;
  const live = {
    keys: keys.map(keyJson),
    mandates: mandates.map(mandateJson),
    collaterals,
    overKeys: overKeys.filter(
      ({ accountId, key }) => !keys.some((row) => row.accountId === accountId && row.key.key === key.key),
    ),
    overMandates: overMandates.filter(
      ({ accountId, venueId }) => !mandates.some((row) => row.accountId === accountId && row.venueId === venueId),
    ),
  };
  return { height: header.height, ...live, isWhole: true };
}

function rowOf<T extends TableName>(name: T, bytes: Uint8Array): RowOf<T> {
  const decoded = decode(tables[name] as unknown as Field<RowOf<T>>, bytes); // the table's key is the row's table
  assert(decoded.ok, `limits: a row of ${name} that the block wrote is none`);
  return decoded.value;
}

function found<R>(rows: Iterable<R>, isAsked: (row: R) => boolean): { readonly rows: R[]; readonly isWhole: boolean } {
  const asked: R[] = [];
  let searched = 0;
  for (const row of rows) {
    searched += 1;
    if (asked.length === MOST_LIVE_ENTRIES || searched > MOST_SEARCHED) return { rows: asked, isWhole: false };
    if (isAsked(row)) asked.push(row);
  }
  return { rows: asked, isWhole: true };
}

const keysOf = ({ state, house }: Engine, accountId: number): KeyRow[] =>
  house.derived.grants.of(accountId).keys.map(({ scheme, key }) => state.keys.get(`${accountId}/${scheme}/${key}`)!);
const mandatesOf = ({ state, house }: Engine, accountId: number): MandateRow[] =>
  house.derived.grants.of(accountId).venueIds.map((venueId) => state.mandates.get(`${accountId}/${venueId}`)!);

const pairOf = ({ accountId, venueId }: { readonly accountId: number; readonly venueId: number }) => ({
  accountId,
  venueId,
});
const keyJson = (row: KeyRow) => toJson(tables.keys, row) as unknown as RowJson<"keys">; // by the table's own field
const mandateJson = (row: MandateRow) => toJson(tables.mandates, row) as unknown as RowJson<"mandates">; // the same
const roomOf = ({ spec, heldAtoms }: CollateralRow): CollateralRoom => ({
  segmentId: spec.segmentId,
  assetId: spec.assetId,
  heldAtoms: heldAtoms.toString(),
  capAtoms: spec.capAtoms.toString(),
});
