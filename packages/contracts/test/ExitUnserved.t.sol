// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accepted} from "../src/checkpoints/CheckpointStore.sol";
import {Entries, Entry} from "../src/exit/Entry.sol";
import {Cause, Phase} from "../src/exit/Phase.sol";
import {Requests} from "../src/exit/Requests.sol";
import {EntryKind} from "../src/inbox/Inbox.sol";
import {vm} from "./support/Vm.sol";
import {ExitScene} from "./support/ExitScene.sol";

/// A house that lives and does not hear somebody.
contract ExitUnservedTest is ExitScene {

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
}
