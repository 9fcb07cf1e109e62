/**
 * Goal: whoever has the house's leaves leaves with their money when nobody else is there. Method: vaults on each kind of chain that
 * runs here, one checkpoint by hand; then silence, or a contradiction, and every call of an exit as TypeScript encodes it.
 */
import {
  challengeCalls,
  createWriter,
  exitPaymentCalls,
  exitRequestCalls,
  foundVault,
  type LocalChain,
  type LocalVault,
  localChainKinds,
  readBalance,
  readEntries,
  readExit,
  readOpenChallenges,
  readSettled,
  readWayOut,
  sendNow,
  startLocal,
  vaultCalls,
} from "@novate/chains";
import { ExitClaim, ExitHead, type ExitKit, type Hex, toJson } from "@novate/codec";
import { inboxLeaf, inboxNext } from "@novate/evm";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAnswerer } from "../exit/answerer.ts";
import { askForExit, noteEntry } from "../exit/ask.ts";
import { reclaimBonds } from "../exit/bonds.ts";
import { refundOthers } from "../exit/refunds.ts";
import { Till } from "../exit/settle.ts";
import type { ExitStep } from "../exit/step.ts";
import { CHAIN, founding, onlyCheckpoint, type Send, START, startOf } from "./checkpoint.fixture.ts";

const DAY = 86_400;
const stranger = createOwnerKey(deriveSecret("leaving", "stranger")).address;

describe.each(localChainKinds())("on %s", (kind) => {
  let chain: LocalChain;
  let where: LocalVault;
  let token: Hex;
  let now = START + 10;

  beforeAll(async () => {
    chain = await startLocal[kind]({ chainId: CHAIN, timeSec: START });
  });
  afterAll(() => chain?.stop());

  const writer = () =>
    createWriter({ source: chain.source, chainId: CHAIN, secret: deriveSecret("leaving", "anybody") });
  const send: Send = (call) => {
    now += 12;
    return sendNow(chain, writer(), call, now);
  };
  const latest = () => chain.source.header("latest");
  const stateOf = async () => readExit(chain.source, await latest(), where.vault);

  /** Time passes, with blocks enough for whatever must age. */
  async function pass(seconds: number): Promise<void> {
    now += seconds;
    await chain.mine(now);
    await chain.pass(160, 1);
    now += 160;
  }

  const site = () => ({ vaultId: 1, chainId: Number(CHAIN), vault: where.vault });
  const place = () => ({ source: chain.source, fromBlock: 0n, writer: writer() });
  /** A block behind what was sent. */
  const tick = (): Promise<void> => {
    now += 12;
    return chain.mine(now);
  };

  async function found(symbols = ["USDC"]): Promise<void> {
    now = Math.max(now, Number((await latest()).timeSec)) + 10; // a chain's clock may have gone on by itself
    const terms = symbols.map((symbol) => ({ symbol, decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 9n }));
    where = await foundVault(chain, writer(), { ...founding, guardians: [stranger], bondWei: 0n }, terms, now);
    now += 10;
    token = where.tokens.get("USDC")!;
    await pass(600);
  }

  async function deposit(amount: bigint, which = token): Promise<void> {
    const target = { ownerChain: 0n, owner: stranger, segmentId: 2, accountId: 0 };
    await send(vaultCalls.fund(which, where.vault, [target], [amount]));
  }

  const entries = async () => readEntries(chain.source, where.vault, 0n, (await latest()).number);

  /** The only checkpoint, accepted. */
  async function strike() {
    const only = onlyCheckpoint(where, token);
    const acc = (await entries()).reduce((before, entry) => inboxNext(before, inboxLeaf(entry)), startOf(where.vault));
    const accepted = await only.accept(send, now, acc, BigInt((await entries()).length));
    const { timeSec, number: blockNumber } = await latest();
    return { only, pending: { number: 0, accepted: { ...accepted, timeSec, blockNumber } } };
  }

  test("EXIT-001 EXIT-040 a silent house is left with claim, payment and deposit", async () => {
    await found();
    await deposit(1_000_000n);
    const { only, pending } = await strike();
    for (const [tree, index, answer] of only.questions) {
      await send(challengeCalls.challenge(where.vault, pending, tree, index, 0n));
      await send(challengeCalls.answer(where.vault, pending, answer, stranger));
    }
    await deposit(7_000n);
    await pass(8 * DAY);
    await send(exitRequestCalls.requestExitForSilence(where.vault));
    expect(await stateOf()).toMatchObject({ phase: "requested", cause: "silence" });
    await pass(2 * DAY);
    await send(exitRequestCalls.beginExit(where.vault, [pending.accepted]));
    const { epoch } = pending.accepted;
    expect(await stateOf()).toMatchObject({ phase: "exit", epochX: epoch, heardCount: 1n });
    expect((await stateOf()).claimsRoot).toBe(only.claims.root);
    await send(exitPaymentCalls.settle(where.vault, only.asset, only.assets.prove(4)));
    const settled = await readSettled(chain.source, await latest(), where.vault, token);
    expect(settled).toEqual({ haveAtoms: 1n, owedAtoms: 1n, assetId: 4 });

    await send(exitPaymentCalls.exitClaim(where.vault, only.claim, only.claims.prove(9), token, only.rates));
    await send(exitPaymentCalls.exitPayment(where.vault, only.row, only.outbox.prove(5)));
    const all = await entries();
    await send(exitPaymentCalls.exitRefund(where.vault, all[1]!, all));
    expect(await readBalance(chain.source, token, only.claim.exitAddress)).toBe(only.claimAtoms);
    expect(await readBalance(chain.source, token, only.row.recipient)).toBe(only.row.amount);
    expect(await readBalance(chain.source, token, where.vault)).toBe(1_000_000n - only.claimAtoms - only.row.amount);
  });

  test("EXIT-004 EXIT-007 an unheard entry and a contradiction bring a vault into exit", async () => {
    await found();
    await deposit(1_000n);
    await strike(); // never in force
    await pass(7 * DAY);
    const all = await entries();
    await send(exitRequestCalls.requestExitForEntry(where.vault, all[0]!, all));
    expect(await stateOf()).toMatchObject({ phase: "requested", cause: "unserved" });
    const only = onlyCheckpoint(where, token);
    const [first, second] = [1n, 2n].map((count) => only.sign(BigInt(now) * 1_000n, startOf(where.vault), count));
    const both = [first!.said, second!.said] as const;
    const signatures = [first!.signatures, second!.signatures] as const;
    await send(exitRequestCalls.requestExitForContradiction(where.vault, only.set, both, signatures));
    expect(await stateOf()).toMatchObject({ phase: "requested", cause: "contradiction" });
    await pass(3 * DAY);
    await send(exitRequestCalls.beginExit(where.vault, []));
    expect(await stateOf()).toMatchObject({ phase: "exit", epochX: 0n });
    await send(exitPaymentCalls.settleUnlisted(where.vault, token, []));
    await send(exitPaymentCalls.exitRefund(where.vault, all[0]!, all));
    expect(await readBalance(chain.source, token, where.vault)).toBe(0n);
  });

  test("EXIT-053 a deposit in a token that the house never took goes back to who leaves with kits", async () => {
    await found(["USDC", "ODD"]);
    const odd = where.tokens.get("ODD")!;
    await deposit(1_000_000n);
    await deposit(5_000n, odd);
    const { only, pending } = await strike(); // both are heard, one was passed over
    await deposit(600n, odd);
    await pass(8 * DAY);
    await send(exitRequestCalls.requestExitForSilence(where.vault));
    await pass(2 * DAY);
    await send(exitRequestCalls.beginExit(where.vault, [pending.accepted]));
    const owned = { ...only.claim, exitAddress: stranger };
    const [mainAtoms, smallAtoms, sentBackAtoms] = only.asset.queuedCum;
    const asset = { ...only.asset, vaultId: 1, rates: only.rates, queued: { mainAtoms, smallAtoms, sentBackAtoms } };
    const named = { ...asset, consumedAtoms: asset.consumedCum, claimTotalAtoms: asset.claimTotal };
    const kit = { accountId: 9, claims: [owned], assets: [{ asset: named, siblings: only.assets.prove(4) }] };
    const look = async (): Promise<readonly ExitStep[]> => {
      const now = await latest();
      const till = new Till(place(), site(), await readWayOut(chain.source, now, where.vault), now);
      const settled = await till.settleAll([kit as unknown as ExitKit]); // what these two read of one
      const steps = [...settled, ...(await refundOthers(till, [kit as unknown as ExitKit]))];
      await tick();
      return steps;
    };
    await look();
    await look();
    const done = await look();
    expect(done.map(({ deed, standing, amountAtoms }) => [deed, standing, amountAtoms])).toEqual([
      ["settle", "done", null],
      ["settle", "done", null],
      ["refund", "done", 5_000n],
      ["refund", "done", 600n],
    ]);
    expect(await readBalance(chain.source, odd, where.vault)).toBe(0n);
    expect(await readBalance(chain.source, token, where.vault)).toBe(1_000_000n);
  });

  test("EXIT-044 without a kit a token is taken for unlisted a week later, and what was not heard goes back", async () => {
    await found(["USDC", "ODD"]);
    const odd = where.tokens.get("ODD")!;
    await deposit(5_000n, odd);
    const { pending } = await strike();
    await deposit(600n, odd);
    await pass(8 * DAY);
    await send(exitRequestCalls.requestExitForSilence(where.vault));
    await pass(2 * DAY);
    await send(exitRequestCalls.beginExit(where.vault, [pending.accepted]));
    const look = async (): Promise<readonly string[]> => {
      const now = await latest();
      const till = new Till(place(), site(), await readWayOut(chain.source, now, where.vault), now);
      const kit = { accountId: 0, claims: [], assets: [] };
      const steps = await refundOthers(till, [kit as unknown as ExitKit]); // what it reads of one
      await tick();
      return steps.map(({ deed, standing }) => `${deed} ${standing}`);
    };
    expect(await look()).toEqual(["settle waits", "refund waits"]);
    await pass(7 * DAY);
    expect(await look()).toEqual(["settle sent", "refund waits"]);
    expect(await look()).toEqual(["settle done", "refund sent"]);
    expect(await look()).toEqual(["settle done", "refund done"]);
    expect(await readBalance(chain.source, odd, where.vault)).toBe(5_000n); // until somebody shows the rows
  });

  test("EXIT-070 EXIT-073 EXIT-307 a challenge that nobody answers gives its bond back to who posed it, once, and keeps the checkpoint out of force", async () => {
    await found();
    const { pending, only } = await strike();
    const other = createWriter({ source: chain.source, chainId: CHAIN, secret: deriveSecret("leaving", "other") });
    for (const index of [9, 8]) await send(challengeCalls.challenge(where.vault, pending, "claims", index, 0n));
    now += 12;
    await sendNow(chain, other, challengeCalls.challenge(where.vault, pending, "assets", 4, 0n), now);
    const [tree, index, answer] = only.questions.at(-1)!; // there are some
    expect([tree, index]).toEqual(["claims", 8]);
    await send(challengeCalls.answer(where.vault, pending, answer, stranger));
    expect(await reclaimBonds(place(), site())).toEqual([]); // it may still be answered
    await pass(DAY);
    expect(await reclaimBonds({ source: chain.source, fromBlock: 0n }, site())).toEqual([]);
    const bond = { deed: "bond", standing: "sent", recipient: place().writer.address };
    expect(await reclaimBonds(place(), site())).toMatchObject([
      { ...bond, why: expect.stringContaining("leaf 9 of the claims") },
    ]);
    await pass(60);
    expect(await reclaimBonds(place(), site())).toEqual([]); // it is there; the other's is the other's
    expect(await reclaimBonds({ ...place(), writer: other }, site())).toMatchObject([
      { deed: "bond", standing: "sent" },
    ]);
    await pass(60);
    const again = challengeCalls.challenge(where.vault, pending, "claims", 9, 0n); // of a word that has aged
    await expect(send(again)).rejects.toMatchObject({ code: "Reverted" });
    expect(await reclaimBonds(place(), site())).toEqual([]);
    await expect(send(vaultCalls.mature(where.vault, 0, pending.accepted))).rejects.toMatchObject({ code: "Reverted" });
  });

  test("EXIT-330 a relayer shows every leaf that is asked for, as its node tells it, and nothing of what the vault did not take", async () => {
    await found();
    const only = onlyCheckpoint(where, token);
    const acc = startOf(where.vault);
    const atSec = now;
    const accepted = await only.accept(send, atSec, acc, 0n);
    const { timeSec, number: blockNumber } = await latest();
    const pending = { number: 0, accepted: { ...accepted, timeSec, blockNumber } };
    for (const [tree, index] of only.questions)
      await send(challengeCalls.challenge(where.vault, pending, tree, index, 0n));
    const claim = { ...only.claim, exitChain: 0, kept: [...only.claim.kept] } as never; // amounts are branded
    const telling = (inboxCount: bigint) => ({
      exitClaims: async () => ({
        head: toJson(ExitHead, only.headAt(BigInt(atSec) * 1_000n, acc, inboxCount)),
        claims: [toJson(ExitClaim, claim)],
        nextCursor: null,
      }),
    });
    const spec = { vaultId: 1, chainId: Number(CHAIN), vault: where.vault };
    const rows = { vaults: [{ spec }], vaultExits: [], checkpoints: [] } as never; // what is read
    const places = new Map([[Number(CHAIN), [{ source: chain.source, writer: writer(), fromBlock: 0n }]]]);
    const open = async () => (await readOpenChallenges(chain.source, await latest(), where.vault, 0n)).length;
    const look = async (inboxCount: bigint) => {
      const doubts: string[] = [];
      const onDoubt = (failure: unknown) => void doubts.push(String(failure));
      await createAnswerer({ client: telling(inboxCount) as never, places, onDoubt }).look(rows);
      await pass(60);
      return [doubts.length, await open()];
    };
    expect(await look(1n)).toEqual([1, 4]);
    expect(await look(0n)).toEqual([0, 0]);
  });

  test("EXIT-013 EXIT-011 who asks names the newest entry that is old enough, and has a later one count", async () => {
    await found();
    for (const amount of [1_000n, 2_000n]) await deposit(amount);
    await pass(1 * DAY);
    await strike(); // never in force: it hears nobody, and is no silence
    await deposit(3_000n);
    await pass(6 * DAY);
    const look = async () => readWayOut(chain.source, await latest(), where.vault);
    const done = async (step: Promise<ExitStep | null>) => {
      expect(await step).toMatchObject({ deed: "request", standing: "sent" });
      await pass(60);
    };
    await done(askForExit(place(), site(), await look(), BigInt(now)));
    expect(await look()).toMatchObject({ cause: "unserved", unservedIndex: 1n, notedAt: 0n });
    expect(await noteEntry(place(), site(), await look(), BigInt(now))).toBeNull();
    const { beginsAt } = await look();
    await pass(1 * DAY);
    await done(noteEntry(place(), site(), await look(), BigInt(now)));
    expect(await look()).toMatchObject({ cause: "unserved", unservedIndex: 2n, beginsAt });
    // EXIT-017: beside a contradiction too, whose end would else be waited for.
    const asked = { ...(await look()), cause: "contradiction", notedAt: 0n } as const;
    expect(await noteEntry(place(), site(), asked, BigInt(now))).toMatchObject({ deed: "request" });
  });
});
