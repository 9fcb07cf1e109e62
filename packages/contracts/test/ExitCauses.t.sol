// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accepted} from "../src/checkpoints/CheckpointStore.sol";
import {Tree} from "../src/exit/Availability.sol";
import {Cause, Phase} from "../src/exit/Phase.sol";
import {Requests} from "../src/exit/Requests.sol";
import {EntryKind} from "../src/inbox/Inbox.sol";
import {Keys} from "./support/Keys.sol";
import {vm} from "./support/Vm.sol";
import {ExitScene} from "./support/ExitScene.sol";

/// Whoever would put an exit off by causes of their own: another entry, a silence that is mended, a contradiction in the last minute.
contract ExitCausesTest is ExitScene {
    using Keys for Keys.Keyring;

    address private constant SPAM = address(0x5ba3);

    /// Ten entries of a censor's own, and a member's behind them; a week later the house still signs.
    function censored() private returns (uint64 first, uint64 own) {
        enforceAll(1);
        first = askFor(SPAM, EntryKind.withdraw);
        for (uint256 n = 1; n < 10; ++n) {
            askFor(SPAM, EntryKind.withdraw);
        }
        own = askFor(MEMBER, EntryKind.withdraw);
        pass(7 days - 30 minutes);
        enforceAll(1);
    }

    /// EXIT-011: a censor asks by an entry of its own and hears that one alone; the member's counts all the same.
    function test_aLaterEntryCountsInTheRequestThereIs() external {
        (uint64 first, uint64 own) = censored();
        hall.requestExitForEntry(entries[first], chunkOf(first));
        uint256 requestedAt = block.timestamp;
        uint256 beginsAt = hall.exitState().beginsAt;
        pass(1 hours);
        hall.requestExitForEntry(entries[own], chunkOf(own));
        equal(hall.exitState().requestedAt, requestedAt, "the same request");
        equal(hall.exitState().beginsAt, beginsAt, "the same beginning");
        (uint32 number, Accepted memory one) = strike(first + 1);
        pass(30 minutes);
        vault.mature(number, one);
        inPhase(Phase.requested, Cause.unserved);
        vm.warp(beginsAt);
        hall.beginExit(listOf(one));
        inPhase(Phase.exit, Cause.unserved);
    }

    /// EXIT-005, EXIT-011: once all are heard the request is over; an earlier one, or a younger one, changes nothing.
    function test_onlyALaterEntryThatIsAsOldCounts() external {
        (uint64 first, uint64 own) = censored();
        uint64 young = askFor(MEMBER, EntryKind.key);
        hall.requestExitForEntry(entries[own], chunkOf(own));
        bytes32[] memory chunk = chunkOf(first);
        isUnderWay(Phase.requested);
        hall.requestExitForEntry(entries[first], chunk);
        isUnderWay(Phase.requested);
        hall.requestExitForEntry(entries[own], chunk);
        vm.expectRevert(abi.encodeWithSelector(Requests.NotUnserved.selector, young));
        hall.requestExitForEntry(entries[young], chunk);
        (uint32 number, Accepted memory one) = strike(own + 1);
        pass(30 minutes);
        vault.mature(number, one);
        inPhase(Phase.none, Cause.none);
    }

    /// EXIT-012: whoever would be unserved asks for silence first, and speaks in the last minute of the grace.
    function test_anEntryBesideASilenceKeepsItsClock() external {
        uint64 own = silentAndUnserved();
        hall.requestExitForEntry(entries[own], chunkOf(own));
        uint256 notedAt = block.timestamp;
        inPhase(Phase.requested, Cause.silence);
        pass(2 days - 1 minutes);
        (, Accepted memory one) = strike(own);
        inPhase(Phase.requested, Cause.unserved);
        equal(hall.exitState().requestedAt, notedAt, "since it was noted");
        equal(hall.exitState().beginsAt, block.timestamp + 30 minutes, "until what was accepted has aged");
        pass(29 minutes);
        vm.expectPartialRevert(Requests.TooEarly.selector);
        hall.beginExit(listOf(one));
        pass(1 minutes);
        hall.beginExit(listOf(one));
        inPhase(Phase.exit, Cause.unserved);
        equal(hall.exitState().epochX, one.epoch, "by the newest");
    }

    /// EXIT-012: noted later, it begins later.
    function test_anEntryThatIsNotedLateWaitsItsOwnGrace() external {
        uint64 own = silentAndUnserved();
        pass(1 days);
        hall.requestExitForEntry(entries[own], chunkOf(own));
        uint256 notedAt = block.timestamp;
        pass(1 hours);
        strike(own);
        equal(hall.exitState().beginsAt, notedAt + 2 days, "two days after it was noted");
    }

    /// EXIT-002, EXIT-005, EXIT-012: a house that speaks again, and has heard the entry, is left by nobody.
    function test_aHouseThatHearsAgainEndsBoth() external {
        uint64 own = silentAndUnserved();
        hall.requestExitForEntry(entries[own], chunkOf(own));
        pass(1 hours);
        (uint32 number, Accepted memory one) = strike(own + 1);
        inPhase(Phase.requested, Cause.unserved);
        pass(30 minutes);
        vault.mature(number, one);
        inPhase(Phase.none, Cause.none);
        // Nothing of it is left for the next silence.
        uint64 next = askFor(MEMBER, EntryKind.key);
        pass(8 days);
        hall.requestExitForSilence();
        pass(1 hours);
        strike(next);
        inPhase(Phase.none, Cause.none);
    }

    /// EXIT-012: an older word that comes into force meanwhile, and has heard it, leaves nothing of it.
    function test_whatWasHeardMeanwhileIsNotBesideASilence() external {
        uint64 own = silentAndUnserved();
        hall.requestExitForEntry(entries[own], chunkOf(own));
        (uint32 number, Accepted memory older) = strikeAt(block.timestamp - 1 hours, own + 1);
        inPhase(Phase.requested, Cause.silence);
        pass(30 minutes);
        vault.mature(number, older);
        inPhase(Phase.requested, Cause.silence);
        strike(own + 1);
        inPhase(Phase.none, Cause.none);
    }

    function silentAndUnserved() private returns (uint64 own) {
        enforceAll(1);
        own = askFor(MEMBER, EntryKind.withdraw);
        pass(7 days);
        hall.requestExitForSilence();
    }

    /// EXIT-029: a set that contradicts itself in the last minute has the three days of the cold keys, and no question adds to them.
    function test_noQuestionHoldsUpAContradiction() external {
        enforceAll(1);
        (uint32 number, Accepted memory one) = strike(1);
        uint64 timeMs = uint64(block.timestamp * 1_000);
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs, keccak256("other")));
        uint256 beginsAt = block.timestamp + 3 days;
        uint256 bond = hall.challengeBondWei();
        vm.deal(address(this), bond);
        hall.challenge{value: bond}(number, one, Tree.claims, 0);
        equal(hall.exitState().beginsAt, beginsAt, "no later");
        pass(3 days);
        hall.beginExit(noList());
        inPhase(Phase.exit, Cause.contradiction);
    }

    /// A vault that was stopped, and accepted a word in that time; then its house is dead, and nobody says that the stop is over.
    function stoppedThenDead() private returns (Accepted memory old, Accepted[] memory both) {
        old = enforceAll(1);
        vm.prank(GUARDIAN);
        sets.stop();
        pass(3 days - 10 minutes);
        both = new Accepted[](2);
        (, both[0]) = strike(1);
        both[1] = old;
    }

    /// EXIT-027: who resumes and begins in one transaction begins by no older word; nor days after it could have begun.
    function test_aResumptionTakesNothingFromWhatHasAged() external {
        (, Accepted[] memory both) = stoppedThenDead();
        pass(8 days);
        hall.requestExitForSilence();
        for (uint256 day = 2; day < 8; day += 5) {
            uint256 state = vm.snapshotState();
            pass(day * 1 days);
            uint256 beginsAt = hall.exitState().beginsAt;
            vault.resume();
            equal(vault.stopEndsAt(), 0, "over");
            equal(hall.exitState().beginsAt, beginsAt, "nothing to wait for");
            hall.beginExit(both);
            equal(hall.exitState().epochX, both[0].epoch, "by the newest");
            vm.revertToState(state);
        }
    }

    /// EXIT-028: a resumption from which the newest word ages anew puts the beginning off until it has.
    function test_aResumptionThatBeginsToAgeIsWaitedFor() external {
        enforceAll(1);
        pass(7 days - 1 hours);
        vm.prank(GUARDIAN);
        sets.stop();
        uint256 signedAt = block.timestamp - 10 minutes;
        pass(1 hours);
        hall.requestExitForSilence();
        (, Accepted memory newest) = strikeAt(signedAt, 1);
        pass(2 days - 1 minutes);
        bytes32 digest = orderDigest(LIFT_TYPE, vault.stopEndsAt(), 0);
        sets.lift(cold.set, cold.sign(digest, 3));
        uint256 beginsAt = block.timestamp + 30 minutes;
        equal(hall.exitState().beginsAt, beginsAt, "postponed");
        pass(1 minutes);
        vm.expectPartialRevert(Requests.TooEarly.selector);
        hall.beginExit(listOf(newest));
        pass(29 minutes);
        hall.beginExit(listOf(newest));
        equal(hall.exitState().epochX, newest.epoch, "by the newest");
    }

    /// EXIT-030: a stop that is just over, though nobody said so, is waited for as its resumption would be.
    function test_aStopThatIsJustOverIsWaitedFor() external {
        Accepted memory old = enforceAll(1);
        pass(7 days);
        hall.requestExitForSilence();
        uint256 requestedAt = block.timestamp;
        vm.prank(GUARDIAN);
        sets.stop();
        strikeAt(old.timeSec + 10 minutes, 1);
        pass(1 days);
        Accepted[] memory both = new Accepted[](2);
        (, both[0]) = strikeAt(old.timeSec + 20 minutes, 1);
        both[1] = old;
        uint256 endsAt = vault.stopEndsAt();
        equal(endsAt, requestedAt + 3 days, "three days");
        pass(2 days - 1);
        uint256 state = vm.snapshotState();
        // A stop that goes on holds up no exit, and what it holds up is not paid by.
        hall.beginExit(both);
        equal(hall.exitState().epochX, old.epoch, "what was in force");
        vm.revertToState(state);
        pass(1);
        for (uint256 n = 0; n < 2; ++n) {
            vm.expectPartialRevert(Requests.TooEarly.selector);
            hall.beginExit(both);
            vm.warp(endsAt + 30 minutes - 1);
        }
        vm.warp(endsAt + 30 minutes);
        hall.beginExit(both);
        equal(hall.exitState().epochX, both[0].epoch, "the newest");
    }

    /// EXIT-022, EXIT-030: but no longer than four days after the request.
    function test_aStopIsWaitedForToTheLatestTime() external {
        enforceAll(1);
        pass(8 days);
        hall.requestExitForSilence();
        uint256 latest = block.timestamp + 4 days;
        pass(1 days - 10 minutes);
        vm.prank(GUARDIAN);
        sets.stop();
        equal(vault.stopEndsAt(), latest - 10 minutes, "over just before");
        vm.roll(block.number + 30_000);
        vm.warp(latest - 1);
        vm.expectPartialRevert(Requests.TooEarly.selector);
        hall.beginExit(noList());
        vm.warp(latest);
        hall.beginExit(noList());
        inPhase(Phase.exit, Cause.silence);
    }

    /// EXIT-029, EXIT-030: a contradiction's own stop is none that is waited for.
    function test_aContradictionWaitsForNoStop() external {
        enforceAll(1);
        uint64 timeMs = uint64(block.timestamp * 1_000);
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs, keccak256("other")));
        pass(3 days);
        equal(vault.stopEndsAt(), block.timestamp, "just over");
        hall.beginExit(noList());
        inPhase(Phase.exit, Cause.contradiction);
    }

    /// EXIT-027: in the first blocks after a halt nothing counts as aged that people could not look at.
    function test_aResumptionAfterAHaltAgesAnew() external {
        (, Accepted[] memory both) = stoppedThenDead();
        vm.warp(block.timestamp + 8 days);
        vm.roll(block.number + 1);
        hall.requestExitForSilence();
        vault.resume();
        (uint64 timeSec,) = vault.agedFrom(both[0].timeSec, both[0].blockNumber);
        equal(timeSec, block.timestamp, "from now on");
    }
}
