// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Cause, Phase} from "../src/exit/Phase.sol";
import {Requests} from "../src/exit/Requests.sol";
import {EntryKind} from "../src/inbox/Inbox.sol";
import {ValidatorSets} from "../src/sets/ValidatorSets.sol";
import {ExitHall} from "../src/exit/ExitHall.sol";
import {ExitBook} from "./support/ExitBook.sol";
import {vm} from "./support/Vm.sol";

/// A vault that its house lists thirty days after it was founded: until then the house cannot sign for it.
contract ExitOpeningTest is ExitBook {
    uint256 private opensAt;

    function setUp() external {
        found(4);
        founding.timers.opening = 30 days;
        sets = new ValidatorSets(founding);
        vault = sets.VAULT();
        hall = ExitHall(address(vault));
        opensAt = block.timestamp + 30 days;
        addAsset(address(coin), 0, 0, 0);
    }

    /// EXIT-016: anyone makes an entry at once; neither it nor the silence counts before the house is to have listed the vault.
    function test_nobodyLeavesAVaultBeforeItIsListed() external {
        uint64 own = askFor(MEMBER, EntryKind.withdraw);
        pass(8 days);
        bytes32[] memory leaves = chunkOf(own);
        vm.expectRevert(abi.encodeWithSelector(Requests.NotSilent.selector, opensAt));
        hall.requestExitForSilence();
        vm.expectRevert(abi.encodeWithSelector(Requests.NotUnserved.selector, own));
        hall.requestExitForEntry(entries[own], leaves);
        vm.warp(opensAt + 7 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Requests.NotSilent.selector, opensAt));
        hall.requestExitForSilence();
        vm.expectRevert(abi.encodeWithSelector(Requests.NotUnserved.selector, own));
        hall.requestExitForEntry(entries[own], leaves);
    }

    /// EXIT-016: its set is as fresh on the day on which it is listed as one that was founded on it.
    function test_itTakesItsFirstWordOnTheDay() external {
        vm.warp(opensAt + 21 days);
        enforceAll(0);
        inPhase(Phase.none, Cause.none);
    }

    /// EXIT-001, EXIT-016: one that is never listed is left by silence, with all that came in.
    function test_oneThatIsNeverListedIsLeft() external {
        comeIn(MEMBER, 5);
        vm.warp(opensAt + 7 days);
        hall.requestExitForSilence();
        pass(2 days);
        hall.beginExit(noList());
        inPhase(Phase.exit, Cause.silence);
    }

    /// EXIT-004, EXIT-016: from its first word on an entry of before counts like any other.
    function test_fromItsFirstWordOnEntriesCount() external {
        uint64 own = askFor(MEMBER, EntryKind.withdraw);
        vm.warp(opensAt);
        bytes32[] memory leaves = chunkOf(own);
        enforceAll(0);
        hall.requestExitForEntry(entries[own], leaves);
        inPhase(Phase.requested, Cause.unserved);
        pass(10 minutes);
        enforceAll(own + 1);
        inPhase(Phase.none, Cause.none);
    }

    function inPhase(Phase phase, Cause cause) private view {
        equal(uint256(hall.exitState().phase), uint256(phase), "phase");
        equal(uint256(hall.exitState().cause), uint256(cause), "cause");
    }
}
