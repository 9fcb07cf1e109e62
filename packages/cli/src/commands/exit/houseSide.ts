/**
 * What the house says of its segments' ends and of its vaults' exits.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { NovateClient } from "@novate/sdk";
import type { Answers } from "@novate/wire";

export interface SegmentEnd extends Pick<Answers["segment"], "segmentId" | "name" | "status" | "windUp"> {
  /** When it begins to wind up because governance says so; null where nothing is announced. */
  readonly announcedMs: number | null;
}

export interface VaultInHouse {
  readonly vaultId: number;
  readonly chainId: number;
  readonly vault: Hex;
  readonly exit: Answers["vault"]["exit"];
}

/** A token of a vault, as the house names it. */
export interface Token {
  readonly symbol: string;
  readonly decimals: number;
}

export interface HouseSide {
  readonly height: number | null;
  /** By {@link tokenKey}. */
  readonly tokens: ReadonlyMap<string, Token>;
  readonly segments: readonly SegmentEnd[];
  readonly vaults: readonly VaultInHouse[];
}

/** Nobody answers. */
export const NO_HOUSE: HouseSide = { height: null, tokens: new Map(), segments: [], vaults: [] };

export const tokenKey = (vaultId: number, token: Hex): string => `${vaultId} ${token.toLowerCase()}`;

/** Rejects with the client's failures. */
export async function houseSide(client: NovateClient): Promise<HouseSide> {
  const [{ height, vaults }, { assets }, locations, ids, bundles] = await Promise.all([
    client.vaults(),
    client.assets(),
    client.rows("locations"),
    client.rows("segments"),
    client.rows("bundles"),
  ]);
  const announced = new Map<number, number>();
  for (const { activatesAtMs, changes } of bundles.rows)
    for (const change of changes as readonly { readonly type: string; readonly segmentId?: number }[]) // by the codec's own JSON
      if (change.type === "WindUpSegment" && activatesAtMs > 0) announced.set(change.segmentId!, activatesAtMs); // it has one
  const segments: SegmentEnd[] = [];
  for (const { segmentId } of ids.rows) {
    const { name, status, windUp } = await client.segment(segmentId);
    segments.push({ segmentId, name, status, windUp, announcedMs: announced.get(segmentId) ?? null });
  }
  const assetOf = new Map(assets.map((one): [number, Token] => [one.assetId, one]));
  const tokens = locations.rows.flatMap(({ vaultId, token, assetId }): [string, Token][] => {
    const asset = assetOf.get(assetId);
    return asset === undefined ? [] : [[tokenKey(vaultId, token as Hex), asset]]; // by its schema
  });
  return {
    height,
    tokens: new Map(tokens),
    segments,
    vaults: vaults.map(({ row: { spec }, exit }) => {
      return { vaultId: spec.vaultId, chainId: spec.chainId, vault: spec.vault as Hex, exit }; // by its schema
    }),
  };
}
