/**
 * Offers of liquidity, and claims that move from vault to vault, in worlds that have two vaults.
 *
 * @module
 */
import { atoms, ppm } from "@novate/num";
import type { Dice } from "../../dice.ts";
import { BTC, CRYPTO, USDC } from "../../world/genesis.ts";
import { units } from "../../world/money.ts";
import { FAR } from "../../world/vaults.ts";
import type { Maker } from "../maker.ts";
import { balanceOf, type Scene } from "../scene.ts";

/** One way or the other; rarely two assets that are not one currency. */
const pairOf = (dice: Dice): readonly [number, number] =>
  dice.weighted([
    [20, [FAR, USDC]],
    [20, [USDC, FAR]],
    [1, [BTC, FAR]],
  ] as const);

const holdersOf = (scene: Scene, assetId: number) =>
  scene.traders(CRYPTO).filter((account) => balanceOf(account, assetId) > 0n);

/** Of an account without positions mostly; small prices, some steep, some absurd; a tenth are taken back. */
export const offerLiquidity: Maker = (scene) => {
  const { dice } = scene;
  const [fromAssetId, toAssetId] = pairOf(dice);
  const rich = holdersOf(scene, toAssetId);
  const free = rich.filter(({ positions }) => positions.length === 0);
  const among = free.length > 0 && dice.chance(0.95) ? free : rich;
  if (among.length === 0) return null;
  const account = dice.pick(among);
  const command = {
    type: "OfferLiquidity",
    ...{ accountId: account.accountId, fromAssetId, toAssetId },
    stockAtoms: atoms((balanceOf(account, toAssetId) * BigInt(dice.int(0, 101))) / 100n),
    targetAtoms: dice.chance(0.1) ? atoms(0n) : units(dice.int(1, 30_000)),
    basePpm: ppm(BigInt(dice.pick([0, 1, 100, 5_000, 900_000]))),
    slopePpm: ppm(BigInt(dice.pick([0, 1, 2_000, 100_000, 100_001]))),
  } as const;
  return { command, signer: scene.signerFor(account) };
};

/** A part of what somebody holds, all of it or an atom's worth too much; the least is anything up to all of it. */
export const moveClaim: Maker = (scene) => {
  const { dice } = scene;
  const [fromAssetId, toAssetId] = pairOf(dice);
  const rich = holdersOf(scene, fromAssetId);
  if (rich.length === 0) return null;
  const account = dice.pick(rich);
  const amount = (balanceOf(account, fromAssetId) * BigInt(dice.pick([1, 5, 20, 50, 100, 101]))) / 100n;
  const least = (amount * BigInt(dice.pick([0, 90, 99, 100]))) / 100n;
  const sums = { amountAtoms: atoms(amount), minimumAtoms: atoms(least) };
  const command = { type: "MoveClaim", accountId: account.accountId, fromAssetId, toAssetId, ...sums } as const;
  return { command, signer: scene.signerFor(account) };
};
