// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Checkpoints} from "../checkpoints/Checkpoints.sol";
import {Accepted, CheckpointStored} from "../checkpoints/CheckpointStore.sol";
import {HouseDomain} from "../house/HouseDomain.sol";
import {SetKind, Signatures, SignerSet} from "../sets/SignerSet.sol";
import {Entry, Entries} from "./Entry.sol";
import {ExitStored} from "./ExitStore.sol";
import {Cause, ExitNotes, Phase} from "./Phase.sol";
import {Signed, SignedDigest} from "./Signed.sol";

/// How a vault comes into exit: somebody asks and shows why, time passes in which the house can mend it, somebody begins.
abstract contract Requests is CheckpointStored, Entries, ExitStored, ExitNotes, ReentrancyGuardTransient {
    using SignedDigest for Signed;

    event ExitRequested(Cause indexed cause, uint64 beginsAt);
    event EntryNoted(uint64 indexed index);
    event ExitCancelled(Cause indexed cause);
    event ExitBegun(uint64 indexed epochX);
    /// The whole call by which somebody showed a leaf or a contradiction: it is everybody's from then on, however it came.
    event Shown(bytes call);

    error NotSilent(uint64 acceptedAt);
    error NotUnserved(uint64 index);
    error NoContradiction();
    error NotRequested();
    error TooEarly(uint64 timeSec, uint64 blockNumber);
    error OnlyVault(address caller);

    /// What the vault tells itself comes from nobody else.
    modifier onlyVault() {
        require(msg.sender == address(this), OnlyVault(msg.sender));
        _;
    }

    function exitState() external view returns (ExitWord memory) {
        return exitStore().word;
    }

    /// The house has signed nothing that this vault took for days.
    function requestExitForSilence() external {
        uint64 acceptedAt = checkpointStore().acceptedAt;
        require(block.timestamp >= acceptedAt + exitStore().timers.silence, NotSilent(acceptedAt));
        ask(Cause.silence, exitStore().timers.grace);
    }

    /// The house has not heard an entry for days: asks for an exit, or has that entry count beside the request there is. `leaves` are those of the entry's chunk, in order, up to the last.
    function requestExitForEntry(Entry calldata entry, bytes32[] calldata leaves) external {
        requireEntry(entry, leaves);
        ExitStore storage store = exitStore();
        bool isOld = block.timestamp >= uint256(entry.timeSec) + store.timers.unserved;
        // Of a house that took nothing yet silence alone counts, from when it is to have listed the vault.
        bool isUnheard = checkpointStore().count != 0 && entry.index >= checkpointStore().heardCount;
        require(isOld && isUnheard, NotUnserved(entry.index));
        Cause cause = store.word.cause;
        if (store.word.phase != Phase.requested) ask(Cause.unserved, store.timers.grace);
        else if (cause != Cause.unserved && store.notedAt == 0) store.notedAt = uint64(block.timestamp);
        // A later entry keeps the clock of the first: else a censor would have its own asked for, and hear that one alone.
        else require(entry.index > store.unservedIndex, ExitUnderWay(Phase.requested));
        store.unservedIndex = entry.index;
        emit EntryNoted(entry.index);
    }

    /// The set that signs has signed two things of one epoch: the vault stands still until the cold keys replace it, or exits.
    function requestExitForContradiction(
        SignerSet calldata set,
        Signed calldata first,
        Signatures calldata firstSignatures,
        Signed calldata second,
        Signatures calldata secondSignatures
    ) external {
        Checkpoints(address(this)).requireFresh();
        bytes32 setHash = set.hash(HouseDomain(address(this)).HOUSE(), SetKind.hot);
        require(setHash == checkpointStore().hotSet, UnknownSet(setHash));
        uint64 epochMs = Checkpoints(address(this)).EPOCH() * 1_000;
        require(first.timeMs / epochMs == second.timeMs / epochMs, NoContradiction());
        bytes32 digest = first.digest(CHECKPOINT_TYPE, first.timeMs / epochMs, setHash);
        bytes32 other = second.digest(CHECKPOINT_TYPE, first.timeMs / epochMs, setHash);
        require(digest != other, NoContradiction());
        set.requireQuorum(digest, firstSignatures);
        set.requireQuorum(other, secondSignatures);
        uint32 longest = exitStore().timers.stop;
        ask(Cause.contradiction, longest);
        StopStore storage stopped = stopStore();
        uint64 endsAt = uint64(block.timestamp) + longest;
        if (stopped.endsAt < endsAt) stopped.endsAt = endsAt;
        show();
    }

    /// Begins an exit whose time has come. `pending` are the accepted checkpoints from the newest down to one that can be in
    /// force or is not newer than the one that is: what has aged comes into force first, so that nobody exits by an old word.
    function beginExit(Accepted[] calldata pending) external nonReentrant {
        ExitStore storage store = exitStore();
        ExitWord storage word = store.word;
        require(word.phase == Phase.requested, NotRequested());
        uint64 blockNumber = uint64(word.requestedBlock) + store.timers.maturityBlocks;
        require(block.timestamp >= word.beginsAt && block.number >= blockNumber, TooEarly(word.beginsAt, blockNumber));
        if (word.cause != Cause.contradiction) {
            requireNotJustResumed(word.requestedAt + store.timers.latest, blockNumber);
            if (isRunning()) matureNewest(pending);
        }
        if (cancelIfHeard()) return;
        uint64 epochX = checkpointStore().maturedEpoch;
        (word.phase, word.beginsAt, word.epochX) = (Phase.exit, uint64(block.timestamp), epochX);
        checkpointStore().isExitAsked = true;
        stopStore().endsAt = FOREVER;
        emit ExitBegun(epochX);
    }

    /// A checkpoint was accepted: one that was signed since the request ends a silence; another is waited for until it has aged.
    function noteAccepted(uint64 timeMs, uint64 inboxCount) external onlyVault {
        ExitStore storage store = exitStore();
        ExitWord storage word = store.word;
        bool isMendable = word.phase == Phase.requested && word.cause != Cause.contradiction;
        require(isMendable, ExitUnderWay(word.phase));
        bool isCure = word.cause == Cause.silence && timeMs >= word.requestedAt * 1_000 && isInOrder(inboxCount);
        if (isCure && !isUnservedBeside()) cancel();
        else postpone(store.timers.maturity);
    }

    /// Another checkpoint is in force: one that has heard the entry ends the request for it.
    function noteHeard() external onlyVault {
        cancelIfHeard();
    }

    /// The cold keys replaced the set that contradicted itself.
    function noteReplaced() external onlyVault {
        ExitStore storage store = exitStore();
        if (store.word.cause != Cause.contradiction) return;
        if (isUnservedBeside()) postpone(store.timers.grace);
        else cancel();
    }

    function show() internal {
        emit Shown(msg.data);
    }

    /// Whether no stop holds up what ages: also one that has ended so long ago that nobody had to say so.
    function isRunning() private view returns (bool) {
        uint64 endsAt = stopStore().endsAt;
        return endsAt == 0 || block.timestamp >= endsAt + exitStore().timers.maturity;
    }

    /// A stop that is just over is waited for, as a resumption is: what it held up has not aged, and is about to.
    function requireNotJustResumed(uint64 latest, uint64 blockNumber) private view {
        uint64 endsAt = stopStore().endsAt;
        uint64 until = endsAt + exitStore().timers.maturity;
        if (until > latest) until = latest;
        bool isJustOver = endsAt != 0 && block.timestamp >= endsAt && block.timestamp < until;
        require(!isJustOver, TooEarly(until, blockNumber));
    }

    function ask(Cause cause, uint64 delay) private {
        ExitStore storage store = exitStore();
        ExitWord storage word = store.word;
        // A contradiction counts beside another cause: nothing more may come into force.
        bool isFirst = word.phase == Phase.none;
        bool isWorse = word.phase == Phase.requested && cause == Cause.contradiction && word.cause != cause;
        require(isFirst || isWorse, ExitUnderWay(word.phase));
        uint64 beginsAt = uint64(block.timestamp) + delay;
        if (!isWorse) word.requestedBlock = uint48(block.number);
        // An entry's request goes on once the cold keys have ended the contradiction, and another one adds nothing: else a house that has
        // such keys would contradict itself and replace its set for ever.
        else if (store.notedAt != 0) beginsAt = word.beginsAt;
        else if (word.cause == Cause.unserved) store.notedAt = word.requestedAt;
        (word.phase, word.cause) = (Phase.requested, cause);
        (word.requestedAt, word.beginsAt) = (uint64(block.timestamp), beginsAt);
        checkpointStore().isExitAsked = true;
        emit ExitRequested(cause, beginsAt);
    }

    /// Another cause is over, and an entry that was noted beside it is not heard: its own request goes on from when it was noted.
    function isUnservedBeside() private returns (bool isBeside) {
        ExitStore storage store = exitStore();
        isBeside = store.notedAt != 0 && store.unservedIndex >= checkpointStore().heardCount;
        if (!isBeside) return false;
        ExitWord storage word = store.word;
        // What was just accepted ages first.
        if (word.cause == Cause.silence) word.requestedBlock = uint48(block.number);
        uint64 beginsAt = store.notedAt + store.timers.grace;
        (word.cause, word.requestedAt, word.beginsAt) = (Cause.unserved, store.notedAt, beginsAt);
        emit ExitRequested(Cause.unserved, beginsAt);
    }

    function cancel() private {
        emit ExitCancelled(exitStore().word.cause);
        delete exitStore().word;
        exitStore().notedAt = 0;
        checkpointStore().isExitAsked = false;
    }

    function cancelIfHeard() private returns (bool isHeard) {
        ExitStore storage store = exitStore();
        isHeard = store.word.phase == Phase.requested && store.word.cause == Cause.unserved
            && checkpointStore().heardCount > store.unservedIndex;
        if (isHeard) cancel();
    }

    /// Puts the newest accepted checkpoint in force that has aged and whose data nobody missed.
    function matureNewest(Accepted[] calldata pending) private {
        CheckpointStore storage store = checkpointStore();
        uint32 count = store.count;
        uint256 shown;
        for (uint32 n = 1; n <= count && n <= PLACES; ++n) {
            uint32 number = count - n;
            if (store.accepted[number % PLACES] == 0) continue;
            require(shown < pending.length, NotAccepted(number));
            Accepted calldata accepted = pending[shown++];
            requireAccepted(number, accepted);
            if (accepted.epoch <= store.maturedEpoch) return;
            if (!isDue(number, accepted)) continue;
            enforce(accepted);
            return;
        }
    }

    function isDue(uint32 number, Accepted calldata accepted) private view returns (bool) {
        return hasAged(accepted) && exitStore().openChallenges[number] == 0 && isInOrder(accepted.inboxCount);
    }

    function hasAged(Accepted calldata accepted) internal view returns (bool) {
        ExitTimers storage timers = exitStore().timers;
        (uint64 timeSec, uint64 blockNumber) = agedAt(accepted, timers.maturity, timers.maturityBlocks);
        return block.timestamp >= timeSec && block.number >= blockNumber;
    }
}
