/**
 * A vault on a chain in this process, with a clock: what an outsider and whoever watches do to it.
 *
 * @module
 */
import {
  type Call,
  createWriter,
  foundVault,
  type LocalChain,
  type LocalVault,
  readAcceptances,
  readEntries,
  sendNow,
  startLocal,
  vaultCalls,
} from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import { ExitBook, inboxLeaf, inboxNext } from "@novate/evm";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { CHAIN, founding, onlyCheckpoint, START, startOf } from "./checkpoint.fixture.ts";

export const DAY = 86_400;
export const addressOf = (label: string): Hex => createOwnerKey(deriveSecret("leaving", label)).address;

export class LeavingScene {
  chain!: LocalChain; // once it is started
  where!: LocalVault; // once it is founded
  token!: Hex;
  now = START + 10;

  async start(): Promise<void> {
    this.chain = await startLocal["in-process"]({ chainId: CHAIN, timeSec: START });
  }

  async found(): Promise<void> {
    const terms = [{ symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 9n }];
    const guarded = { ...founding, guardians: [addressOf("stranger")], bondWei: 0n };
    this.where = await foundVault(this.chain, this.writer(), guarded, terms, this.now);
    this.now += 10;
    this.token = this.where.tokens.get("USDC")!;
    await this.pass(600);
  }

  writer(label = "anybody") {
    return createWriter({ source: this.chain.source, chainId: CHAIN, secret: deriveSecret("leaving", label) });
  }

  send(call: Call, label = "anybody") {
    this.now += 12;
    return sendNow(this.chain, this.writer(label), call, this.now);
  }

  /** Time passes, with blocks enough for whatever must age. */
  async pass(seconds: number): Promise<void> {
    this.now += seconds;
    await this.chain.mine(this.now);
    await this.chain.pass(160, 1);
    this.now += 160;
  }

  /** A block behind what was sent. */
  tick(): Promise<void> {
    this.now += 12;
    return this.chain.mine(this.now);
  }

  latest() {
    return this.chain.source.header("latest");
  }

  site() {
    return { vaultId: 1, chainId: Number(CHAIN), vault: this.where.vault };
  }

  place(label = "anybody") {
    return { source: this.chain.source, fromBlock: 0n, writer: this.writer(label) };
  }

  /** The inbox as the vault has it. */
  async inbox() {
    const entries = await readEntries(this.chain.source, this.where.vault, 0n, (await this.latest()).number);
    const acc = entries.reduce((before, entry) => inboxNext(before, inboxLeaf(entry)), startOf(this.where.vault));
    return { acc, count: BigInt(entries.length) };
  }

  /** A deposit for an account that a key itself makes. */
  async deposit(amount: bigint, accountId: number, label: string): Promise<void> {
    const target = { ownerChain: 0n, owner: addressOf(label), segmentId: 2, accountId };
    await this.send(vaultCalls.mint(this.token, addressOf(label), amount), label);
    await this.send(vaultCalls.approve(this.token, this.where.vault, amount), label);
    await this.send(vaultCalls.deposit(this.where.vault, this.token, amount, target), label);
  }

  /** Deposits of these amounts for an account, all from one contract: the token, which makes what it pays. */
  fund(amounts: readonly bigint[], accountId: number, label = "anybody") {
    const target = { ownerChain: 0n, owner: addressOf(label), segmentId: 2, accountId };
    return this.send(
      vaultCalls.fund(
        this.token,
        this.where.vault,
        amounts.map(() => target),
        amounts,
      ),
      label,
    );
  }

  /** The house's word of now, accepted; what it says, and the kit of account 9. */
  async strike() {
    const only = onlyCheckpoint(this.where, this.token);
    const { acc, count } = await this.inbox();
    const timeMs = BigInt(this.now) * 1_000n;
    await only.accept((call) => this.send(call), this.now, acc, count);
    const next = new ClaimsTree().next();
    const claim = { ...only.claim, exitChain: 0, kept: [...only.claim.kept] } as never; // amounts are branded
    next.add([claim]);
    const head = only.headAt(timeMs, acc, count);
    const book = new ExitBook(head, next.finish());
    const kit: ExitKit = book.kitOf(9);
    return { only, claim, head, book, kit };
  }

  async words() {
    return readAcceptances(this.chain.source, await this.latest(), this.where.vault, 0n);
  }
}
