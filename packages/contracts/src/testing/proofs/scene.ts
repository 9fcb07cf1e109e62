/**
 * A vault that has lived: entries over the end of a chunk, a checkpoint in force, payments, a token that was seized and frozen.
 *
 * @module
 */
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import {
  type AssetLeaf,
  addressWord,
  assetLeaf,
  checkpointDigest,
  EPOCH_MS,
  type OutboxLeaf,
  outboxIndex,
  outboxLeaf,
  sectionLeaf,
  signerSetHash,
  sparseTree,
  TABLE_DEPTH,
  uintWord,
  VAULTS_DEPTH,
} from "@novate/evm";
import { type AbiValue, encodeCall, selectorOf, selectorsOf } from "../abi.ts";
import { ACCOUNTS, type Anvil } from "../anvil.ts";
import { compileSupport } from "../compileSupport.ts";
import { type Founded, foundVault, GUARDIAN, SETS_SELECTORS, VAULT_SELECTORS } from "../found.ts";
import { keyring, quorumOf, signBy } from "../keyring.ts";
import { assetValue, outboxValue, sectionValue, setValue, signaturesValue } from "../values.ts";

export const HOUSE = bytesToHex(keccak256(new TextEncoder().encode("a house that lives")));
export const MEMBER = ACCOUNTS[0]!;
/** Entries of the inbox: a chunk and a part of the next. */
export const ENTRIES = 66;
export const DEPOSIT = 1_000n;
export const SEIZED = 7_000n;
/** Payments whose bits stand in two words; the second is in the second. */
export const PAID = [3n, 300n];

const hot = keyring("hot", [1n, 1n, 1n, 1n]);
const cold = keyring("cold", [1n, 1n, 1n, 1n]);

export interface Lived extends Founded {
  readonly coin: Hex;
  readonly hotSet: Hex;
  readonly row: (nonce: bigint) => OutboxLeaf;
  readonly roots: {
    readonly outboxRoot: Hex;
    readonly assetsRoot: Hex;
    readonly stateRoot: Hex;
    readonly claimsRoot: Hex;
  };
  readonly epoch: bigint;
  /** Before anything was paid. */
  readonly blockBefore: Hex;
}

const text = (word: string): Hex => bytesToHex(keccak256(new TextEncoder().encode(word)));

/** Rows of 500 atoms each, the only ones that the house owes. */
const rowsOf = (coin: Hex): OutboxLeaf[] =>
  [...PAID, 301n].map((nonce, index) => ({
    nonce,
    token: coin,
    recipient: ACCOUNTS[2]!,
    amount: 500n,
    lane: "main",
    cumulative: 500n * BigInt(index + 1),
  }));

const assetOf = (coin: Hex): AssetLeaf => ({
  assetId: 4,
  token: coin,
  consumedCum: DEPOSIT * BigInt(ENTRIES),
  queuedCum: { main: 1_500n, small: 0n, sentBack: 0n },
  claimTotal: 0n,
  ratesHash: uintWord(0),
});

export const timeOf = async (anvil: Anvil): Promise<bigint> =>
  BigInt((await anvil.ask<{ timestamp: Hex }>("eth_getBlockByNumber", "latest", false)).timestamp);

async function depositAll(anvil: Anvil, vault: Hex, coin: Hex, selectors: ReadonlyMap<string, Hex>): Promise<void> {
  const send = (to: Hex, data: Hex) => anvil.send({ from: MEMBER, to, data });
  await send(coin, encodeCall(selectors.get("mint")!, addressWord(MEMBER), uintWord(DEPOSIT * 1_000n)));
  await send(coin, encodeCall(selectors.get("approve")!, addressWord(vault), uintWord(2n ** 256n - 1n)));
  const target: AbiValue = { tuple: [uintWord(0), addressWord(MEMBER), uintWord(1), uintWord(7)] };
  for (let index = 0; index < ENTRIES; index++) {
    const values = [addressWord(coin), uintWord(DEPOSIT), target, { bytes: "0x0102" as const }];
    await send(vault, encodeCall(selectorOf(DEPOSIT_SIGNATURE), ...values));
  }
}

const DEPOSIT_SIGNATURE = "deposit(address,uint256,(uint64,address,uint16,uint32),bytes)";

/** Brings a checkpoint that says `roots` in force; its epoch. */
async function enforce(anvil: Anvil, vault: Hex, roots: Lived["roots"]): Promise<bigint> {
  const chainId = BigInt(await anvil.ask<Hex>("eth_chainId"));
  const timeMs = (await timeOf(anvil)) * 1_000n;
  const inboxAcc = await anvil.call(vault, VAULT_SELECTORS.get("inboxAcc")!);
  const section = { chainId, vault, inboxCount: BigInt(ENTRIES), inboxAcc, ...roots };
  const vaults = sparseTree(
    new Map([
      [1, sectionLeaf(section)],
      [2, text("another vault")],
    ]),
    VAULTS_DEPTH,
  );
  const setHash = signerSetHash(HOUSE, "hot", hot.set);
  const epoch = timeMs / BigInt(EPOCH_MS);
  const said = { epoch, height: 9n, timeMs, previous: text("previous"), ...roots, vaultsRoot: vaults.root, setHash };
  const digest = checkpointDigest(HOUSE, said);
  const checkpoint = { tuple: [uintWord(9), uintWord(timeMs), said.previous, roots.stateRoot, roots.claimsRoot] };
  await anvil.send({
    from: MEMBER,
    to: vault,
    data: encodeCall(
      VAULT_SELECTORS.get("accept")!,
      checkpoint,
      sectionValue(section, 1, vaults.prove(1)),
      setValue(hot.set),
      signaturesValue(signBy(hot, digest, quorumOf(hot))),
    ),
  });
  const taken = await anvil.ask<{ number: Hex; timestamp: Hex }>("eth_getBlockByNumber", "latest", false);
  await anvil.ask("anvil_mine", "0xa0", "0xc");
  const accepted: AbiValue = {
    tuple: [
      uintWord(epoch),
      digest,
      { tuple: [roots.stateRoot, roots.claimsRoot, roots.outboxRoot, roots.assetsRoot] },
      uintWord(ENTRIES),
      uintWord(BigInt(taken.timestamp)),
      uintWord(BigInt(taken.number)),
    ],
  };
  await anvil.send({
    from: MEMBER,
    to: vault,
    data: encodeCall(VAULT_SELECTORS.get("mature")!, uintWord(0), accepted),
  });
  return epoch;
}

/** Lets a vault live. */
export async function live(anvil: Anvil): Promise<Lived> {
  const frail = compileSupport("FrailCoin");
  const selectors = selectorsOf(frail.abi);
  const coin = await anvil.send({ from: MEMBER, data: frail.bytecode });
  const terms = [{ token: coin, capAtoms: 2n ** 90n, floorAtoms: 100_000n }];
  const founded = await foundVault(anvil, { house: HOUSE, hot, cold, terms });
  const { sets, vault } = founded;
  await depositAll(anvil, vault, coin, selectors);

  const rows = rowsOf(coin);
  const outbox = sparseTree(new Map(rows.map((row) => [outboxIndex(row.nonce), outboxLeaf(row)])), TABLE_DEPTH);
  const asset = assetOf(coin);
  const assets = sparseTree(new Map([[asset.assetId, assetLeaf(asset)]]), TABLE_DEPTH);
  const roots = {
    outboxRoot: outbox.root,
    assetsRoot: assets.root,
    stateRoot: text("state"),
    claimsRoot: text("claims"),
  };
  const epoch = await enforce(anvil, vault, roots);
  const send = (to: Hex, data: Hex, from = MEMBER) => anvil.send({ from, to, data });
  const blockBefore = await anvil.ask<Hex>("eth_blockNumber");
  const assetProof = { list: assets.prove(asset.assetId) };
  await send(vault, encodeCall(VAULT_SELECTORS.get("advance")!, assetValue(asset), uintWord(4), assetProof));
  for (const row of rows.filter(({ nonce }) => PAID.includes(BigInt(nonce)))) {
    const index = outboxIndex(row.nonce);
    const proof = { list: outbox.prove(index) };
    await send(vault, encodeCall(VAULT_SELECTORS.get("pay")!, outboxValue(row), uintWord(index), proof));
  }
  await send(coin, encodeCall(selectors.get("seize")!, addressWord(vault), uintWord(SEIZED)));
  await send(coin, encodeCall(selectors.get("freeze")!, uintWord(1)));
  await send(vault, encodeCall(VAULT_SELECTORS.get("sync")!, addressWord(coin)));
  await send(sets, SETS_SELECTORS.get("stop")!, GUARDIAN);
  const hotSet = signerSetHash(HOUSE, "hot", hot.set);
  return {
    ...founded,
    coin,
    hotSet,
    row: (nonce) => rows.find((row) => row.nonce === nonce)!,
    roots,
    epoch,
    blockBefore,
  };
}
