/**
 * A duty that tells what leads a vault into exit while there is still time, and what happens there: silence, entries that are not served,
 * exits, and two words of one epoch, which it shows to the vault where it has a key.
 *
 * What any source finds is told; what is shown to a vault the vault judges by itself, so that a source that lies costs gas at most.
 *
 * @module
 */
import { type ChainSource, type ChainWriter, readAcceptances, readWayOut } from "@novate/chains";
import type { VaultRow } from "@novate/codec";
import { exitHeadOf } from "@novate/engine";
import { isQuorum, powerOf } from "@novate/evm";
import { MINUTE_MS } from "@novate/num";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import type { CustodyRows } from "../custody/rows.ts";
import { within } from "../custody/within.ts";
import {
  contradictionOf,
  isStoppable,
  type SignedWord,
  showContradiction,
  wordOfAcceptance,
  wordOfKit,
} from "./contradictions.ts";
import { unheardEntries } from "./entries.ts";
import { outlookOf, type VaultOutlook } from "./outlook.ts";
import type { ExitSign } from "./signs.ts";
import type { ExitPlaceOf } from "./step.ts";

interface AlarmPlace {
  readonly sources: readonly ChainSource[];
  readonly fromBlock: bigint;
  /** Their keys pay for what is shown, and need no authority for it. */
  readonly guardians?: readonly ChainWriter[];
}

export interface ExitAlarmOptions {
  /** By chain id. */
  readonly places: ReadonlyMap<number, AlarmPlace>;
  readonly onSign: (sign: ExitSign) => void;
  /** Told of every vault at each look, as the first source that answers has it. */
  readonly onOutlook?: (outlook: VaultOutlook) => void;
  readonly onDoubt?: OnDoubt;
  /** After how long a silence is told, in seconds of the vault's chain; an hour unless told. An entry may wait for a day. */
  readonly silentAfterSec?: bigint;
  /** How long a source is waited for at each look; a minute unless told. */
  readonly mostLookMs?: number;
}

const HOUR_SEC = 3_600n;
/** An entry is told of after a day. */
const UNSERVED_AFTER = 24n;

interface Found {
  readonly outlook: VaultOutlook;
  readonly signs: readonly ExitSign[];
  readonly contradiction: readonly [SignedWord, SignedWord] | null;
}

export function createExitAlarms(options: ExitAlarmOptions): Duty {
  const { places, onSign, onOutlook = () => {}, onDoubt = () => {}, mostLookMs = MINUTE_MS } = options;
  const watch = async (rows: CustodyRows, vault: VaultRow, place: AlarmPlace): Promise<void> => {
    const about = `exit of vault ${vault.spec.vaultId}`;
    const asked = place.sources.map((source) =>
      within(mostLookMs, alarmsAt(rows, source, vault, place.fromBlock, options)),
    );
    const found: Found[] = [];
    for (const one of await Promise.allSettled(asked))
      if (one.status === "fulfilled") found.push(one.value);
      else onDoubt(one.reason, about);
    if (found[0] !== undefined) onOutlook(found[0].outlook);
    const told = new Map(found.flatMap(({ signs }) => signs.map((sign) => [sign.sign, sign])));
    for (const sign of told.values()) onSign(sign);
    const both = found.find(
      ({ contradiction, outlook }) => contradiction !== null && isStoppable(outlook),
    )?.contradiction;
    for (const writer of both === undefined || both === null ? [] : (place.guardians ?? []))
      await within(mostLookMs, writer.sendOnce(showContradiction(vault.spec.vault, both!))).catch((failure) =>
        onDoubt(failure, about),
      );
  };
  return {
    async look(rows) {
      for (const vault of rows.vaults) {
        const place = places.get(vault.spec.chainId);
        if (place === undefined) continue;
        await watch(rows, vault, place).catch((failure) => onDoubt(failure, `exit of vault ${vault.spec.vaultId}`));
      }
      return [];
    },
  };
}

// wide: whose rows, at which vault, by which source, and what is told
async function alarmsAt(
  rows: CustodyRows,
  source: ChainSource,
  { spec }: VaultRow,
  fromBlock: bigint,
  { silentAfterSec = HOUR_SEC }: ExitAlarmOptions,
): Promise<Found> {
  const where: ExitPlaceOf = { vaultId: spec.vaultId, chainId: spec.chainId, vault: spec.vault };
  const now = await source.header("latest");
  const at = await readWayOut(source, now, spec.vault);
  const { entries } = await unheardEntries({ source, fromBlock }, spec.vault, at);
  const outlook: VaultOutlook = { ...where, nowSec: now.timeSec, ...outlookOf(at, entries) };
  const signs: ExitSign[] = [];
  const { phase, cause, acceptedAtSec: sinceSec, silentAtSec, unheard, exit, nowSec } = outlook;
  if (exit !== null) signs.push({ ...where, sign: "exit", phase, cause, beginsAtSec: exit.beginsAtSec });
  if (phase === "exit") return { outlook, signs, contradiction: null };
  if (nowSec - sinceSec >= silentAfterSec)
    signs.push({ ...where, sign: "silence", sinceSec, mayAskAtSec: silentAtSec });
  if (unheard !== null && nowSec - unheard.oldestAtSec >= UNSERVED_AFTER * silentAfterSec) {
    const { oldestIndex: index, oldestAtSec, mayAskAtSec } = unheard;
    signs.push({ ...where, sign: "unserved", index, sinceSec: oldestAtSec, mayAskAtSec });
  }
  const acceptances = await readAcceptances(source, now, spec.vault, fromBlock);
  const taken = acceptances.flatMap((one) => wordOfAcceptance(rows.house, at.hotSet, where, one) ?? []);
  const said = wordsOf(rows).filter(({ setHash }) => setHash === at.hotSet);
  const contradiction = contradictionOf([...taken, ...said]);
  if (contradiction !== null) {
    const [{ epoch, digest }, other] = contradiction;
    signs.push({ ...where, sign: "contradiction", epoch, digests: [digest, other.digest] });
  }
  return { outlook, signs, contradiction };
}

/** What more than two thirds have signed of the epochs that the house keeps. */
const wordsOf = (rows: CustodyRows): SignedWord[] =>
  rows.checkpoints
    .flatMap((row) => {
      const head = exitHeadOf(rows, row);
      return head === null ? [] : [wordOfKit(head)];
    })
    .filter(({ set, signatures }) => isQuorum(powerOf(set, signatures.signers), set.total));
