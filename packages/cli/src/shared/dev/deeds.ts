/**
 * What the control of a house to play with does, path by path. Fields that are unknown or wrong are refused by name.
 *
 * @module
 */

import { decimal } from "../../terminal/figures.ts";
import { UsageError } from "../failure.ts";
import { decimalOf, unitsOf } from "../founding/scalars.ts";
import { thereAre } from "../thereAre.ts";
import type { World } from "./world.ts";

type Body = Readonly<Record<string, unknown>>;

interface Deed {
  look?(world: World): Promise<object>;
  act(world: World, body: Body): Promise<object>;
}

const PRICE_DECIMALS = 8;
const LAST_MS = 8_640_000_000_000_000; // of a Date
const LEAST_STEP_MS = 100;
const MOST_TURN_STEPS = 20_000;

export const deeds: Readonly<Record<string, Deed>> = {
  "/dev/clock": {
    look: async ({ timeMs, node }) => ({ timeMs, height: node.chain.head.height }),
    act: (world, body) => {
      only(body, ["toMs", "byMs", "everyMs"]);
      const { toMs, byMs, everyMs } = { toMs: ms(body, "toMs"), byMs: ms(body, "byMs"), everyMs: ms(body, "everyMs") };
      if ((toMs === undefined) === (byMs === undefined))
        throw new UsageError("FieldsWrong", "give toMs, a time since 1970, or byMs, how far to turn");
      if (everyMs !== undefined && everyMs < LEAST_STEP_MS)
        throw new UsageError("FieldsWrong", `everyMs is at least ${LEAST_STEP_MS}`);
      const until = (nowMs: number): number => {
        const target = toMs ?? nowMs + byMs!; // one of them is there
        if (everyMs !== undefined && (target - nowMs) / everyMs > MOST_TURN_STEPS)
          throw new UsageError("FieldsWrong", `a turn has at most ${MOST_TURN_STEPS} steps`);
        return target;
      };
      return world.turn(until, everyMs);
    },
  },
  "/dev/prices": {
    look: told,
    act: async (world, body) => {
      const names = [...(await world.prices()).keys()];
      only(body, names);
      const put = new Map<string, bigint | null>();
      for (const [name, value] of Object.entries(body)) put.set(name, value === null ? null : priceOf(name, value));
      await world.put(put);
      return told(world);
    },
  },
  "/dev/fund": {
    act: async (world, body) => {
      only(body, ["accountId", "asset", "amount"]);
      const { accountId, asset = "USDC", amount } = body;
      const found = world.assets.find(({ symbol }) => symbol === asset);
      if (found === undefined)
        throw new UsageError("AssetUnknown", `asset is one of ${world.assets.map(({ symbol }) => symbol).join(", ")}`);
      if (!Number.isSafeInteger(accountId)) throw new UsageError("FieldsWrong", "accountId is a whole number");
      const units = positive(amount, found.decimals);
      if (units === undefined)
        throw new UsageError(
          "FieldsWrong",
          `amount is a text such as "1000" or "0.5", of ${found.decimals} decimals at most`,
        );
      await world.fund(accountId as number, found.assetId, units);
      return { accountId, asset, amountAtoms: `${units}` };
    },
  },
};

async function told(world: World): Promise<Record<string, string>> {
  return Object.fromEntries([...(await world.prices())].map(([name, value]) => [name, decimal(value, PRICE_DECIMALS)]));
}

function priceOf(name: string, value: unknown): bigint {
  const found = positive(value, PRICE_DECIMALS);
  if (found !== undefined) return found;
  throw new UsageError("FieldsWrong", `${name} is a text of dollars such as "65000.5", or null to let it move again`);
}

function positive(value: unknown, decimals: number): bigint | undefined {
  const found = typeof value === "string" ? decimalOf(value) : undefined;
  const units = found && unitsOf(found, decimals);
  return units === undefined || units === 0n ? undefined : units;
}

function ms(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value <= LAST_MS) return value;
  throw new UsageError("FieldsWrong", `${name} is a whole number of milliseconds above 0`);
}

function only(body: Body, names: readonly string[]): void {
  const strange = Object.keys(body).find((name) => !names.includes(name));
  if (strange !== undefined) throw new UsageError("FieldUnknown", `no ${strange} here; ${thereAre(names)}`);
}
