/**
 * Goal: a kit is good if a vault would pay by it, and one in which anything was altered is refused by name. Method: random books,
 * every account's kit; then each field of its JSON replaced by another value that the field admits.
 */
import { ExitKit, fromJson, toJson } from "@novate/codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { uintWord } from "../abi/words.ts";
import { claimLeaf } from "../vault/claims.ts";
import { climbTree } from "../vault/climbTree.ts";
import { TABLE_DEPTH } from "../vault/shape.ts";
import { ADDRESS, bookOf, claimsOf, parts } from "./exitBook.fixture.ts";
import { ExitBook } from "./exitBook.ts";
import { assetLeafOf, paymentLeafOf } from "./exitLeaves.ts";
import { faultOfKit, hasAllPayments } from "./faultOfKit.ts";
import { payoutsOf } from "./payouts.ts";

const accountIds = [0, ...Array.from({ length: 41 }, (_, index) => index + 1)];

test("CLAIM-020 CLAIM-021 every account's kit is good, with a claim and without", () => {
  fc.assert(
    fc.property(parts, (given) => {
      const { book, trust } = bookOf(given);
      expect(book.fault()).toBeNull();
      for (const accountId of accountIds) {
        const kit = book.kitOf(accountId);
        expect(faultOfKit(kit, trust)).toBeNull();
        expect(kit.claims.length).toBe(given.claims.filter((each) => each.accountId === accountId).length);
        expect(fromJson(ExitKit, JSON.parse(JSON.stringify(toJson(ExitKit, kit))))).toEqual(kit);
      }
    }),
    { numRuns: 20 },
  );
});

type Path = readonly (string | number)[];

/** Paths to all that is no object, of a value as JSON. */
function leavesOf(json: unknown, path: Path = []): Path[] {
  if (typeof json !== "object" || json === null) return [path];
  return Object.entries(json).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}

/** Another value that looks the same: one more, or another digit. */
function altered(value: unknown, by: number): unknown {
  if (typeof value === "number") return value === 0 ? 1 : value - 1;
  const text = value as string; // JSON of a kit has numbers and texts alone
  if (!text.startsWith("0x")) return `${BigInt(text) + BigInt(by + 1)}`;
  const at = 2 + (by % (text.length - 2));
  const digit = (Number.parseInt(text[at]!, 16) + 1) % 16;
  return text.slice(0, at) + digit.toString(16) + text.slice(at + 1);
}

function put(json: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(json) ? [...json] : { ...(json as object) }) as Record<string | number, unknown>;
  copy[key] = put(copy[key], rest, value);
  return copy;
}

const get = (json: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], json);

/** By which name a kit is refused in which a field was altered. */
function expected(path: Path): readonly string[] {
  const [part, place, field] = path;
  if (part === "house") return ["HouseDiffers"];
  if (part === "checkpoint") return place === "setHash" ? ["SetDiffers"] : ["SignatureInvalid"];
  if (part === "signers") return ["SetInvalid"];
  if (part === "signatures") return field === "key" ? ["SignerUnknown", "SignatureInvalid"] : ["SignatureInvalid"];
  if (part === "claims" && field === "accountId") return ["ClaimOfAnother"];
  if (part === "accountId") return ["ClaimOfAnother", "ClaimInvalid", "PaymentInvalid"];
  if (part === "claims" || part === "claimSiblings") return ["ClaimInvalid"];
  return [{ sections: "SectionInvalid", assets: "AssetInvalid", payments: "PaymentInvalid" }[part as string]!];
}

test("CLAIM-021 whatever is altered is refused by what it is of", () => {
  fc.assert(
    fc.property(parts, fc.nat(), fc.nat({ max: 63 }), (given, which, by) => {
      const { book, trust } = bookOf(given);
      const ids = [...given.claims, ...given.payments].map((each) => each.accountId);
      const json = toJson(ExitKit, book.kitOf(ids[which % ids.length]!));
      for (const path of leavesOf(json)) {
        const value = altered(get(json, path), by);
        const kit = fromJson(ExitKit, put(json, path, value));
        expect(expected(path), path.join(".")).toContain(faultOfKit(kit, trust)?.fault);
      }
    }),
    { numRuns: 12 },
  );
});

test("CLAIM-021 what stands twice, is left out of a proof, or lacks a quorum is refused", () => {
  fc.assert(
    fc.property(parts, (given) => {
      const { book, trust } = bookOf(given);
      const accountId = given.payments[0]?.accountId ?? given.claims[0]!.accountId;
      const kit = book.kitOf(accountId);
      const faultWith = (change: Partial<ExitKit>) => faultOfKit({ ...kit, ...change }, trust)?.fault;
      const twice = <T>([first, ...rest]: readonly T[]) => (first === undefined ? [] : [first, first, ...rest]);
      expect(faultWith({ signatures: kit.signatures.slice(1) })).toBe("QuorumMissing");
      expect(faultWith({ signatures: twice(kit.signatures) })).toBe("SignatureRepeated");
      expect(faultWith({ sections: twice(kit.sections) })).toBe("SectionInvalid");
      expect(faultWith({ assets: twice(kit.assets) })).toBe("AssetInvalid");
      if (kit.payments.length > 0) expect(faultWith({ payments: twice(kit.payments) })).toBe("PaymentInvalid");
      expect(faultWith({ sections: [] })).toBe("AssetInvalid");
      if (kit.claims.length > 0) expect(faultWith({ claims: [] })).toBe("ClaimInvalid");
      const words = [...kit.signers.words].reverse();
      expect(faultWith({ signers: { ...kit.signers, words } })).toBe("SetInvalid");
      expect(faultWith({ signers: { ...kit.signers, total: 1n << 97n } })).toBe("SetInvalid");
      const [paid] = kit.payments;
      if (paid === undefined) return;
      for (const change of [{ lane: 3 }, { amountAtoms: 1n << 96n }])
        expect(faultWith({ payments: [{ ...paid, payment: { ...paid.payment, ...change } }] })).toBe("PaymentInvalid");
    }),
    { numRuns: 60 },
  );
});

test("EXIT-336 a kit that lacks a section or an asset is refused, and whether it may lack a payment is known", () => {
  fc.assert(
    fc.property(parts, fc.nat(), (given, which) => {
      const { book, trust } = bookOf(given);
      const ids = [...given.claims, ...given.payments].map((each) => each.accountId);
      const kit = book.kitOf(ids[which % ids.length]!);
      const faultWith = (change: Partial<ExitKit>) => faultOfKit({ ...kit, ...change }, trust);
      const without = <T>(all: readonly T[]) => all.filter((_, place) => place !== which % all.length);
      expect(faultWith({ sections: [], assets: [], payments: [] })?.fault).toBe("SectionsMissing");
      const [gone] = kit.sections;
      const isOther = ({ vaultId }: { readonly vaultId: number }) => vaultId !== gone!.section.vaultId;
      const rest = {
        sections: kit.sections.slice(1),
        assets: kit.assets.filter(({ asset }) => isOther(asset)),
        payments: kit.payments.filter(({ payment }) => isOther(payment)),
      };
      expect(faultWith(rest)?.fault).toBe("SectionsMissing");
      expect(faultWith({ assets: [] })?.fault).toBe("AssetsMissing");
      const lacking = kit.assets[which % kit.assets.length]!.asset.vaultId;
      expect(faultWith({ assets: without(kit.assets) })).toEqual({ fault: "AssetsMissing", of: `${lacking}` });
      const isAll = kit.payments.length === given.payments.length;
      expect(hasAllPayments(kit)).toBe(isAll);
      if (kit.payments.length > 0) expect(hasAllPayments({ ...kit, payments: without(kit.payments) })).toBe(false);
    }),
    { numRuns: 30 },
  );
});

test("CLAIM-022 a claim is paid at its own address, and at no vault of a chain where that is a stranger's", () => {
  fc.assert(
    fc.property(parts, (given) => {
      const { book } = bookOf(given);
      for (const { accountId, exitChain, exitAddress } of given.claims) {
        const kit = book.kitOf(accountId);
        const payouts = payoutsOf(kit);
        for (const { nonce, chainId, recipient, amountAtoms } of payouts) {
          if (nonce === null) expect(recipient).toBe(exitChain === 0 || exitChain === chainId ? exitAddress : null);
          if (nonce === null) expect(amountAtoms).toBeGreaterThan(0n);
        }
        expect(payouts.filter(({ nonce }) => nonce !== null).length).toBe(kit.payments.length);
      }
    }),
    { numRuns: 60 },
  );
});

test("a book whose leaves are not what was signed says which", () => {
  fc.assert(
    fc.property(parts, (given) => {
      const { head } = bookOf(given).book;
      const claims = claimsOf(given.claims);
      const faultWith = (change: Partial<typeof head>, own = claims) =>
        new ExitBook({ ...head, ...change }, own).fault();
      expect(faultWith({}, claimsOf(given.claims.slice(1)))).toMatch("claims");
      expect(faultWith({ sections: head.sections.map((each) => ({ ...each, vault: ADDRESS(1) })) })).toMatch(
        "sections",
      );
      expect(faultWith({ assets: head.assets.slice(1) })).toMatch("assets");
      if (head.payments.length > 0) expect(faultWith({ payments: head.payments.slice(1) })).toMatch("payments");
    }),
    { numRuns: 30 },
  );
});

test("CLAIM-029 whoever doubts that leaves are to be had is shown any of them, or that there is none", () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 45 }), (given, index) => {
      const { book } = bookOf(given);
      const { checkpoint, sections } = book.head;
      const climbed = (tree: "claims" | "outbox" | "assets", vaultId: number): [unknown, string | undefined] => {
        const { leaf, siblings } = book.leafAt(tree, vaultId, index);
        const hash =
          leaf === null
            ? uintWord(0)
            : "kept" in leaf
              ? claimLeaf(leaf)
              : "nonce" in leaf
                ? paymentLeafOf(leaf)!
                : assetLeafOf(leaf);
        return [leaf, climbTree(hash, index, siblings, TABLE_DEPTH)];
      };
      const claim = given.claims.find(({ accountId }) => accountId === index) ?? null;
      expect(climbed("claims", 0)).toEqual([claim, checkpoint.claimsRoot]);
      for (const { vaultId, outboxRoot, assetsRoot } of sections) {
        const isOf = (row: { readonly vaultId: number }) => row.vaultId === vaultId;
        const asset = given.assets.find((each) => isOf(each) && each.assetId === index) ?? null;
        const payment = given.payments.find((each) => isOf(each) && each.nonce === BigInt(index)) ?? null;
        expect(climbed("assets", vaultId)).toEqual([asset, assetsRoot]);
        expect(climbed("outbox", vaultId)).toEqual([payment, outboxRoot]);
      }
    }),
    { numRuns: 60 },
  );
});
