// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoint, Section} from "../src/checkpoints/Checkpoint.sol";
import {Checkpoints} from "../src/checkpoints/Checkpoints.sol";
import {Accepted} from "../src/checkpoints/CheckpointStore.sol";
import {Tree} from "../src/exit/Availability.sol";
import {Cause, Phase} from "../src/exit/Phase.sol";
import {Requests} from "../src/exit/Requests.sol";
import {Rotation, Rotations} from "../src/sets/Rotations.sol";
import {SetKind, Signatures, SignerSet} from "../src/sets/SignerSet.sol";
import {ExitScene} from "./support/ExitScene.sol";
import {Keys} from "./support/Keys.sol";
import {Trees} from "./support/Trees.sol";
import {Log, vm} from "./support/Vm.sol";

/// Brings what it is told to, behind bytes that mean nothing.
contract Bringer {
    function bring(address target, bytes calldata call) external {
        (bool isDone,) = target.call(call);
        require(isDone);
    }
}

/// What came by another way than a transaction of its own is on the chain all the same.
contract BroughtTest is ExitScene {
    using Keys for Keys.Keyring;

    Bringer private immutable BRINGER = new Bringer();

    /// What is said under a topic since logs were recorded: the calls, in order.
    function told(bytes32 topic) private returns (bytes[] memory calls) {
        Log[] memory logs = vm.getRecordedLogs();
        uint256 count;
        for (uint256 n = 0; n < logs.length; ++n) {
            if (logs[n].topics[0] == topic) ++count;
        }
        calls = new bytes[](count);
        for (uint256 n = logs.length; n > 0; --n) {
            if (logs[n - 1].topics[0] == topic) calls[--count] = abi.decode(logs[n - 1].data, (bytes));
        }
    }

    /// What a call says behind its selector.
    function argumentsOf(bytes memory call) private pure returns (bytes memory rest) {
        rest = new bytes(call.length - 4);
        for (uint256 n = 0; n < rest.length; ++n) {
            rest[n] = call[n + 4];
        }
    }

    /// A checkpoint of now that says the book, as a call.
    function callNow() private view returns (bytes memory) {
        (Checkpoint memory checkpoint, Section memory section) = (checkpointNow(), sectionOf(sayAll(1)));
        checkpoint.claimsRoot = Trees.rootOf(allClaimLeaves(), 32);
        Signatures memory signatures = hot.sign(digestOf(checkpoint, section, hot.set), 3);
        return abi.encodeCall(vault.accept, (checkpoint, section, hot.set, signatures));
    }

    /// What the vault's place commits to, by what the call says and the block that took it.
    function acceptedBy(bytes memory call) private view returns (Accepted memory accepted) {
        (Checkpoint memory checkpoint, Section memory section, SignerSet memory set,) =
            abi.decode(argumentsOf(call), (Checkpoint, Section, SignerSet, Signatures));
        (accepted.epoch, accepted.digest) = (checkpoint.timeMs / 600_000, digestOf(checkpoint, section, set));
        (accepted.roots.stateRoot, accepted.roots.claimsRoot) = (checkpoint.stateRoot, checkpoint.claimsRoot);
        (accepted.roots.outboxRoot, accepted.roots.assetsRoot) = (section.outboxRoot, section.assetsRoot);
        accepted.inboxCount = section.inboxCount;
        (accepted.timeSec, accepted.blockNumber) = (uint64(block.timestamp), uint64(block.number));
    }

    /// EXIT-018, EXIT-076
    function test_whatAContractBroughtIsAskedForAnsweredAndBegunByItsEvent() external {
        vm.recordLogs();
        BRINGER.bring(address(vault), callNow());
        bytes[] memory calls = told(Checkpoints.CheckpointBrought.selector);
        equal(calls.length, 1, "said once");
        Accepted memory accepted = acceptedBy(calls[0]);
        vm.deal(MEMBER, BOND);
        vm.prank(MEMBER);
        hall.challenge{value: BOND}(0, accepted, Tree.claims, 0);
        bytes memory answer = abi.encodeCall(hall.answerClaim, (0, accepted, shownClaim(0), address(0xa6)));
        BRINGER.bring(address(vault), answer);
        calls = told(Requests.Shown.selector);
        equal(calls.length, 1, "the leaf");
        equal(keccak256(calls[0]), keccak256(answer), "in whole");
        pass(8 days);
        hall.requestExitForSilence();
        pass(2 days);
        hall.beginExit(listOf(accepted));
        inPhase(Phase.exit, Cause.silence);
        equal(hall.exitState().epochX, accepted.epoch, "by what it brought");
    }

    /// EXIT-018: an account's own call is its transaction's input, unless the account runs somebody's code.
    function test_anAccountsOwnCallIsSaidByItsTransactionAlone() external {
        bytes memory call = callNow();
        vm.recordLogs();
        vm.prank(MEMBER, MEMBER);
        bring(call);
        equal(told(Checkpoints.CheckpointBrought.selector).length, 0, "its input says it");
        pass(10 minutes);
        call = callNow();
        vm.prank(address(0xa7), MEMBER);
        bring(call);
        equal(told(Checkpoints.CheckpointBrought.selector).length, 1, "a contract that is founded just now");
        pass(10 minutes);
        call = callNow();
        vm.etch(MEMBER, abi.encodePacked(hex"ef0100", BRINGER));
        vm.prank(MEMBER, MEMBER);
        bring(call);
        bytes[] memory calls = told(Checkpoints.CheckpointBrought.selector);
        equal(calls.length, 1, "it could be called back");
        equal(keccak256(calls[0]), keccak256(call), "the whole call");
    }

    function bring(bytes memory call) private {
        (bool isDone,) = address(vault).call(call);
        isTrue(isDone, "accepted");
    }

    /// EXIT-076
    function test_aContradictionIsSaidByAnEvent() external {
        uint64 timeMs = uint64(block.timestamp * 1_000);
        vm.recordLogs();
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs, keccak256("other")));
        bytes[] memory calls = told(Requests.Shown.selector);
        equal(calls.length, 1, "said once");
        equal(bytes32(bytes4(calls[0])), bytes32(hall.requestExitForContradiction.selector), "the whole call");
    }

    /// EXIT-019
    function test_stepsThatAContractBroughtAreSaidByAnEvent() external {
        Keys.Keyring memory next = Keys.ring("second", 5, 2);
        Rotation[] memory links = new Rotation[](1);
        links[0] = link(hot, next, SetKind.hot);
        bytes memory call = abi.encodeCall(sets.rotate, (SetKind.hot, links));
        vm.recordLogs();
        BRINGER.bring(address(sets), call);
        bytes[] memory calls = told(Rotations.RotationBrought.selector);
        equal(calls.length, 1, "said once");
        equal(keccak256(calls[0]), keccak256(call), "the whole call");
    }
}
