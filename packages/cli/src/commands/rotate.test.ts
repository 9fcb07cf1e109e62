/**
 * Goal: the compromise drill from the command line: a hot quorum is stolen, a guardian stops, cold keys replace, the house follows, and
 * checkpoints go on. Method: a node with two chains and agents of the test's own; every signature is made from a file by `rotate sign`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAttestor, createRelayer, custodyRowsOf, newestHeader } from "@novate/agents";
import { createWriter, localChainKind, readVault, startLocal, vaultCalls } from "@novate/chains";
import { approvalOf, bytesToHex, type ChangeOf, fromJson } from "@novate/codec";
import { type Crew, type ReplayVault, withCustody } from "@novate/lab";
import { createOwnerKey, deriveSecret, KeyStep, type OwnerKey, signStep } from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";
import { startVaultedNode } from "../testing/vaultedNode.fixture.ts";

const MINUTE_MS = 60_000;
const SEED = 5;
const LAST = 2n ** 64n - 1n;
const folder = mkdtempSync(join(tmpdir(), "novate-rotate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const coldSecret = (number: number) => deriveSecret(SEED, `validator/${number}/cold/owner`);
const newSecret = (number: number) => deriveSecret("drill", `hot/${number}`);
const memory = { last: () => null, store: async () => {} };

/** Attestors of some keys, and a relayer under the first. */
function dutiesOf(vaults: readonly ReplayVault[], hots: readonly OwnerKey[]) {
  const chains = new Map(vaults.map(({ plan, chain: { source } }) => [plan.chainId, [source, source]]));
  const places = new Map(
    vaults.map(({ plan, chain: { source }, relayer }) => [plan.chainId, [{ source, writer: relayer, fromBlock: 1n }]]),
  );
  const attestors = hots.map((key) => [key, createAttestor({ key, chains, memory })] as const);
  return [...attestors, [hots[0]!, createRelayer({ places, accountId: 0 })] as const];
}

test("CSTD-051 CSTD-052 CSTD-053 stolen hot keys are replaced by governance and the cold ones, in the house as at its vaults", async () => {
  const { scene, node, host, url, whileBlocks } = await startVaultedNode(SEED, folder);
  const { sender, keys } = scene;
  const { hot } = scene.validators!; // it has vaults
  let vaults: readonly ReplayVault[] = [];
  let duties: ReturnType<typeof dutiesOf> = [];
  const crew: Crew = {
    async look(rows) {
      const said: Uint8Array[] = [];
      for (const [key, duty] of duties)
        for (const command of await duty.look(rows)) said.push(sender.sign(key, command, rows.timeMs));
      return said.length === 0 ? null : said;
    },
    stop: async () => {},
  };
  const hire = async (own: readonly ReplayVault[]): Promise<Crew> => {
    vaults = own;
    duties = dutiesOf(own, hot);
    return crew;
  };
  const vaultAt = async ({ chain, where }: ReplayVault) =>
    readVault(chain.source, await chain.source.header("latest"), where.vault);
  const block = (said: readonly Uint8Array[] = []) => host.apply(node.chain.head.timeMs + 1_000, said);
  const rowsNow = () => node.chain.read(custodyRowsOf);
  try {
    await withCustody({ scene, host, start: startLocal[localChainKind()], hire }, async (custody) => {
      await custody.open(host.apply);
      const nextEpoch = async (): Promise<void> => {
        const nowMs = node.chain.head.timeMs + 10 * MINUTE_MS;
        await host.apply(nowMs, []);
        await custody.settle(nowMs + 1, host.apply);
      };
      await nextEpoch();
      const before = await Promise.all(vaults.map(vaultAt));

      // Three of four hot keys are the thief's: no honest word of a chain is ever new again.
      duties = [];
      const header = newestHeader(await rowsNow(), vaults[0]!.plan.chainId)!;
      const forged = { type: "AttestHeader", ...header, number: LAST } as const;
      await block(hot.slice(0, 3).map((key) => sender.sign(key, forged, node.chain.head.timeMs)));
      expect((await rowsNow()).headers.some(({ number }) => number === LAST)).toBe(true);
      for (const { chain, where } of vaults) {
        const { source, chainId } = chain;
        const secret = deriveSecret(SEED, `chain/${chainId}/guardian`);
        await createWriter({ source, chainId, secret }).send(vaultCalls.stop(where.sets));
        await chain.pass(1, 1);
      }

      const { validators } = await rowsNow();
      const hots = [1, 2, 3, 4].map((number) => createOwnerKey(newSecret(number)));
      const members = validators!.members.map(({ cold, power }, index) => ({ hot: hots[index]!.address, cold, power }));
      members.sort((one, other) => (one.hot < other.hot ? -1 : 1));
      const change: ChangeOf<"ReplaceValidators"> = { type: "ReplaceValidators", validators: members };
      const none = await novate("rotate", "ask", "--url", url, "--out", join(folder, "none.json"));
      expect([none.exitCode, none.err]).toEqual([1, expect.stringContaining("StepMissing")]);
      const { parameterEpoch } = (await node.chain.read(({ state }) => state.house.values().next().value))!;
      const bundle = { bundleId: 2, parameterEpoch, changes: [change] };
      const approve = approvalOf(bundle);
      const atMs = node.chain.head.timeMs;
      await block([
        sender.sign(keys.governors[0]!, { type: "ProposeBundle", ...bundle }, atMs),
        sender.sign(keys.governors[1]!, approve, atMs),
      ]);
      await block();

      const rpcs = vaults.flatMap(({ plan, chain }) => ["--rpc", `${plan.chainId}=${chain.url}`]);
      const step = join(folder, "step.json");
      const asked = await novate("rotate", "ask", "--url", url, "--out", step, ...rpcs);
      expect([asked.exitCode, asked.err.match(/cold keys: /g)?.length]).toEqual([0, 3]); // the house and two vaults
      const wordsOf = async (name: string, secret: Uint8Array) => {
        const signed = await novate("rotate", "sign", step, "--key", file(`${name}.key`, bytesToHex(secret)));
        expect([signed.exitCode, signed.err.match(/signed as a/g)?.length]).toEqual([0, 3]);
        return file(`${name}.words`, signed.out);
      };
      const colds = await Promise.all([1, 2, 3].map((number) => wordsOf(`cold${number}`, coldSecret(number))));
      const news = await Promise.all([1, 2, 3].map((number) => wordsOf(`hot${number}`, newSecret(number))));
      const thief = await novate(
        "rotate",
        "sign",
        step,
        "--key",
        file("old.key", bytesToHex(deriveSecret(SEED, "validator/1/hot/owner"))),
      );
      expect([thief.exitCode, thief.err]).toEqual([1, expect.stringContaining("KeyNotAsked")]);

      const gas = file("gas.key", bytesToHex(deriveSecret("drill", "gas")));
      const send = (...words: readonly string[]) =>
        whileBlocks(() =>
          novate(
            "rotate",
            "send",
            step,
            ...words,
            "--url",
            url,
            "--key",
            join(folder, "hot1.key"),
            "--gas-key",
            gas,
            ...rpcs,
          ),
        );
      const early = await send(...colds.slice(0, 2), ...news);
      expect([early.exitCode, early.err]).toEqual([0, ""]);
      expect(early.out.match(/more signatures are needed/g)).toHaveLength(2);
      expect((await rowsNow()).validators!.epoch).toBe(1n);
      const last = await send(...colds, ...news);
      expect([last.exitCode, last.err]).toEqual([0, ""]);
      expect(last.out.match(/: sent/g)).toHaveLength(2);
      await Promise.all(vaults.map(({ chain }) => chain.pass(1, 1)));
      await block();
      const { validators: now, headers } = await rowsNow();
      expect(now).toMatchObject({ epoch: 2n, members, next: null });
      expect(headers).toEqual([]);
      for (const vault of vaults) expect((await vaultAt(vault)).hotSet).toBe(now!.hotHash);

      // The new keys attest and sign, and vaults take it.
      duties = dutiesOf(vaults, hots);
      for (let epoch = 0; epoch < 6; epoch++) await nextEpoch();
      for (const [index, vault] of vaults.entries()) {
        const { epoch, maturedEpoch } = await vaultAt(vault);
        expect([epoch > before[index]!.epoch, maturedEpoch > before[index]!.epoch]).toEqual([true, true]);
      }
      expect((await rowsNow()).headers.length).toBeGreaterThan(0);
    });
  } finally {
    await node.stop();
  }
});

test("a sign of life of the cold keys reaches every vault; a step that was changed on its way is not signed", async () => {
  const { scene, node, host, url, whileBlocks } = await startVaultedNode(SEED + 1, join(folder, "life"));
  let vaults: readonly ReplayVault[] = [];
  const hire = async (own: readonly ReplayVault[]): Promise<Crew> => {
    vaults = own;
    const duties = dutiesOf(own, scene.validators!.hot);
    return {
      async look(rows) {
        const said: Uint8Array[] = [];
        for (const [key, duty] of duties)
          for (const command of await duty.look(rows)) said.push(scene.sender.sign(key, command, rows.timeMs));
        return said.length === 0 ? null : said;
      },
      stop: async () => {},
    };
  };
  try {
    await withCustody({ scene, host, start: startLocal[localChainKind()], hire }, async (custody) => {
      await custody.open(host.apply);
      const step = join(folder, "alive.json");
      const rpcs = vaults.flatMap(({ plan, chain }) => ["--rpc", `${plan.chainId}=${chain.url}`]);
      const timeSec = Number((await vaults[0]!.chain.source.header("latest")).timeSec) - 1;
      await novate("rotate", "ask", "--url", url, "--out", step, "--alive", String(timeSec));
      const text = readFileSync(step, "utf8");
      const words = [1, 2, 3].map((number) => {
        const key = file(`life${number}.key`, bytesToHex(deriveSecret(SEED + 1, `validator/${number}/cold/owner`)));
        return { key, path: join(folder, `life${number}.words`) };
      });
      for (const { key, path } of words) writeFileSync(path, (await novate("rotate", "sign", step, "--key", key)).out);
      const flags = ["--url", url, "--key", words[0]!.key, "--gas-key", words[0]!.key, ...rpcs];
      const send = (...files: readonly string[]) =>
        whileBlocks(() => novate("rotate", "send", step, ...files, ...flags));
      const few = await send(words[0]!.path, words[1]!.path);
      expect([few.exitCode, few.err]).toEqual([1, expect.stringContaining("QuorumMissing")]);
      const sent = await send(...words.map(({ path }) => path));
      expect([sent.exitCode, sent.err, sent.out.match(/: sent/g)?.length]).toEqual([0, "", 2]);
      for (const { chain } of vaults) await chain.pass(1, 1);
      // Said again it is no news.
      expect((await send(...words.map(({ path }) => path))).out.match(/refused, WrongTime/g)).toHaveLength(2);

      const own = createOwnerKey(deriveSecret(SEED + 1, "validator/1/cold/owner"));
      const changed = JSON.parse(text);
      changed.set.members[0].power = "9";
      expect(() => signStep(fromJson(KeyStep, changed), own)).toThrow("has other members");
      const refused = await novate(
        "rotate",
        "sign",
        file("changed.json", JSON.stringify(changed)),
        "--key",
        words[0]!.key,
      );
      expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining("has other members")]);
      const [word] = JSON.parse(readFileSync(words[0]!.path, "utf8"));
      const stranger = file("stranger.words", JSON.stringify([{ ...word, key: `0x${"11".repeat(20)}` }]));
      expect((await send(stranger)).err).toContain("WordInvalid");
    });
  } finally {
    await node.stop();
  }
});
