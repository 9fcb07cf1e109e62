/**
 * Goal: the house to play with lives: prices, money and keys that clear a trade, and nothing of it reachable from elsewhere. Method: the
 * command line with its node; a trade by the keys that it prints; a second start of the same folder.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hexToBytes } from "@novate/codec";
import { playHouse } from "@novate/lab";
import {
  createClient,
  createEd25519Key,
  createGovernor,
  createMember,
  createOwnerKey,
  createVenue,
  mustAccept,
  Side,
} from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { run } from "../run.ts";
import { dice, stepOf } from "../shared/dev/moves.ts";
import { novate } from "../testing/novate.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-dev-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `novate dev` while `play` does; what it printed. */
async function withDev(
  play: (out: string) => Promise<void>,
  flags: readonly string[] = ["--no-bots"],
): Promise<{ out: string; err: string }> {
  const stop = new AbortController();
  const alive = Promise.withResolvers<void>();
  let out = "";
  let err = "";
  const ended = run(["dev", "--port", "0", "--data", join(folder, "dev"), ...flags], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
      if (err.includes("Ctrl-C stops")) alive.resolve();
    },
    isTerminal: false,
    hasColour: false,
    columns: 80,
    rows: 24,
    pageColumns: null,
    onResize: () => () => {},
    stopped: stop.signal,
  });
  try {
    await Promise.race([alive.promise, ended.then((code) => expect.fail(`ended with ${code}: ${err}`))]);
    await play(out);
  } finally {
    stop.abort();
    expect([await ended, err]).toEqual([0, expect.any(String)]);
  }
  return { out, err };
}

const urlIn = (out: string): string => /http:\S+/.exec(out)![0];
const keysIn = (out: string, scheme: string) =>
  [...out.matchAll(/(0x[0-9a-f]{64}) \((\w+)\)/g)]
    .filter(([, , of]) => of === scheme)
    .map(([, hex]) => hexToBytes(hex as `0x${string}`));

test("its accounts clear a trade by the keys that it prints, and a faucet gives more", async () => {
  const first = await withDev(async (out) => {
    const client = createClient({ url: urlIn(out) });
    const [one, two] = keysIn(out, "eip712").map((secret) => createMember({ client, key: createOwnerKey(secret) }));
    const [buyer, seller] = [...out.matchAll(/account (\d+)/g)].map(([, id]) => Number(id));
    const { index, mark } = await client.market(1);
    expect(index).toMatchObject({ sourceCount: 1 });
    const priceTicks = BigInt(mark!.priceTicks);
    const terms = { venueId: 1, instrumentId: 1, lots: 1n, limitPriceTicks: priceTicks, maxFeePpm: 10_000n };
    const bid = await one!.signOrder({ ...terms, accountId: buyer!, side: Side.buy });
    const offer = await two!.signOrder({ ...terms, accountId: seller!, side: Side.sell });
    const venue = createVenue({ client, key: createEd25519Key(keysIn(out, "ed25519")[0]!), venueId: 1 });
    const match = { instrumentId: 1, priceTicks, lots: 1n, buyer: bid, seller: offer, serial: 1n };
    expect(mustAccept(await venue.reportTrades([match])).result).toMatchObject({ clearedCount: 1 });

    const before = (await client.account(buyer!)).balances;
    expect(await novate("dev", "fund", String(buyer), "5", "--url", urlIn(out))).toMatchObject({
      exitCode: 0,
      err: "",
    });
    const after = (await client.account(buyer!)).balances;
    expect(BigInt(after[0]!.amountAtoms) - BigInt(before[0]!.amountAtoms)).toBe(5_000_000n);
    const held = async () => (await client.account(1)).balances[0]!.amountAtoms;
    await expect.poll(held, { timeout: 60_000, interval: 200 }).toBe("7000000000000"); // what its keeper brought

    const traded = await novate("dev", "trade", "BTC-PERP", "3", "--url", urlIn(out));
    expect(traded).toMatchObject({ exitCode: 0, err: "", out: expect.stringContaining("bought 3 BTC-PERP of") });
    expect((await client.account(buyer!)).positions).toMatchObject([{ lots: "4" }]);
    expect(await novate("dev", "trade", "XAU-PERP", "--url", urlIn(out))).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("BTC-PERP, ETH-PERP"),
    });

    const coin = await novate("dev", "fund", String(buyer), "0.5", "--asset", "BTC", "--url", urlIn(out));
    expect(coin).toMatchObject({ exitCode: 0, out: `account ${buyer} has 0.5 BTC more\n` });
    expect((await client.account(buyer!)).balances).toContainEqual(
      expect.objectContaining({ symbol: "BTC", amountAtoms: "50000000" }),
    );
    for (const [args, code] of [
      [["1", "--asset", "XAU"], "AssetUnknown"],
      [["0.0000001"], "AmountWrong"],
    ] as const)
      expect(await novate("dev", "fund", String(buyer), ...args, "--url", urlIn(out))).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining(code),
      });
    const nobody = await novate("dev", "fund", "999", "--url", urlIn(out));
    expect(nobody).toMatchObject({
      exitCode: 2, // an id that does not exist
      out: "",
      err: expect.stringMatching(/^novate: AccountUnknown: [^{}]+\n$/),
    });
    expect(await novate("dev", "fund", "1", "--seed", "other", "--url", urlIn(out))).not.toMatchObject({ exitCode: 0 });
  });
  expect(first.err).not.toMatch(/^(prices|keeper):/m);
  await withDev(async () => {});
  const again = await withDev(async () => {}); // within the second
  expect(again.out.replace(/http:\S+/g, "")).toBe(first.out.replace(/http:\S+/g, "")); // the same accounts, funded once
});

/** Of the page, all that follow the start. */
function pageCommands(): readonly (readonly string[])[] {
  const page = readFileSync(new URL("../../../../docs/guides/dev-house.md", import.meta.url), "utf8");
  const commands = [...page.matchAll(/^npx novate ([^#\n]+)/gm)].map(([, words]) => words!.trim().split(/ +/));
  expect(commands[0]).toEqual(["dev"]);
  return commands.slice(1);
}

test("it lives: bots trade, the page's commands run, a crash takes the boldest, and the price goes on from there", async () => {
  const { err } = await withDev(async (out) => {
    const client = createClient({ url: urlIn(out) });
    const btc = async () => BigInt((await client.market(1)).index!.value);
    const seen = new Set<bigint>();
    const spoken = async () => seen.add(await btc()).size;
    await expect.poll(spoken, { timeout: 60_000, interval: 200 }).toBeGreaterThan(2); // a step a second
    const openLots = async () => BigInt((await client.market(1)).openLots);
    await expect.poll(openLots, { timeout: 60_000, interval: 200 }).toBeGreaterThanOrEqual(50_000n);
    const { instruments } = await client.instruments();
    expect(new Set(instruments.map(({ terms }) => terms.type))).toEqual(new Set(["Perpetual", "Future", "Option"]));
    const option = instruments.find(({ terms }) => terms.type === "Option")!.instrumentId;
    expect((await client.market(option)).mark).not.toBeNull(); // it has a surface

    const before = await btc();
    const control = [...out.matchAll(/http:\S+/g)][1]![0];
    let said = "";
    for (const args of pageCommands()) {
      const where = args[1] === "advance" ? ["--control", control] : ["--url", urlIn(out)];
      const ran = await novate(...args, ...where);
      expect([args, ran.exitCode, ran.err]).toEqual([args, 0, ""]);
      said += ran.out;
    }
    const [, taken] = /account (\d+) was taken over/.exec(said)!;
    const types = (await client.ledger(Number(taken), { limit: 500 })).events.map(({ event }) => event.type);
    expect(types).toEqual(expect.arrayContaining(["AccountManaged", "PositionsClosedOut"]));
    expect(await btc()).toBeLessThan((before * 85n) / 100n);
    expect(await novate("dev", "crash", "XAU", "-20", "--url", urlIn(out))).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("BTC, ETH"),
    });
    for (const fall of ["-91%", "0", "--fall", "20%", "20"])
      expect(await novate("dev", "crash", "BTC", fall, "--url", urlIn(out))).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining("from -1% to -90%"),
      });
  }, []);
  expect(err).toMatch(/account \d+: under default management/);
  expect(err).not.toMatch(/^(prices|keeper|bots):/m);
});

test("governors' changes are in force once the clock is turned past their delay", async () => {
  const { err } = await withDev(
    async (out) => {
      const client = createClient({ url: urlIn(out) });
      const control = [...out.matchAll(/http:\S+/g)][1]![0];
      const { governors } = playHouse("dev");
      const [one, two] = governors.map(({ key }) => createGovernor({ client, key }));
      const { signer } = playHouse("dev").keys.publishers[0]!;
      const change = { type: "RegisterPublisher", publisherId: 1, signer, weight: 7 } as const;
      mustAccept(await two!.approveBundle(mustAccept(await one!.proposeBundle(1, [change])).result.bundle));
      const weight = async () => (await client.rows("publishers", { limit: 1 })).rows[0]!.weight;
      const before = await weight();
      const { timeMs } = await client.status();
      const moved = await novate("dev", "advance", "1m", "--control", control);
      expect(moved.out).toMatch(/^it is [\d-]+ [\d:]+ UTC, block [\d,]+; prices moved 2 times on the way\n$/);
      const turned = await novate("dev", "advance", "2d", "--control", control, "--json");
      expect(JSON.parse(turned.out).timeMs - timeMs).toBeGreaterThanOrEqual(2 * 86_400_000);
      expect([before, await weight()]).toEqual([1, 7]);
    },
    ["--no-bots", "--prices", "flat"],
  );
  expect(err).not.toMatch(/^(prices|keeper|bots):/m);
});

test("it listens where nobody else is, unless its user knows", async () => {
  const refused = await novate("dev", "--host", "0.0.0.0", "--port", "0", "--data", join(folder, "none"));
  expect(refused).toMatchObject({ exitCode: 2, err: expect.stringContaining("EverybodyHasTheKeys") });
});

test("prices of a seed walk alike, a little a step", () => {
  const walk = (seed: string): bigint[] => {
    const roll = dice(seed);
    const values = [10_000_000n];
    for (let step = 0; step < 200; step++) values.push(stepOf(values.at(-1)!, roll));
    return values;
  };
  expect(walk("dev")).toEqual(walk("dev"));
  expect(walk("dev")).not.toEqual(walk("other"));
  for (const [at, value] of walk("dev").slice(1).entries()) {
    const before = walk("dev")[at]!;
    expect(Number(value - before) / Number(before)).toBeCloseTo(0, 3);
  }
});
