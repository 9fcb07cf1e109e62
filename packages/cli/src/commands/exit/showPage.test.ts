/** Goal: a person reads how far an end is, what is left to do, and by when, in block time as a date. Method: views by hand, at each step. */
import { expect, test } from "vitest";
import { tokenKey } from "./houseSide.ts";
import { type ExitView, showPage } from "./showPage.ts";

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);
const SEC = BigInt(AT / 1_000);
const vault = { vaultId: 1, chainId: 10, vault: `0x${"7a".repeat(20)}` } as const;
const nothing: ExitView = { height: null, segments: [], vaults: [], accounts: [] };

const segmentPage = (windUp: object | null, announcedMs: number | null = null) =>
  showPage({
    ...nothing,
    height: 1_234,
    segments: [{ segmentId: 1, name: "Core", status: "open", announcedMs, windUp } as ExitView["segments"][number]],
  });

test("a segment says why it ends, what is left, and until when", () => {
  const windUp = { cause: "vaultExit", sinceMs: AT, isAgain: false, doneAccountId: 3, lastAccountId: 9, untilMs: AT };
  expect(segmentPage(null)).toMatch(/as of block {2}1,234\n\nsegment 1 {2}Core: open\n/);
  expect(segmentPage(null, AT)).toContain("governance winds it up from 2026-01-02 03:04:05 UTC");
  for (const [step, text] of [
    ["closing", "prices beyond doubt are waited for, until 2026-01-02 03:04:05 UTC at most"],
    ["summing", "accounts are summed: account 3 of 9 is done"],
    ["booking", "accounts are booked: account 3 of 9 is done"],
    ["waiting", "what the vault of its cash pays is booked first, until 2026-01-02 03:04:05 UTC at most"],
    ["over", "wound up, since 2026-01-02 03:04:05 UTC: its cash lies in a vault in exit"],
  ])
    expect(segmentPage({ ...windUp, step })).toContain(text);
  expect(segmentPage({ ...windUp, step: "closing", isAgain: true, cause: "governance" })).toContain(
    "winds up once more, since 2026-01-02 03:04:05 UTC: governance said so",
  );
});

const chain: NonNullable<ExitView["vaults"][number]["chain"]> = {
  ...vault,
  ...{ nowSec: SEC, phase: "none", cause: "none", acceptedEpoch: 8n, acceptedAtSec: SEC, inForceEpoch: 5n },
  ...{ silenceSec: 604_800n, unservedSec: 604_800n },
  silentAtSec: SEC + 604_800n,
  unheard: { count: 2, oldestIndex: 4n, oldestAtSec: SEC, mayAskAtSec: SEC + 604_800n },
  exit: null,
};
const exit = {
  requestedAtSec: SEC,
  beginsAtSec: SEC + 172_800n,
  latestSec: SEC + 345_600n,
  beginsAtBlock: 99n,
  epochX: 0n,
};

test("a vault says when its exit may be asked for, when it begins, and what it pays by", () => {
  const pageOf = (one: ExitView["vaults"][number]["chain"], house: object | null = null) =>
    showPage({ ...nothing, vaults: [{ ...vault, chain: one, house: house as ExitView["vaults"][number]["house"] }] });
  expect(pageOf(null)).toContain("not asked: --rpc 10=URL");
  const quiet = pageOf(chain, { ...vault, exit: null });
  expect(quiet).toContain("for silence from 2026-01-09 03:04:05 UTC, if it takes none before");
  expect(quiet).toContain("2 not in force as heard, the oldest number 4 of 2026-01-02 03:04:05 UTC");
  expect(quiet).toContain("knows of no exit");
  const asked = pageOf({ ...chain, phase: "requested", cause: "silence", exit });
  expect(asked).toContain("2026-01-04 03:04:05 UTC, 2026-01-06 03:04:05 UTC at the latest, not before block 99");
  const stopped = pageOf({ ...chain, phase: "requested", cause: "contradiction", exit });
  expect(stopped).not.toContain("at the latest");
  const row = { phase: 2, sinceMs: AT, isForeign: false };
  const book = { nextAccountId: 4, lastAccountId: 9, isRefunded: false };
  const paying = pageOf(
    { ...chain, phase: "exit", cause: "unserved", exit: { ...exit, epochX: 5n } },
    { ...vault, exit: { row, book } },
  );
  expect(paying).toContain("it pays by epoch 5, since 2026-01-04 03:04:05 UTC, for good");
  expect(paying).toContain("claims of 6 accounts are still to be booked; refunds are still to be booked");
  for (const [changed, text] of [
    [{ row: { ...row, phase: 1 }, book: null }, "nothing leaves it"],
    [{ row: { ...row, isForeign: true }, book: null }, "not the house's own"],
    [{ row, book: null }, "nothing is booked yet"],
    [{ row, book: { ...book, nextAccountId: 10, isRefunded: true } }, "all claims are booked; all refunds are"],
  ] as const)
    expect(pageOf(null, { ...vault, exit: changed })).toContain(text);
});

test("an account's page says what it gets, and that there is nothing to show", () => {
  const due = {
    ...vault,
    what: "claim",
    token: `0x${"70".repeat(20)}`,
    amountAtoms: 1_500n,
    recipient: null,
    why: "paid",
  } as const;
  const pageOf = (dues: ExitView["accounts"][number]["dues"]) =>
    showPage({ ...nothing, accounts: [{ accountId: 3, epoch: 5, timeMs: AT, dues }] });
  expect(pageOf([{ ...due, standing: "done" }])).toMatch(/claim .* 1,500 .* done .*paid\n/);
  expect(pageOf([{ ...due, standing: null }])).toContain("would be");
  const tokens = new Map([[tokenKey(due.vaultId, due.token), { symbol: "USDC", decimals: 3 }]]);
  const accounts = [{ accountId: 3, epoch: 5, timeMs: AT, dues: [{ ...due, standing: null }] }];
  expect(showPage({ ...nothing, accounts }, tokens)).toContain(" 1.500 USDC ");
  expect(pageOf([])).toContain("it gets nothing");
  expect(showPage(nothing)).toContain("no segment, vault or kit to show");
});
