/**
 * The machine of a chain in this process: EthereumJS's EVM over Merkle-Patricia tries that forget nothing.
 *
 * One state takes blocks; another, over the same nodes, looks at any root that there was: for calls, estimates and proofs.
 *
 * @module
 */
import type { Block } from "@ethereumjs/block";
import { type Common, createCustomCommon, Hardfork, Mainnet } from "@ethereumjs/common";
import { MerklePatriciaTrie } from "@ethereumjs/mpt";
import { Caches, getMerkleStateProof, MerkleStateManager } from "@ethereumjs/statemanager";
import { createFeeMarket1559Tx, type TypedTransaction } from "@ethereumjs/tx";
import { Address, hexToBytes, KECCAK256_NULL } from "@ethereumjs/util";
import { createVM, type RunTxResult, runTx, type VM } from "@ethereumjs/vm";
import type { Hex } from "@novate/codec";

export interface Trial {
  readonly from: Hex;
  /** Absent: a contract is founded. */
  readonly to: Hex | undefined;
  readonly data: Hex;
  readonly value: bigint;
  readonly gas: bigint;
}

export type StateProof = Awaited<ReturnType<typeof getMerkleStateProof>>;

/** What a root answers; nothing of it is kept. */
export interface StateView {
  /** Runs a call as a transaction of anybody, without price. Rejects where it cannot begin, as with too little gas. */
  attempt(trial: Trial, block: Block): Promise<RunTxResult>;
  proof(address: Hex, slots: readonly Hex[]): Promise<StateProof>;
  account(address: Hex): Promise<{ readonly nonce: bigint; readonly balance: bigint }>;
  code(address: Hex): Promise<Uint8Array>;
  word(address: Hex, slot: Hex): Promise<Uint8Array>;
}

export interface Machine {
  readonly common: Common;
  root(): Promise<Uint8Array>;
  /** Goes back to a root that there was. */
  reset(root: Uint8Array): Promise<void>;
  /** Runs a transaction for good. Rejects, and changes nothing, where it may not begin. */
  execute(tx: TypedTransaction, block: Block, blockGasUsed: bigint): Promise<RunTxResult>;
  nonceOf(address: Address): Promise<bigint>;
  at(root: Uint8Array): Promise<StateView>;
}

const addressOf = (text: Hex): Address => new Address(hexToBytes(text));

export async function createMachine(chainId: bigint): Promise<Machine> {
  const common = createCustomCommon({ name: "local", chainId: Number(chainId) }, Mainnet, {
    hardfork: Hardfork.Osaka,
  });
  const state = new MerkleStateManager({
    common,
    trie: new MerklePatriciaTrie({ useKeyHashing: true, common }),
    caches: new Caches(),
  });
  const seen = state.shallowCopy();
  const vm = await createVM({ common, stateManager: state });
  const viewer = await createVM({ common, stateManager: seen });
  return {
    common,
    root: () => state.getStateRoot(),
    reset: (root) => state.setStateRoot(root),
    execute: (tx, block, blockGasUsed) => runTx(vm, { tx, block, blockGasUsed }),
    nonceOf: async (address) => (await state.getAccount(address))?.nonce ?? 0n,
    async at(root) {
      await seen.setStateRoot(root);
      return viewOf(viewer, seen, common);
    },
  };
}

function viewOf(vm: VM, state: MerkleStateManager, common: Common): StateView {
  return {
    async attempt({ from, to, data, value, gas }, block) {
      const price = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
      const call = { ...price, chainId: common.chainId(), gasLimit: gas, value, data, ...(to !== undefined && { to }) };
      const tx = createFeeMarket1559Tx(call, { common, freeze: false });
      const sender = addressOf(from);
      tx.getSenderAddress = () => sender; // nobody signs a trial
      await state.checkpoint();
      try {
        // A trial may speak for a contract, which no transaction does (EIP-3607).
        if ((await state.getCode(sender)).length > 0)
          await state.modifyAccountFields(sender, { codeHash: KECCAK256_NULL });
        return await runTx(vm, { tx, block, skipNonce: true, skipBalance: true, skipBlockGasLimitValidation: true });
      } finally {
        await state.revert();
      }
    },
    proof: (address, slots) => getMerkleStateProof(state, addressOf(address), slots.map(hexToBytes)),
    async account(address) {
      const { nonce = 0n, balance = 0n } = (await state.getAccount(addressOf(address))) ?? {};
      return { nonce, balance };
    },
    code: (address) => state.getCode(addressOf(address)),
    word: (address, slot) => state.getStorage(addressOf(address), hexToBytes(slot)),
  };
}
