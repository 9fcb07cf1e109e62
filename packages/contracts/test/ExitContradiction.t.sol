// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accepted, CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {Checkpoints} from "../src/checkpoints/Checkpoints.sol";
import {ExitStored} from "../src/exit/ExitStore.sol";
import {Cause, Phase} from "../src/exit/Phase.sol";
import {Requests} from "../src/exit/Requests.sol";
import {Signed} from "../src/exit/Signed.sol";
import {EntryKind} from "../src/inbox/Inbox.sol";
import {SetKind, SignerSets} from "../src/sets/SignerSet.sol";
import {Stoppable} from "../src/vault/Stoppable.sol";
import {Keys} from "./support/Keys.sol";
import {vm} from "./support/Vm.sol";
import {ExitScene} from "./support/ExitScene.sol";

/// A set that signs two things of one epoch.
contract ExitContradictionTest is ExitScene {
    using Keys for Keys.Keyring;

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
        vm.prank(GUARDIAN);
        sets.stop();
        uint64 endsAt = vault.stopEndsAt();
        uint64 timeMs = uint64(block.timestamp * 1_000);
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs, keccak256("other")));
        inPhase(Phase.requested, Cause.contradiction);
        equal(vault.stopEndsAt(), endsAt, "a stop that is as long stays");
        equal(hall.exitState().beginsAt, block.timestamp + 72 hours, "from now on");
        bytes32[] memory own = chunkOf(index);
        hall.requestExitForEntry(entries[index], own); // counts beside it
        isUnderWay(Phase.requested);
        hall.requestExitForEntry(entries[index], own);
        pass(3 days);
        hall.beginExit(noList());
        isUnderWay(Phase.exit);
        hall.requestExitForEntry(entries[index], own);
        isUnderWay(Phase.exit);
        hall.requestExitForSilence();
    }
}
