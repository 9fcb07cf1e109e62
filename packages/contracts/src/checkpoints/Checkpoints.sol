// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ExitNotes} from "../exit/Phase.sol";
import {isShown} from "../house/Shown.sol";
import {checkTimers, Timers} from "../house/Timers.sol";
import {Inbox} from "../inbox/Inbox.sol";
import {SetKind, Signatures, SignerSet} from "../sets/SignerSet.sol";
import {Stoppable} from "../vault/Stoppable.sol";
import {Checkpoint, Leaves, Roots, Section} from "./Checkpoint.sol";
import {Accepted, CheckpointStored} from "./CheckpointStore.sol";

/// The house's word for what it owes, epoch by epoch: accepted by quorum, in force once time *and* blocks have passed.
///
/// Epochs rise, so a later checkpoint replaces an earlier one; sums in it only grow, so nothing that was owed is lost.
abstract contract Checkpoints is Inbox, Stoppable, CheckpointStored {
    /// Seconds of an epoch.
    uint64 public immutable EPOCH;
    uint64 private immutable MATURITY;
    uint64 private immutable MATURITY_BLOCKS;
    uint64 private immutable FRESHNESS;

    /// The n-th of these is of number n.
    event CheckpointAccepted(bytes32 digest);
    /// The whole call that brought it, where no transaction's input is that.
    event CheckpointBrought(bytes32 indexed digest, bytes call);
    event CheckpointsVoided(uint32 count);
    event HotSetChanged(bytes32 indexed hash);

    error SetStale(uint256 signedAt);
    error EpochNotHigher(uint64 epoch, uint64 latest);
    error FromTheFuture(uint64 timeMs);
    error InboxShrinks(uint64 count, uint64 latest);
    error InboxAhead(uint64 count, uint64 own);
    error ZeroRoot();
    error NotMature(uint64 timeSec, uint64 blockNumber);

    constructor(Timers memory timers, bytes32 firstSet) {
        require(firstSet != 0, UnknownSet(0));
        checkTimers(timers);
        (EPOCH, FRESHNESS) = (timers.epoch, timers.freshness);
        (MATURITY, MATURITY_BLOCKS) = (timers.maturity, timers.maturityBlocks);
        CheckpointStore storage store = checkpointStore();
        // Of a vault that the house lists later, silence and age count from then: else anyone puts it into exit before.
        uint64 opensAt = uint64(block.timestamp) + timers.opening;
        (store.hotSet, store.signedAt, store.acceptedAt) = (firstSet, opensAt, opensAt);
        emit HotSetChanged(firstSet);
    }

    /// Takes a checkpoint with the quorum of the hot set. Anyone may bring it, to a stopped vault too.
    function accept(
        Checkpoint calldata checkpoint,
        Section calldata section,
        SignerSet calldata set,
        Signatures calldata signatures
    ) external returns (uint32 number) {
        CheckpointStore storage store = checkpointStore();
        requireFresh();
        uint64 epoch = nextEpoch(checkpoint.timeMs, store.epoch);
        bytes32 digest = requireSigned(checkpoint, epoch, section, set, signatures);
        requireNoZero(checkpoint, section);

        number = takeNext(epoch, checkpoint.timeMs, section.inboxCount);
        // What `mature` is shown as an `Accepted`.
        store.accepted[number % PLACES] = keccak256(
            abi.encode(
                number,
                epoch,
                digest,
                checkpoint.stateRoot,
                checkpoint.claimsRoot,
                section.outboxRoot,
                section.assetsRoot,
                section.inboxCount,
                block.timestamp,
                block.number
            )
        );
        emit CheckpointAccepted(digest);
        if (!isShown()) emit CheckpointBrought(digest, msg.data);
    }

    /// Puts an accepted checkpoint in force once its time and its blocks have passed. Anyone may.
    function mature(uint32 number, Accepted calldata accepted) external whenResumed {
        CheckpointStore storage store = checkpointStore();
        requireAccepted(number, accepted);
        requireUnchallenged(number);
        require(accepted.epoch > store.maturedEpoch, EpochNotHigher(accepted.epoch, store.maturedEpoch));
        (uint64 timeSec, uint64 blockNumber) = agedAt(accepted, MATURITY, MATURITY_BLOCKS);
        require(block.timestamp >= timeSec && block.number >= blockNumber, NotMature(timeSec, blockNumber));
        checkInbox(store.heardCount, accepted.inboxCount);
        enforce(accepted);
        if (store.isExitAsked) ExitNotes(address(this)).noteHeard();
    }

    /// Names the hot set whose signatures count from now on.
    function setHotSet(bytes32 hash) external onlySets {
        require(hash != 0, UnknownSet(0));
        checkpointStore().hotSet = hash;
        emit HotSetChanged(hash);
    }

    /// Drops what was accepted and has not matured: it may be forged. Its epochs stay used.
    function voidAccepted() external onlySets {
        CheckpointStore storage store = checkpointStore();
        for (uint256 n = 0; n < PLACES; ++n) {
            store.accepted[n] = 0;
        }
        emit CheckpointsVoided(store.count);
        if (store.isExitAsked) ExitNotes(address(this)).noteReplaced();
    }

    function hotSet() external view returns (bytes32) {
        return checkpointStore().hotSet;
    }

    /// When the hot set last signed something that this vault took; seconds since 1970.
    function lastSignedAt() external view returns (uint64) {
        return checkpointStore().signedAt;
    }

    /// Epoch of the last accepted checkpoint, how many were accepted; epoch and heard entries of the one in force.
    function checkpointState()
        external
        view
        returns (uint64 epoch, uint32 count, uint64 maturedEpoch, uint64 heardCount)
    {
        CheckpointStore storage store = checkpointStore();
        return (store.epoch, store.count, store.maturedEpoch, store.heardCount);
    }

    /// What payments are proven against; zeros before the first has matured.
    function rootsInForce() external view returns (Roots memory) {
        return checkpointStore().matured;
    }

    function outboxRootInForce() internal view returns (bytes32) {
        return checkpointStore().matured.outboxRoot;
    }

    function assetsRootInForce() internal view returns (bytes32) {
        return checkpointStore().matured.assetsRoot;
    }

    /// Refuses once the hot set has not signed for long: its keys may be anybody's by now.
    function requireFresh() public view {
        uint64 signedAt = checkpointStore().signedAt;
        require(block.timestamp <= signedAt + FRESHNESS, SetStale(signedAt));
    }

    /// Books a checkpoint as the last one accepted.
    function takeNext(uint64 epoch, uint64 timeMs, uint64 heardCount) private returns (uint32 taken) {
        CheckpointStore storage store = checkpointStore();
        uint256 isExitAsked;
        // The first word of the store in one go: each of its fields costs else what the word does.
        assembly {
            let head := sload(store.slot)
            taken := and(shr(128, head), 0xffffffff)
            isExitAsked := shr(224, head)
            head := or(epoch, shl(64, div(timeMs, 1000)))
            head := or(head, or(shl(128, add(taken, 1)), shl(160, timestamp())))
            sstore(store.slot, or(head, shl(224, isExitAsked)))
        }
        if (isExitAsked != 0) ExitNotes(address(this)).noteAccepted(timeMs, heardCount);
    }

    /// The epoch of a time: above the latest, and never ahead of this vault's clock.
    function nextEpoch(uint64 timeMs, uint64 latest) private view returns (uint64 epoch) {
        require(timeMs <= block.timestamp * 1_000, FromTheFuture(timeMs));
        epoch = timeMs / (EPOCH * 1_000);
        require(epoch > latest, EpochNotHigher(epoch, latest));
    }

    /// Heard entries grow, and have come in.
    function checkInbox(uint64 latest, uint64 count) private view {
        require(count >= latest, InboxShrinks(count, latest));
        uint64 own = inboxCount();
        require(count <= own, InboxAhead(count, own));
    }

    function requireSigned(
        Checkpoint calldata checkpoint,
        uint64 epoch,
        Section calldata section,
        SignerSet calldata set,
        Signatures calldata signatures
    ) private view returns (bytes32 digest) {
        bytes32 setHash = set.hash(HOUSE, SetKind.hot);
        require(setHash == checkpointStore().hotSet, UnknownSet(setHash));
        digest = digestOf(
            keccak256(
                abi.encode(
                    CHECKPOINT_TYPE,
                    HOUSE,
                    epoch,
                    checkpoint.height,
                    checkpoint.timeMs,
                    checkpoint.previous,
                    checkpoint.stateRoot,
                    checkpoint.claimsRoot,
                    Leaves.vaultsRoot(section),
                    setHash
                )
            )
        );
        set.requireQuorum(digest, signatures);
    }

    function requireNoZero(Checkpoint calldata checkpoint, Section calldata section) private pure {
        require(
            checkpoint.stateRoot != 0 && checkpoint.claimsRoot != 0 && section.outboxRoot != 0
                && section.assetsRoot != 0,
            ZeroRoot()
        );
    }
}
