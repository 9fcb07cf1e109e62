/**
 * Attestors and relayers as processes that are killed and begin again, with RPCs before some of their chains that may do anything.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FalseRpc, startFalseRpc } from "@novate/chains/testing";
import { bytesToHex } from "@novate/codec";
import { hotSecretOf, type ReplayVault, type Scene } from "@novate/lab";
import { deriveSecret } from "@novate/sdk";

export interface KilledCrew {
  /** What each says of what it cannot do. */
  readonly doubts: ReadonlyMap<string, number>;
  readonly size: number;
  readonly kills: number;
  /** One a chain: the second source of the last attestor, and the first of the relayer that a member runs. */
  readonly falseRpcs: readonly FalseRpc[];
  /** Ends one of them with SIGKILL after so long; it is started again at once, as a machine's supervisor would. */
  killIn(index: number, ms: number): void;
  stop(): Promise<void>;
}

export interface CrewOptions {
  readonly scene: Scene;
  readonly vaults: readonly ReplayVault[];
  readonly url: string;
  readonly genesisFile: string;
  readonly folder: string;
}

const bin = fileURLToPath(new URL("../../bin/novate.js", import.meta.url));
const LOOK_EVERY_MS = "300";
const GAS_KEYS = ["first", "second"] as const;
/** What of a doubt tells its kind. */
const DOUBT = /\b[A-Z][a-z]+[A-Z][A-Za-z]+\b/;

// long: one closure over the processes that run now; each of its parts is short
export async function hireKilledCrew({ scene, vaults, url, genesisFile, folder }: CrewOptions): Promise<KilledCrew> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, secret: Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytesToHex(secret), { mode: 0o600 });
    return path;
  };
  const falseRpcs = await Promise.all(vaults.map(({ chain }) => startFalseRpc(chain.url)));
  const honest = vaults.map(({ plan, chain }) => ["--rpc", `${plan.chainId}=${chain.url}`]);
  const doubtful = vaults.map(({ plan }, index) => ["--rpc", `${plan.chainId}=${falseRpcs[index]!.url}`]);
  const [gas, otherGas] = GAS_KEYS.map((name) => write(`gas-${name}.key`, deriveSecret(scene.seed, `gas/${name}`)));
  const common = ["--url", url, "--every", LOOK_EVERY_MS];
  const last = scene.validators!.hot.length - 1;
  const attestors = scene.validators!.hot.map((_, index) => [
    ...["attest", ...common, "--genesis", genesisFile, "--data", join(folder, `memory-${index}`)],
    ...["--key", write(`validator-${index}.key`, hotSecretOf(scene.seed, index))],
    ...honest.flat(),
    ...(index === last ? doubtful : honest).flat(),
    ...(index === 0 ? ["--relay", gas!] : []),
  ]);
  const [member] = scene.members.all;
  const memberKey = write(
    "member.key",
    deriveSecret(scene.seed, `participant/${member!.participant.participantId}/owner`),
  );
  const relayer = ["relay", ...common, "--key", memberKey, "--account", String(member!.accountId)];
  const programs = [...attestors, [...relayer, "--gas-key", otherGas!, ...doubtful.flat(), ...honest.flat()]];

  const doubts = new Map<string, number>();
  const children: ChildProcess[] = [];
  let isOver = false;
  let kills = 0;
  const hear = (index: number, text: string): void => {
    for (const line of text.split("\n")) {
      const kind = DOUBT.exec(line)?.[0];
      if (kind === undefined) continue;
      const name = `${index} ${kind}`;
      doubts.set(name, (doubts.get(name) ?? 0) + 1);
      if (process.env.NOVATE_CUSTODY_DOUBTS !== undefined) console.log(`${index}: ${line}`);
    }
  };
  const start = (index: number): void => {
    const child = spawn(process.execPath, [bin, ...programs[index]!], { stdio: ["ignore", "ignore", "pipe"] });
    child.stderr!.on("data", (text: Buffer) => hear(index, text.toString()));
    children[index] = child;
    child.once("close", () => {
      if (!isOver) start(index);
    });
  };
  for (const index of programs.keys()) start(index);
  const end = (): void => {
    isOver = true;
    for (const child of children) child.kill("SIGKILL");
  };
  process.once("exit", end);
  return {
    doubts,
    size: programs.length,
    get kills() {
      return kills;
    },
    falseRpcs,
    killIn(index, ms) {
      setTimeout(() => {
        if (!isOver && children[index]!.kill("SIGKILL")) kills += 1;
      }, ms);
    },
    async stop() {
      process.removeListener("exit", end);
      const ended = children.map((child) => new Promise((resolve) => child.once("close", resolve)));
      end();
      await Promise.all(ended);
      await Promise.all(falseRpcs.map((rpc) => rpc.close()));
    },
  };
}
