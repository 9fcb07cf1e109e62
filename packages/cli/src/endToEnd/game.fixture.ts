/**
 * People who pay in and take out at two vaults, while processes are killed, chains take blocks back, and RPCs do what they like.
 *
 * @module
 */

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readVault, startAnvil } from "@novate/chains";
import { approvalOf, type OutboxRow } from "@novate/codec";
import {
  assetIdOf,
  createScene,
  cutTape,
  listingOf,
  loadTape,
  type ReplayVault,
  type Scene,
  startVaults,
} from "@novate/lab";
import { atoms, DAY_MS, MINUTE_MS, SECOND_MS } from "@novate/num";
import { createRandom, type Random } from "@novate/stdx";
import { expect } from "vitest";
import { Books } from "./books.fixture.ts";
import { hireKilledCrew, type KilledCrew } from "./crew.fixture.ts";
import { type KilledHouse, startKilledHouse } from "./killedHouse.fixture.ts";
import { MISCHIEF } from "./mischief.fixture.ts";
import { type PaidIn, PlayedChain, WAYS } from "./playedChain.fixture.ts";

const COUNTS = {
  momentumTrader: 8,
  reversionTrader: 0,
  noiseTrader: 0,
  holder: 0,
  hedger: 8,
  basisTrader: 0,
  optionBuyer: 0,
  optionWriter: 0,
};
/** Blocks until one is final, more than any that are taken back. */
const FINALITY = 24;
const ROUND_MS = 10 * MINUTE_MS;
/** How long words that are due may take before time goes on without them. */
const PATIENCE_MS = 20_000;
/** At first processes have still to come up. */
const FIRST_PATIENCE_MS = 120_000;
const POLL_MS = 40;
/**
 * The longest that the house's windows may keep what waits. On an asset's first day an account has its seasoned share alone, and that
 * grows from nothing; from the second on, what the day before left unused is there for all.
 */
const MOST_CLOSING_MS = 2 * DAY_MS;
/** The most that one payment is of, by symbol. */
const MOST_ATOMS: Readonly<Record<string, number>> = { USDC: 9_000_000, BTC: 2_000_000 };

export class CustodyGame {
  readonly scene: Scene;
  readonly house: KilledHouse;
  readonly chains: readonly PlayedChain[];
  readonly crew: KilledCrew;
  readonly books: Books;
  readonly #random: Random;
  #nowMs: number;
  /** Deposits that no chain takes back. */
  paidIn = 0;
  #asked = 0;
  #reorgs = 0;
  #stalls = 0;
  /** Codes of what the house refused. */
  readonly refused: (string | null)[] = [];

  private constructor(
    scene: Scene,
    house: KilledHouse,
    vaults: readonly ReplayVault[],
    crew: KilledCrew,
    books: Books,
    random: Random,
  ) {
    this.scene = scene;
    this.house = house;
    this.chains = vaults.map((vault) => new PlayedChain(vault));
    this.crew = crew;
    this.books = books;
    this.#random = random;
    this.#nowMs = scene.plan.genesisMs + MINUTE_MS;
  }

  static async begin(folder: string, seed: string): Promise<CustodyGame> {
    const tape = cutTape(await loadTape("2025-10-10"), { from: "20:40", to: "20:41", underlyings: ["BTC"] });
    const scene = createScene({ seed: 1, tape, counts: COUNTS, isVaulted: true });
    const books = new Books();
    const house = await startKilledHouse(folder, scene.genesis, (event) => books.hear(event));
    const vaults = await startVaults(scene, scene.validators!, (options) =>
      startAnvil({ ...options, finalityBlocks: FINALITY }),
    );
    const { url, genesisFile } = house;
    const crew = await hireKilledCrew({ scene, vaults, url, genesisFile, folder: join(folder, "crew") });
    const game = new CustodyGame(scene, house, vaults, crew, books, createRandom(seed).fork("custody"));
    await game.#open().catch(async (failure: unknown) => {
      await game.stop();
      throw failure;
    });
    return game;
  }

  /** Vaults are listed, accounts opened, and everybody has something. */
  async #open(): Promise<void> {
    const { keys, sender, members, genesis } = this.scene;
    const changes = listingOf(
      this.scene,
      this.chains.map(({ vault }) => vault),
    );
    const bundle = {
      bundleId: 1,
      parameterEpoch: this.house.engine.state.house.values().next().value!.parameterEpoch,
      changes,
    };
    await this.#apply([
      sender.sign(keys.governors[0]!, { type: "ProposeBundle", ...bundle }, this.#nowMs),
      sender.sign(keys.governors[1]!, approvalOf(bundle), this.#nowMs),
      ...members.open(this.#nowMs).accounts(),
      ...members.open(this.#nowMs).keys(),
    ]);
    expect(genesis.governors.length).toBeGreaterThan(0);
    await this.payIn(members.all.length);
    await this.pass(50);
    await this.exchange(FIRST_PATIENCE_MS);
    expect(this.books.credits.size).toBe(members.all.length * this.chains.length);
  }

  /** Ten minutes: as many ask for money as pay in, and much goes wrong. */
  async play(round: number, count: number): Promise<void> {
    const random = this.#random;
    const [name, mischief] = MISCHIEF[round % MISCHIEF.length]!;
    const isTrue = round % 2 === 1;
    for (const rpc of this.crew.falseRpcs) rpc.become(isTrue ? {} : mischief);
    void name;
    for (let n = 0; n < 2; n++) this.crew.killIn(random.nextInt(0, this.crew.size - 1), random.nextInt(0, 2_000));
    this.house.killIn(random.nextInt(0, 1_500));
    await this.askFor(count);
    for (const [place, chain] of this.chains.entries()) {
      const depth = 1 + ((7 * round + 3 * place) % 20);
      const way = WAYS[(round + place) % WAYS.length]!;
      await chain.takeBack(depth, way, () => chain.payIn(this.deposits(chain, random.nextInt(1, 5))));
      this.#reorgs += 1;
    }
    await this.payIn(Math.ceil(count / this.chains.length));
    for (let step = 0; step < 2; step++) {
      await this.pass(25);
      await this.exchange();
    }
  }

  /** Nothing more goes wrong, and time passes until nobody is owed anything. */
  async end(): Promise<void> {
    for (const rpc of this.crew.falseRpcs) rpc.become({});
    for (const until = this.#nowMs + MOST_CLOSING_MS; this.#nowMs < until && this.#unpaid().length > 0; ) {
      await this.pass(50, ROUND_MS);
      await this.exchange();
    }
  }

  report() {
    const unpaid = this.#unpaid();
    const waiting = unpaid.filter(({ payment }) => payment === null).length;
    return {
      paidIn: this.paidIn,
      asked: this.#asked,
      credited: this.books.credits.size,
      paid: this.books.payments.size,
      // By whom it is held up: by the house's windows, or on its way to the chain and back.
      held: { byHouse: waiting, onItsWay: unpaid.length - waiting },
      reorgs: this.#reorgs,
      kills: { node: this.house.kills, crew: this.crew.kills },
      stalls: this.#stalls,
      blocks: this.house.engine.height,
      doubts: Object.fromEntries([...this.crew.doubts].sort()),
    };
  }

  async stop(): Promise<void> {
    await this.crew.stop();
    await this.house.stop();
    await Promise.all(this.chains.map(({ vault }) => vault.chain.stop()));
  }

  deposits({ symbol }: PlayedChain, count: number): PaidIn[] {
    const { members } = this.scene;
    return Array.from({ length: count }, (_, place) => {
      const { accountId, owner } = members.all[(place + this.#random.nextInt(0, 7)) % members.all.length]!;
      return {
        accountId,
        owner: owner.address,
        amountAtoms: this.#leastOf(symbol) + BigInt(this.#random.nextInt(1, MOST_ATOMS[symbol]!)),
      };
    });
  }

  async payIn(count: number): Promise<void> {
    this.paidIn += count * this.chains.length;
    for (const chain of this.chains) await chain.payIn(this.deposits(chain, count));
  }

  /** What the house takes and gives of an asset at least. */
  #leastOf(symbol: string): bigint {
    return this.house.engine.state.locations.get(assetIdOf(this.scene.plan, symbol))?.leastAtoms ?? 1_000_000n;
  }

  /** So many ask for some of what they have. */
  async askFor(count: number): Promise<void> {
    const { members, sender, plan } = this.scene;
    const said: Uint8Array[] = [];
    for (let n = 0; n < count; n++) {
      const { symbol, vault } = this.chains[n % this.chains.length]!;
      const assetId = assetIdOf(plan, symbol);
      const { accountId, owner, session } = members.all[this.#random.nextInt(0, members.all.length - 1)]!;
      const has = this.books.balance(accountId, assetId);
      const least = this.#leastOf(symbol);
      const most = Math.min(Number(has / 4n), MOST_ATOMS[symbol]! / 8);
      const isEnough = most >= 1 && has >= 3n * least; // what is left is the least too
      const amountAtoms = isEnough ? least + BigInt(this.#random.nextInt(0, Math.floor(most))) : 0n;
      if (amountAtoms === 0n) continue;
      this.books.ask(accountId, assetId, amountAtoms);
      this.#asked += 1;
      const { chainId } = vault.plan;
      const command = {
        accountId,
        assetId,
        amountAtoms: atoms(amountAtoms),
        chainId,
        recipient: owner.address,
      } as const;
      said.push(sender.sign(session, { type: "WithdrawCollateral", ...command }, this.#nowMs));
    }
    await this.#apply(said);
  }

  async #apply(transactions: readonly Uint8Array[]): Promise<void> {
    this.#nowMs += 1;
    const refusals = await this.house.apply(this.#nowMs, transactions);
    this.refused.push(...refusals.filter((code) => code !== null));
  }

  /** Half a round on both sides, unless told. */
  async pass(blocks: number, ms = ROUND_MS / 2): Promise<void> {
    this.#nowMs = Math.ceil((this.#nowMs + ms) / SECOND_MS) * SECOND_MS;
    await this.#apply([]);
    for (const chain of this.chains) await chain.pass(blocks, Math.floor(this.#nowMs / SECOND_MS));
  }

  /** Blocks of what agents say, until the house has heard what is final and signed its newest checkpoint. */
  async exchange(patienceMs = PATIENCE_MS): Promise<void> {
    const came = await Promise.all(
      this.chains.map(
        async ({ vault: { chain, where } }) =>
          (await readVault(chain.source, await chain.source.header("finalized"), where.vault)).inboxCount,
      ),
    );
    for (let until = performance.now() + patienceMs; performance.now() < until; ) {
      if ((await this.house.queued()) > 0) {
        await this.#apply([]);
        until = performance.now() + patienceMs;
      } else if (this.#isSettled(came)) return;
      else await sleep(POLL_MS);
    }
    this.#stalls += 1;
  }

  #isSettled(came: readonly bigint[]): boolean {
    const { vaults, checkpoints } = this.house.engine.state;
    const newest = Math.max(0, ...[...checkpoints.values()].map(({ epoch }) => epoch));
    const hasHeard = (vaultId: number, count: bigint): boolean => {
      const row = vaults.get(vaultId);
      return row?.isGated === true || row?.inboxCount === count;
    };
    return (
      checkpoints.get(newest)?.isSigned !== false &&
      this.chains.every(({ vault }, place) => hasHeard(vault.plan.vaultId, came[place]!))
    );
  }

  #unpaid(): readonly OutboxRow[] {
    return [...this.house.engine.state.outbox.values()].filter(({ paidHeight }) => paidHeight === 0);
  }
}
