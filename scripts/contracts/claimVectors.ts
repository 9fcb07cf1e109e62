/**
 * Claims with their leaves, rates with their hashes, and what a vault in exit pays for the one at the other.
 *
 * @module
 */
import { claimLeaf, payableAtoms, RATE_ONE, ratesHash } from "@novate/evm";
import type { Random } from "@novate/stdx";
import { drawAddress, drawUint } from "../../packages/contracts/src/testing/draw.ts";

const CASES = 24;
const SEGMENTS = 4;

/** A part that cuts left: none, all, or something between. */
const drawKept = (random: Random): bigint => [0n, RATE_ONE, drawUint(random, 64)][random.nextInt(0, 2)]!;

const drawRate = (random: Random, segmentId: number) => ({
  segmentId,
  rate: drawUint(random, random.nextInt(1, 96)),
  holderKept: drawKept(random),
  gainKept: drawKept(random),
  juniorKept: drawKept(random),
  seniorKept: drawKept(random),
});

function drawCase(random: Random) {
  const bits = random.nextInt(8, 90);
  const claim = {
    accountId: Number(drawUint(random, 32)),
    segmentId: random.nextInt(1, SEGMENTS + 1),
    exitAddress: drawAddress(random),
    exitChain: drawUint(random, 64),
    parts: {
      idleAtoms: drawUint(random, bits),
      holderAtoms: drawUint(random, bits),
      gainAtoms: drawUint(random, bits),
      juniorAtoms: drawUint(random, bits),
      seniorAtoms: drawUint(random, bits),
    },
    kept: Array.from({ length: random.nextInt(0, 3) }, (_, place) => ({
      assetId: place + 1,
      amountAtoms: drawUint(random, bits),
    })),
  };
  const rates = Array.from({ length: random.nextInt(0, SEGMENTS) }, (_, place) => drawRate(random, place + 1));
  const assetId = random.nextInt(1, 4);
  const rate = rates.find(({ segmentId }) => segmentId === claim.segmentId);
  return {
    ...claim,
    leaf: claimLeaf(claim),
    rates,
    ratesHash: ratesHash(rates),
    assetId,
    atoms: payableAtoms(claim, assetId, rate),
  };
}

/** Random ones, the last of a house without any rate among them. */
export const claimVectors = (random: Random) => ({ claims: Array.from({ length: CASES }, () => drawCase(random)) });
