// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accepted, CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {Cause, Phase} from "../src/exit/Phase.sol";
import {Requests} from "../src/exit/Requests.sol";
import {vm} from "./support/Vm.sol";
import {ExitScene} from "./support/ExitScene.sol";

/// A house that says nothing for days, and one that speaks again.
contract ExitSilenceTest is ExitScene {

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

    /// EXIT-001: a house that never signed is left as well, with all that came in.
    function test_aHouseThatNeverSpokeIsLeft() external {
        vm.warp(START + 7 days);
        hall.requestExitForSilence();
        pass(2 days);
        hall.beginExit(noList());
        equal(hall.exitState().epochX, 0, "by no word");
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

    /// EXIT-023: a stop that nobody said is over is no way to begin by an old word; one that goes on is, as it holds up maturing.
    function test_aStopThatIsOverHoldsUpNoWord() external {
        Accepted memory old = enforceAll(1);
        pass(7 days - 1 hours);
        vm.prank(GUARDIAN);
        sets.stop();
        (, Accepted memory newest) = strikeAt(old.timeSec + 10 minutes, 1);
        // It was a stop, and no word of a house: what it accepted meanwhile is an old one.
        pass(7 days);
        hall.requestExitForSilence();
        pass(2 days);
        isTrue(vault.stopEndsAt() != 0, "nobody said so");
        hall.beginExit(listOf(newest));
        equal(hall.exitState().epochX, newest.epoch, "the newest");
    }

    function test_whatIsStoppedDoesNotMature() external {
        Accepted memory old = enforceAll(1);
        pass(8 days);
        hall.requestExitForSilence();
        vm.prank(GUARDIAN);
        sets.stop();
        strikeAt(old.timeSec + 10 minutes, 1);
        pass(2 days);
        hall.beginExit(noList());
        equal(hall.exitState().epochX, old.epoch, "what was in force");
    }
}
