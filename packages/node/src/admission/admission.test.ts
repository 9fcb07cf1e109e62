/**
 * Goal: worker threads and the calling thread find the same of the same bytes, in order, whatever the bytes are.
 * Method: real transactions, forged ones and garbage through both.
 */
import type { EvidenceOf, PreparedTransaction } from "@novate/engine";
import { afterAll, expect, test } from "vitest";
import { Actor, openAccount, reportTrades, venue } from "../testing/actors.fixture.ts";
import { Admission } from "./admission.ts";

const threaded = new Admission({ threads: 2 });
const direct = new Admission({ threads: 0 });
afterAll(() => threaded.close());

const [alice, bob] = [new Actor(1), new Actor(2)];

const trade = (buyer: Actor, seller: Actor) =>
  reportTrades(venue(), [{ buyer, buyerAccountId: 1, seller, sellerAccountId: 2, size: 1, dollars: 100_000 }]);

/** Every byte string here has its own verdict. */
function batch(): Uint8Array[] {
  const transactions: Uint8Array[] = [];
  for (let index = 0; index < 40; index++) {
    const good = index % 2 === 0 ? openAccount(alice) : trade(alice, bob);
    const bad = good.slice();
    bad[(index * 37) % bad.length]! ^= 1 << (index % 8);
    transactions.push(good, bad, good.slice(0, index));
  }
  return transactions;
}

test("threads and the calling thread agree, in order", async () => {
  const transactions = batch();
  const [left, right] = await Promise.all([threaded.prepare(transactions), direct.prepare(transactions)]);
  expect(left).toEqual(right);
  expect(left.filter(({ isSigned }) => isSigned).length).toBeGreaterThanOrEqual(40);
  expect(left.some(({ transaction, isSigned }) => transaction !== null && !isSigned)).toBe(true);
});

test("every order inside a report has its own verdict", async () => {
  const [whole] = await threaded.prepare([trade(alice, bob)]);
  expect(verdictsOf(whole!)).toEqual([true, true]);
  const forged = reportTrades(venue(), [
    { buyer: alice, buyerAccountId: 1, seller: forgerOf(bob), sellerAccountId: 2, size: 1, dollars: 100_000 },
  ]);
  const [half] = await threaded.prepare([forged]);
  expect(half!.isSigned).toBe(true);
  expect(verdictsOf(half!)).toEqual([true, false]);
});

const verdictsOf = ({ evidence }: PreparedTransaction) =>
  (evidence as EvidenceOf<"ReportTrades"> | null)?.flatMap(({ buyer, seller }) => [buyer?.isSigned, seller?.isSigned]);

/** Signs with another key than the one it names. */
function forgerOf(actor: Actor): Actor {
  const forger = new Actor(99);
  Object.assign(forger, { signer: actor.signer });
  return forger;
}

test("a thread that dies refuses what it held, and what comes after", async () => {
  const admission = new Admission({ threads: 1 });
  await admission.close();
  const answer = admission.prepare([openAccount(alice)]);
  await expect(answer).rejects.toMatchObject({ code: "AdmissionFailed", advice: "stop" });
});
