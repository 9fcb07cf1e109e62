// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InboxStored} from "../inbox/InboxStore.sol";
import {StopStored} from "../vault/StopStore.sol";
import {Roots} from "./Checkpoint.sol";

/// A checkpoint that was accepted and has not matured: what its place commits to.
struct Accepted {
    uint64 epoch;
    bytes32 digest;
    Roots roots;
    /// Entries of the inbox that the house had heard.
    uint64 inboxCount;
    uint64 timeSec;
    uint64 blockNumber;
}

/// Where the vault keeps what it accepted and what is in force.
abstract contract CheckpointStored is InboxStored, StopStored {
    bytes32 internal constant CHECKPOINT_TYPE = keccak256(
        "Checkpoint(bytes32 house,uint64 epoch,uint64 height,uint64 timeMs,bytes32 previous,bytes32 stateRoot,bytes32 claimsRoot,bytes32 vaultsRoot,bytes32 setHash)"
    );
    /// ERC-7201 of "novate.checkpoints".
    bytes32 private constant LAYOUT = 0x115886d439e1c7ad51d53da060a17cd75b9ee080705ab07b5cd3f64bfb5e8f00;
    /// Accepted ones that are kept at most: at one an epoch, five times the maturity.
    uint256 internal constant PLACES = 16;

    struct CheckpointStore {
        /// Of the last one accepted; `signedAt` is its time in seconds, `acceptedAt` this vault's then.
        uint64 epoch;
        uint64 signedAt;
        /// Accepted so far: number n stands in place n modulo `PLACES`.
        uint32 count;
        uint64 acceptedAt;
        /// Whether an exit is asked for or under way: what is accepted may change it.
        bool isExitAsked;
        bytes32[PLACES] accepted;
        bytes32 hotSet;
        /// In force.
        uint64 maturedEpoch;
        uint64 heardCount;
        Roots matured;
    }

    event CheckpointMatured(uint64 indexed epoch);

    error UnknownSet(bytes32 hash);
    error NotAccepted(uint32 number);

    /// Refuses what no place of the accepted ones commits to.
    function requireAccepted(uint32 number, Accepted calldata accepted) internal view {
        require(
            checkpointStore().accepted[number % PLACES] == keccak256(abi.encode(number, accepted)), NotAccepted(number)
        );
    }

    /// When a checkpoint has aged, in seconds and in blocks.
    function agedAt(Accepted calldata accepted, uint64 maturity, uint64 maturityBlocks)
        internal
        view
        returns (uint64 timeSec, uint64 blockNumber)
    {
        (timeSec, blockNumber) = agedFrom(accepted.timeSec, accepted.blockNumber);
        return (timeSec + maturity, blockNumber + maturityBlocks);
    }

    function enforce(Accepted calldata accepted) internal {
        CheckpointStore storage store = checkpointStore();
        (store.maturedEpoch, store.heardCount, store.matured) = (accepted.epoch, accepted.inboxCount, accepted.roots);
        emit CheckpointMatured(accepted.epoch);
    }

    /// Whether heard entries grow, and have come in.
    function isInOrder(uint64 heard) internal view returns (bool) {
        return heard >= checkpointStore().heardCount && heard <= inboxStore().count;
    }

    function checkpointStore() internal pure returns (CheckpointStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
