// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Accepted, CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {Checkpoints} from "../src/checkpoints/Checkpoints.sol";
import {Door, ExitTerms} from "../src/exit/Door.sol";
import {Entries, Entry} from "../src/exit/Entry.sol";
import {Cause, ExitStored, Phase} from "../src/exit/ExitStore.sol";
import {Requests, Signed} from "../src/exit/Requests.sol";
import {EntryKind} from "../src/inbox/Inbox.sol";
import {Rotation, Rotations} from "../src/sets/Rotations.sol";
import {SetKind, SignerSets} from "../src/sets/SignerSet.sol";
import {ValidatorSets} from "../src/sets/ValidatorSets.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {Stoppable} from "../src/vault/Stoppable.sol";
import {StopStored} from "../src/vault/StopStore.sol";
import {ExitBook} from "./support/ExitBook.sol";
import {Keys} from "./support/Keys.sol";
import {vm} from "./support/Vm.sol";

/// How a vault comes into exit, and how a house that lives ends a request.
contract ExitRequestsTest is ExitBook {
    using Keys for Keys.Keyring;

    function setUp() external {
        found(4);
        comeIn(MEMBER, 1_000_000);
        addAsset(address(coin), 1_000_000, 0, 1_000_000);
        addClaim(MEMBER, 1_000_000, 0, 0, 0);
        pass(10 minutes);
    }

    function inPhase(Phase phase, Cause cause) private view {
        ExitStored.ExitWord memory word = hall.exitState();
        equal(uint256(word.phase), uint256(phase), "phase");
        equal(uint256(word.cause), uint256(cause), "cause");
    }

    function isUnderWay(Phase phase) private {
        vm.expectRevert(abi.encodeWithSelector(ExitStored.ExitUnderWay.selector, phase));
    }

    /// EXIT-001, EXIT-020, EXIT-024
    function test_aSilentHouseIsLeftAfterItsGrace() external {
        Accepted memory accepted = enforceAll(1);
        uint256 acceptedAt = accepted.timeSec;
        vm.warp(acceptedAt + 7 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Requests.NotSilent.selector, acceptedAt));
        hall.requestExitForSilence();
        vm.warp(acceptedAt + 7 days);
        hall.requestExitForSilence();
        inPhase(Phase.requested, Cause.silence);
        uint256 beginsAt = acceptedAt + 9 days;
        uint256 blockNumber = block.number + 150;
        vm.warp(beginsAt - 1);
        vm.roll(blockNumber);
        vm.expectRevert(abi.encodeWithSelector(Requests.TooEarly.selector, beginsAt, blockNumber));
        hall.beginExit(listOf(accepted));
        vm.warp(beginsAt);
        hall.beginExit(listOf(accepted));
        inPhase(Phase.exit, Cause.silence);
        equal(hall.exitState().epochX, accepted.epoch, "by the last word");
        equal(hall.exitState().beginsAt, beginsAt, "since now");
        vm.expectRevert(Requests.NotRequested.selector);
        hall.beginExit(noList());
    }

    /// EXIT-021: a chain that halts in the grace, and an exit in its first block.
    function test_anExitNeedsBlocksToo() external {
        Accepted memory accepted = enforceAll(1);
        pass(8 days);
        hall.requestExitForSilence();
        uint256 blockNumber = block.number + 150;
        vm.warp(block.timestamp + 3 days);
        vm.roll(blockNumber - 1);
        vm.expectPartialRevert(Requests.TooEarly.selector);
        hall.beginExit(listOf(accepted));
        vm.roll(blockNumber);
        hall.beginExit(listOf(accepted));
        inPhase(Phase.exit, Cause.silence);
    }

    /// EXIT-002: the first attack of the list. A chain stands still for eight days; its first block asks for an exit.
    function test_aChainThatRestartsIsNoSilentHouse() external {
        enforceAll(1);
        // No block for eight days; then one with the request in it.
        vm.warp(block.timestamp + 8 days);
        vm.roll(block.number + 1);
        hall.requestExitForSilence();
        // The house signs on, as it did all the while; its relayers are heard some blocks later.
        pass(1 minutes);
        strike(1);
        inPhase(Phase.none, Cause.none);
        vm.expectRevert(Requests.NotRequested.selector);
        hall.beginExit(noList());
        vm.expectPartialRevert(Requests.NotSilent.selector);
        hall.requestExitForSilence();
        // It goes on as before.
        comeIn(MEMBER, 5);
        pass(10 minutes);
        enforceAll(2);
    }

    /// EXIT-003: a word that was signed before the request raises what all are paid by, and does not end it.
    function test_anOlderWordRaisesWhatIsPaidBy() external {
        Accepted memory old = enforceAll(1);
        uint256 signedAt = block.timestamp + 1 hours;
        pass(8 days);
        hall.requestExitForSilence();
        uint256 requestedAt = block.timestamp;
        pass(2 days - 10 minutes);
        (uint32 number, Accepted memory newest) = strikeAt(signedAt, 1);
        inPhase(Phase.requested, Cause.silence);
        uint256 beginsAt = block.timestamp + 30 minutes;
        equal(hall.exitState().beginsAt, beginsAt, "until it has aged");
        isTrue(beginsAt > requestedAt + 2 days, "later than the grace");
        pass(10 minutes);
        vm.expectPartialRevert(Requests.TooEarly.selector);
        hall.beginExit(listOf(newest));
        pass(20 minutes);
        // Nobody begins by an old word while a newer one has aged.
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.NotAccepted.selector, number));
        hall.beginExit(noList());
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.NotAccepted.selector, number));
        hall.beginExit(listOf(old));
        hall.beginExit(listOf(newest));
        equal(hall.exitState().epochX, newest.epoch, "by the newest");
        (,, uint64 maturedEpoch,) = vault.checkpointState();
        equal(maturedEpoch, newest.epoch, "in force");
    }

    /// EXIT-022: an older word now and then does not hold an exit up for good.
    function test_fourDaysAreTheLatest() external {
        enforceAll(1);
        uint256 signedAt = block.timestamp + 10 minutes;
        pass(8 days);
        hall.requestExitForSilence();
        uint256 latest = block.timestamp + 4 days;
        Accepted memory newest;
        uint256 n;
        for (; block.timestamp + 20 minutes < latest; ++n) {
            if (n < 3 || block.timestamp + 21 minutes >= latest) (, newest) = strikeAt(signedAt + n * 10 minutes, 1);
            pass(20 minutes);
        }
        (, Accepted memory last) = strikeAt(signedAt + n * 10 minutes, 1);
        equal(hall.exitState().beginsAt, latest, "no later");
        vm.warp(latest);
        vm.roll(block.number + 150);
        Accepted[] memory both = new Accepted[](2);
        (both[0], both[1]) = (last, newest);
        hall.beginExit(both);
        equal(hall.exitState().epochX, newest.epoch, "what came in the last minutes has not aged");
    }

    /// EXIT-004, EXIT-006: a house that signs everything and ignores one member.
    function test_aHouseThatCensorsIsLeft() external {
        enforceAll(1);
        uint64 index = askFor(MEMBER, EntryKind.withdraw);
        Accepted memory newest;
        for (uint256 day = 0; day < 7; ++day) {
            bytes32[] memory own = chunkOf(index);
            vm.expectRevert(abi.encodeWithSelector(Requests.NotUnserved.selector, index));
            hall.requestExitForEntry(entries[index], own);
            pass(1 days);
            newest = enforceAll(1);
        }
        hall.requestExitForEntry(entries[index], chunkOf(index));
        inPhase(Phase.requested, Cause.unserved);
        uint256 requestedAt = block.timestamp;
        // It goes on signing and ignoring.
        while (block.timestamp < hall.exitState().beginsAt) {
            pass(3 hours);
            (, newest) = strike(1);
            isTrue(block.timestamp < requestedAt + 5 days, "in exit within the stated days");
        }
        pass(30 minutes);
        hall.beginExit(listOf(newest));
        inPhase(Phase.exit, Cause.unserved);
        isTrue(block.timestamp <= requestedAt + 4 days + 4 hours, "at four days");
    }

    /// EXIT-005
    function test_whoIsHeardEndsTheRequest() external {
        enforceAll(1);
        uint64 index = askFor(MEMBER, EntryKind.windDown);
        pass(8 days);
        hall.requestExitForEntry(entries[index], chunkOf(index));
        // That it is accepted is not enough: only what is in force was done.
        (uint32 number, Accepted memory heard) = strike(2);
        inPhase(Phase.requested, Cause.unserved);
        pass(30 minutes);
        vault.mature(number, heard);
        inPhase(Phase.none, Cause.none);
        bytes32[] memory own = chunkOf(index);
        vm.expectRevert(abi.encodeWithSelector(Requests.NotUnserved.selector, index));
        hall.requestExitForEntry(entries[index], own);
    }

    /// EXIT-005: also as the exit would begin, by whoever would begin it.
    function test_whatHasAgedIsHeardAtTheLast() external {
        enforceAll(1);
        uint64 index = askFor(MEMBER, EntryKind.key);
        pass(8 days);
        hall.requestExitForEntry(entries[index], chunkOf(index));
        (, Accepted memory heard) = strike(2);
        pass(2 days);
        hall.beginExit(listOf(heard));
        inPhase(Phase.none, Cause.none);
        (,,, uint64 heardCount) = vault.checkpointState();
        equal(heardCount, 2, "in force");
    }

    /// EXIT-005: a censor that accepts a word which hears, and one in the same block that does not, has heard nobody.
    function test_aWordThatNeverIsInForceMendsNothing() external {
        enforceAll(1);
        uint64 index = askFor(MEMBER, EntryKind.withdraw);
        pass(8 days);
        hall.requestExitForEntry(entries[index], chunkOf(index));
        Accepted[] memory both = new Accepted[](2);
        (, both[1]) = strikeAt(block.timestamp - 20 minutes, 2);
        (, both[0]) = strike(1);
        pass(2 days);
        hall.beginExit(both);
        inPhase(Phase.exit, Cause.unserved);
        equal(hall.exitState().epochX, both[0].epoch, "by the newest");
    }

    /// EXIT-002: nor does one end a silence that says more of the inbox than came in, and so never is in force.
    function test_aWordThatCannotBeInForceEndsNoSilence() external {
        enforceAll(1);
        pass(8 days);
        hall.requestExitForSilence();
        pass(1 hours);
        strike(2);
        inPhase(Phase.requested, Cause.silence);
        pass(10 minutes);
        strike(0);
        inPhase(Phase.requested, Cause.silence);
        pass(10 minutes);
        strike(1);
        inPhase(Phase.none, Cause.none);
    }

    /// EXIT-004, EXIT-006: the eighth attack. Dust fills chunks until one entry is old: each is found in its own.
    function test_dustThatIsNotHeardIsUnservedAsWell() external {
        for (uint256 n = 0; n < 129; ++n) {
            comeIn(MEMBER, 1);
        }
        enforceAll(1);
        pass(8 days);
        (, Accepted memory newest) = strike(64);
        // What a checkpoint in force has heard is not unserved; one that only was accepted may not count.
        hall.requestExitForEntry(entries[63], chunkOf(63));
        pass(30 minutes);
        vault.mature(1, newest);
        inPhase(Phase.none, Cause.none);
        for (uint256 index = 64; index < 130; index += 33) {
            uint256 state = vm.snapshotState();
            hall.requestExitForEntry(entries[index], chunkOf(index));
            inPhase(Phase.requested, Cause.unserved);
            vm.revertToState(state);
        }
        bytes32[] memory own = chunkOf(63);
        vm.expectRevert(abi.encodeWithSelector(Requests.NotUnserved.selector, 63));
        hall.requestExitForEntry(entries[63], own);
    }

    /// EXIT-006
    function test_anEntryIsWhatCameIn() external {
        enforceAll(0);
        for (uint256 n = 0; n < 65; ++n) {
            comeIn(MEMBER, 5 + n);
        }
        pass(8 days);
        Entry memory other = entries[3];
        other.amount += 1;
        bytes32[] memory leaves = chunkOf(3);
        bytes memory reason = abi.encodeWithSelector(Entries.NoSuchEntry.selector, 3);
        vm.expectRevert(reason);
        hall.requestExitForEntry(other, leaves);
        // A leaf of one's own in its place folds to something else.
        leaves[3] = leafOfEntry(other);
        vm.expectRevert(reason);
        hall.requestExitForEntry(other, leaves);
        // Nor a part of the chunk, nor more than one.
        vm.expectRevert(reason);
        hall.requestExitForEntry(entries[3], new bytes32[](2));
        vm.expectRevert(reason);
        hall.requestExitForEntry(entries[3], new bytes32[](65));
        // The place of another.
        Entry memory moved = entries[3];
        moved.index = 4;
        leaves = chunkOf(3);
        vm.expectRevert(abi.encodeWithSelector(Entries.NoSuchEntry.selector, 4));
        hall.requestExitForEntry(moved, leaves);
        // One that has not come in yet.
        moved.index = 66;
        leaves = chunkOf(65);
        vm.expectRevert(abi.encodeWithSelector(Entries.NoSuchEntry.selector, 66));
        hall.requestExitForEntry(moved, leaves);
        hall.requestExitForEntry(entries[65], chunkOf(65));
    }

    function replaceHot() private {
        Keys.Keyring memory next = Keys.ring("next", 5, 2);
        bytes32 hash = hashOf(next.set, SetKind.hot);
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, sets.replacements(), hash);
        sets.replaceHot(cold.set, cold.sign(digest, 3), next.set, next.sign(digest, 5));
        hot = next;
    }

    /// EXIT-007, EXIT-008: the second attack: another word of the same epoch for each vault.
    function test_twoWordsOfOneEpochStopTheVault() external {
        Accepted memory old = enforceAll(1);
        pass(10 minutes);
        (uint32 number, Accepted memory forged) = strike(1);
        uint64 timeMs = uint64(block.timestamp * 1_000);
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs / 600_000 * 600_000, keccak256("other")));
        inPhase(Phase.requested, Cause.contradiction);
        equal(vault.stopEndsAt(), block.timestamp + 72 hours, "stopped");
        pass(1 days);
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.mature(number, forged);
        // Nor does it go on when the stop is over.
        pass(2 days);
        vm.expectRevert(abi.encodeWithSelector(ExitStored.ExitUnderWay.selector, Phase.requested));
        vault.resume();
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.mature(number, forged);
        hall.beginExit(noList());
        inPhase(Phase.exit, Cause.contradiction);
        equal(hall.exitState().epochX, old.epoch, "by what was in force");
    }

    /// EXIT-008: what a set signs that contradicted itself is not taken, and the cold keys' word alone does not let it go on.
    function test_aSetThatContradictsItselfIsNotHeard() external {
        enforceAll(1);
        pass(10 minutes);
        uint64 timeMs = uint64(block.timestamp * 1_000);
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs, keccak256("other")));
        (bool isTaken,) = address(this).call(abi.encodeCall(this.strikeOutside, (1)));
        isTrue(!isTaken, "not accepted");
        uint64 endsAt = vault.stopEndsAt();
        bytes32 digest = orderDigest(LIFT_TYPE, endsAt, 0);
        isUnderWay(Phase.requested);
        sets.lift(cold.set, cold.sign(digest, 3));
    }

    function strikeOutside(uint64 heard) external {
        strike(heard);
    }

    /// EXIT-009
    function test_theColdKeysEndAContradiction() external {
        enforceAll(1);
        pass(10 minutes);
        uint64 timeMs = uint64(block.timestamp * 1_000);
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs, keccak256("other")));
        pass(1 hours);
        replaceHot();
        inPhase(Phase.none, Cause.none);
        equal(vault.stopEndsAt(), 0, "it goes on");
        pass(10 minutes);
        enforceAll(1);
        vm.expectRevert(Requests.NotRequested.selector);
        hall.beginExit(noList());
    }

    /// EXIT-009: a replacement is no word of a house that was silent.
    function test_aReplacementEndsNoSilence() external {
        Accepted memory accepted = enforceAll(1);
        pass(8 days);
        hall.requestExitForSilence();
        vm.prank(GUARDIAN);
        sets.stop();
        replaceHot();
        inPhase(Phase.requested, Cause.silence);
        pass(2 days);
        hall.beginExit(listOf(accepted));
        inPhase(Phase.exit, Cause.silence);
    }

    /// EXIT-007
    function test_whatIsNoContradiction() external {
        enforceAll(1);
        pass(20 minutes);
        uint64 timeMs = uint64(block.timestamp * 1_000 / 600_000 * 600_000);
        Signed memory one = signedOf(timeMs, keccak256("one"));
        Signed memory same = signedOf(timeMs, keccak256("one"));
        bytes memory none = abi.encodeWithSelector(Requests.NoContradiction.selector);
        refused(one, same, none);
        refused(one, signedOf(timeMs - 1, keccak256("other")), none);
        refused(one, signedOf(timeMs + 600_000, keccak256("other")), none);
        Signed memory other = signedOf(timeMs + 599_999, keccak256("other"));
        Keys.Keyring memory strangers = Keys.ring("strangers", 4, 1);
        bytes32 hash = hashOf(strangers.set, SetKind.hot);
        bytes32 digest = digestOfSigned(one);
        bytes32 otherDigest = digestOfSigned(other);
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.UnknownSet.selector, hash));
        hall.requestExitForContradiction(
            strangers.set, one, strangers.sign(digest, 3), other, strangers.sign(otherDigest, 3)
        );
        vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, 2, 4));
        hall.requestExitForContradiction(hot.set, one, hot.sign(digest, 2), other, hot.sign(otherDigest, 3));
        vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, 2, 4));
        hall.requestExitForContradiction(hot.set, one, hot.sign(digest, 3), other, hot.sign(otherDigest, 2));
        contradict(one, other);
        isUnderWay(Phase.requested);
        hall.requestExitForContradiction(hot.set, one, hot.sign(digest, 3), other, hot.sign(otherDigest, 3));
        pass(3 days);
        hall.beginExit(noList());
        isUnderWay(Phase.exit);
        hall.requestExitForContradiction(hot.set, one, hot.sign(digest, 3), other, hot.sign(otherDigest, 3));
    }

    function refused(Signed memory first, Signed memory second, bytes memory reason) private {
        bytes32 digest = digestOfSigned(first);
        bytes32 other = digestOfSigned(second);
        vm.expectRevert(reason);
        hall.requestExitForContradiction(hot.set, first, hot.sign(digest, 3), second, hot.sign(other, 3));
    }

    /// EXIT-007: keys that have not signed for long may be anybody's by now.
    function test_aStaleSetContradictsNothing() external {
        enforceAll(1);
        pass(22 days);
        uint64 timeMs = uint64(block.timestamp * 1_000);
        Signed memory one = signedOf(timeMs, keccak256("one"));
        Signed memory other = signedOf(timeMs, keccak256("other"));
        bytes32 digest = digestOfSigned(one);
        bytes32 otherDigest = digestOfSigned(other);
        vm.expectPartialRevert(Checkpoints.SetStale.selector);
        hall.requestExitForContradiction(hot.set, one, hot.sign(digest, 3), other, hot.sign(otherDigest, 3));
    }

    /// EXIT-010
    function test_oneCauseAtATimeButForAContradiction() external {
        enforceAll(1);
        uint64 index = askFor(MEMBER, EntryKind.withdraw);
        pass(8 days);
        hall.requestExitForSilence();
        isUnderWay(Phase.requested);
        hall.requestExitForSilence();
        bytes32[] memory own = chunkOf(index);
        isUnderWay(Phase.requested);
        hall.requestExitForEntry(entries[index], own);
        vm.prank(GUARDIAN);
        sets.stop();
        uint64 endsAt = vault.stopEndsAt();
        uint64 timeMs = uint64(block.timestamp * 1_000);
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs, keccak256("other")));
        inPhase(Phase.requested, Cause.contradiction);
        equal(vault.stopEndsAt(), endsAt, "a stop that is as long stays");
        equal(hall.exitState().beginsAt, block.timestamp + 72 hours, "from now on");
        pass(3 days);
        hall.beginExit(noList());
        own = chunkOf(index);
        isUnderWay(Phase.exit);
        hall.requestExitForEntry(entries[index], own);
        isUnderWay(Phase.exit);
        hall.requestExitForSilence();
    }

    /// EXIT-023: places that the cold keys emptied are passed over, what has not aged too, and no word is an older one's.
    function test_theNewestThatHasAgedComesIntoForce() external {
        Accepted memory old = enforceAll(1);
        pass(10 minutes);
        (, Accepted memory voided) = strike(1);
        vm.prank(GUARDIAN);
        sets.stop();
        replaceHot();
        isTrue(voided.epoch > old.epoch, "a later one");
        pass(10 minutes);
        (, Accepted memory aged) = strike(1);
        pass(8 days);
        hall.requestExitForSilence();
        pass(2 days);
        Accepted[] memory wrong = new Accepted[](2);
        (wrong[0], wrong[1]) = (voided, aged);
        vm.expectPartialRevert(CheckpointStored.NotAccepted.selector);
        hall.beginExit(wrong);
        hall.beginExit(listOf(aged));
        equal(hall.exitState().epochX, aged.epoch, "the newest");
    }

    /// EXIT-023: where all was voided, the one in force is what all are paid by.
    function test_emptyPlacesArePassedOver() external {
        Accepted memory old = enforceAll(1);
        for (uint256 n = 0; n < 3; ++n) {
            pass(10 minutes);
            strike(1);
        }
        vm.prank(GUARDIAN);
        sets.stop();
        replaceHot();
        exitBySilence(noList());
        equal(hall.exitState().epochX, old.epoch, "what was in force");
    }

    /// EXIT-025: a stop, and one that nobody said is over, hold up neither requests nor exits.
    function test_aStopHoldsUpNoExit() external {
        Accepted memory accepted = enforceAll(1);
        pass(7 days - 1 hours);
        vm.prank(GUARDIAN);
        sets.stop();
        pass(1 hours);
        hall.requestExitForSilence();
        pass(2 days);
        isTrue(block.timestamp < vault.stopEndsAt(), "stopped");
        hall.beginExit(listOf(accepted));
        inPhase(Phase.exit, Cause.silence);
        equal(vault.stopEndsAt(), type(uint64).max, "for good");
    }

    /// EXIT-024: nothing of the old rules is done any more, whoever asks.
    function test_anExitAdmitsNothingElse() external {
        Accepted memory accepted = enforceAll(1);
        exitBySilence(listOf(accepted));
        coin.mint(MEMBER, 10);
        vm.prank(MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Stoppable.IsStopped.selector, type(uint64).max));
        vault.deposit(address(coin), 10, target(MEMBER), "");
        vm.prank(MEMBER, MEMBER);
        vm.expectRevert(StopStored.InExit.selector);
        vault.request(EntryKind.withdraw, target(MEMBER), "");
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.mature(0, accepted);
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.advance(assets[0], 0, new bytes32[](0));
        OutboxRow memory row;
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.pay(row, 0, new bytes32[](0));
        vm.expectRevert(StopStored.InExit.selector);
        vault.resume();
        vm.prank(GUARDIAN);
        vm.expectRevert(StopStored.InExit.selector);
        sets.stop();
        isUnderWay(Phase.exit);
        this.strikeOutside(1);
        vm.expectRevert(StopStored.InExit.selector);
        vault.requireOpen();
        noOrders();
    }

    function noOrders() private {
        bytes memory reason = abi.encodeWithSelector(StopStored.InExit.selector);
        Rotation[] memory links = new Rotation[](1);
        links[0] = link(hot, Keys.ring("next", 4, 2), SetKind.hot);
        vm.expectRevert(reason);
        sets.rotate(SetKind.hot, links);
        links[0] = link(cold, Keys.ring("next cold", 4, 2), SetKind.cold);
        vm.expectRevert(reason);
        sets.rotate(SetKind.cold, links);
        TokenTerms memory terms = TokenTerms(address(coin), 1, 2);
        vm.expectRevert(reason);
        sets.setTerms(terms, hot.set, hot.sign(keccak256(""), 3));
        vm.prank(address(sets));
        vm.expectRevert(reason);
        vault.setHotSet(keccak256("another"));
        vm.prank(address(sets));
        vm.expectRevert(reason);
        vault.voidAccepted();
        vm.prank(address(sets));
        vm.expectRevert(reason);
        vault.setTerms(terms);
        Keys.Keyring memory next = Keys.ring("next", 5, 2);
        vm.expectRevert(reason);
        sets.replaceHot(cold.set, cold.sign(keccak256(""), 3), next.set, next.sign(keccak256(""), 5));
    }

    /// EXIT-024: a set that waits when the exit begins never signs.
    function test_aSetThatWaitsDoesNotFollow() external {
        Accepted memory accepted = enforceAll(1);
        pass(7 days - 1 hours);
        Rotation[] memory links = new Rotation[](1);
        links[0] = link(hot, Keys.ring("next", 4, 2), SetKind.hot);
        sets.rotate(SetKind.hot, links);
        exitBySilence(listOf(accepted));
        vm.expectRevert(StopStored.InExit.selector);
        sets.activate(SetKind.hot);
        vm.expectRevert(Rotations.NoRotation.selector);
        sets.activate(SetKind.cold);
    }

    /// EXIT-091
    function test_notesComeFromTheVaultItself() external {
        bytes memory reason = abi.encodeWithSelector(Requests.OnlyVault.selector, address(this));
        vm.expectRevert(reason);
        hall.noteAccepted(0, 0);
        vm.expectRevert(reason);
        hall.noteHeard();
        vm.expectRevert(reason);
        hall.noteReplaced();
    }

    /// EXIT-090
    function test_aVaultIsFoundedWithTheHallThatWasMeant() external {
        ExitTerms memory terms = exitTerms();
        founding.exit = ExitTerms(address(coin), terms.hallCodeHash, 1);
        vm.expectRevert(abi.encodeWithSelector(Door.WrongHall.selector, address(coin).codehash));
        new ValidatorSets(founding);
        address nobody = address(0xdead01);
        founding.exit = ExitTerms(nobody, nobody.codehash, 1);
        vm.expectRevert(abi.encodeWithSelector(Door.WrongHall.selector, nobody.codehash));
        new ValidatorSets(founding);
        founding.exit = terms;
        ValidatorSets other = new ValidatorSets(founding);
        isTrue(other.VAULT().HALL() == terms.hall, "its hall");
        equal(hall.challengeBondWei(), BOND, "its bond");
    }

    /// EXIT-001: a house that never signed is left as well, with all that came in.
    function test_aHouseThatNeverSpokeIsLeft() external {
        vm.warp(START + 7 days);
        hall.requestExitForSilence();
        pass(2 days);
        hall.beginExit(noList());
        equal(hall.exitState().epochX, 0, "by no word");
    }
}
