/**
 * Goal: a proof is believed only if every bit of it is the house's. Method: a live node's own proofs, each part replaced, and
 * any single hexadecimal digit changed.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../client/client.ts";
import { type LiveNode, startLiveNode } from "../testing/liveNode.fixture.ts";
import { verifyProof } from "./verifyProof.ts";

let live: LiveNode;
let root: `0x${string}`;
let proof: Record<string, unknown>;
beforeAll(async () => {
  live = await startLiveNode();
  const novate = createClient({ url: live.url });
  for (const nonce of [0n, 1n, 2n]) await novate.submit(live.openAccount(nonce));
  const answer = await novate.proof("accounts", 2);
  root = answer.stateRoot as `0x${string}`; // by the schema
  proof = answer.proof as Record<string, unknown>; // an object by the schema
});
afterAll(() => live.stop());

const isHex = (value: unknown): boolean => typeof value === "string" && /^0x[0-9a-f]+$/.test(value);

/** The text with one hexadecimal digit, past the 0x, replaced by another. */
function withDigit(text: string, place: number, change: number): string {
  const at = 2 + (place % (text.length - 2));
  const digit = (Number.parseInt(text[at]!, 16) + 1 + (change % 15)) % 16;
  return text.slice(0, at) + digit.toString(16) + text.slice(at + 1);
}

describe("verifyProof", () => {
  it("gives the proven row, from the proven bytes", () => {
    const proven = verifyProof("accounts", root, proof);
    expect(proven).toMatchObject({ ok: true, row: { accountId: 2, owner: live.owner.address } });
  });

  it.each<[string, unknown, string]>([
    ["no proof", null, "ProofMalformed"],
    ["text", "proof", "ProofMalformed"],
    ["nothing in it", {}, "ProofMalformed"],
  ])("refuses %s", (_, given, reason) => {
    expect(verifyProof("accounts", root, given)).toEqual({ ok: false, reason });
  });

  it("refuses another table, another root, and a proof with a member too many or too few", () => {
    expect(verifyProof("assets", root, proof)).toEqual({ ok: false, reason: "TableMismatch" });
    expect(verifyProof("accounts", `0x${"11".repeat(32)}`, proof)).toEqual({ ok: false, reason: "ProofInvalid" });
    for (const name of Object.keys(proof)) {
      const { [name]: _, ...rest } = proof;
      expect(verifyProof("accounts", root, rest)).toMatchObject({ ok: false });
    }
  });

  it("refuses it once any digit of any part is another", () => {
    const places: [name: string, index: number][] = Object.entries(proof).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((_, index): [string, number] => [name, index]) : isHex(value) ? [[name, 0]] : [],
    );
    expect(places.length).toBeGreaterThan(1);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), fc.nat(), ([name, index], place, change) => {
        const forged = structuredClone(proof) as Record<string, string | string[]>; // the parts are hex or lists of it
        const part = forged[name]!;
        if (Array.isArray(part)) part[index] = withDigit(part[index]!, place, change);
        else forged[name] = withDigit(part, place, change);
        expect(verifyProof("accounts", root, forged)).toMatchObject({ ok: false });
      }),
      { numRuns: 300 },
    );
  });
});
