// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accepted, Checkpoints} from "../src/checkpoints/Checkpoints.sol";
import {Guardians} from "../src/sets/Guardians.sol";
import {SignerSets} from "../src/sets/SignerSet.sol";
import {Stoppable} from "../src/vault/Stoppable.sol";
import {Keys} from "./support/Keys.sol";
import {Orders} from "./support/Orders.sol";
import {Signatures} from "../src/sets/SignerSet.sol";
import {vm} from "./support/Vm.sol";

/// Stops delay, and their sum is bounded. Orders of the set count once, in their turn.
contract GuardiansTest is Orders {
    using Keys for Keys.Keyring;

    function setUp() external {
        found(4);
        pay(MEMBER, 1_000_000);
    }

    function stop() private {
        vm.prank(GUARDIAN);
        sets.stop();
    }

    function test_onlyAGuardianStops() external {
        vm.expectRevert(abi.encodeWithSelector(Guardians.NotAGuardian.selector, MEMBER));
        vm.prank(MEMBER);
        sets.stop();
        vm.expectRevert(abi.encodeWithSelector(Stoppable.OnlySets.selector, GUARDIAN));
        vm.prank(GUARDIAN);
        vault.stop(uint64(block.timestamp + 1 days));
    }

    /// VAULT-080, VAULT-082
    function test_aStopEndsByItselfAndIsSpent() external {
        stop();
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.resume();
        pass(72 hours);
        vault.resume();
        vm.expectRevert(Guardians.RightSpent.selector);
        vm.prank(GUARDIAN);
        sets.stop();
    }

    /// VAULT-081
    function test_fiveDaysInThirtyAtMost() external {
        for (uint256 n = 0; n < 2; ++n) {
            stop();
            pass(72 hours);
            vault.resume();
            sets.rearm(hot.set, hotOrder(REARM_TYPE, 0));
        }
        equal(block.timestamp, START + 6 days, "the second ended by itself after two days");
        vm.expectRevert(abi.encodeWithSelector(Guardians.BudgetSpent.selector, 5 days));
        vm.prank(GUARDIAN);
        sets.stop();
        vm.warp(START + 20 days);
        accept(saying(noRows(), assetOf(0)));
        vm.warp(START + 33 days);
        sets.rearm(hot.set, hotOrder(REARM_TYPE, 0));
        stop();
        equal(vault.stopEndsAt(), block.timestamp + 72 hours, "a whole one again");
    }

    /// VAULT-082
    function test_coldKeysLiftAStop() external {
        stop();
        uint256 endsAt = vault.stopEndsAt();
        Signatures memory byHot = hot.sign(orderDigest(LIFT_TYPE, endsAt, 0), 4);
        vm.expectRevert();
        sets.lift(hot.set, byHot);
        sets.lift(cold.set, cold.sign(orderDigest(LIFT_TYPE, endsAt, 0), 3));
        equal(vault.stopEndsAt(), 0, "running");
    }

    /// VAULT-084
    function test_guardiansTakeTheirSeatsAfterADay() external {
        address[] memory next = new address[](1);
        next[0] = address(0x77);
        appoint(next);
        pass(24 hours - 12);
        vm.expectRevert(Guardians.NoAppointment.selector);
        sets.seat();
        pass(12);
        sets.seat();
        vm.prank(address(0x77));
        sets.stop();
    }

    /// VAULT-029
    function test_anOrderCountsOnce() external {
        Signatures memory signatures = hotOrder(REARM_TYPE, 0);
        sets.rearm(hot.set, signatures);
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        sets.rearm(hot.set, signatures);
    }

    /// VAULT-082: what anybody does goes on when a stop is over, whoever says so or not; what must age waits for the word.
    function test_aStopEndsForDepositsByItself() external {
        (uint32 number, Accepted memory accepted) = acceptNow();
        stop();
        uint256 endsAt = vault.stopEndsAt();
        vm.warp(endsAt - 1);
        vm.prank(MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Stoppable.IsStopped.selector, endsAt));
        vault.deposit(address(coin), 1, target(MEMBER), "");
        vm.warp(endsAt);
        pay(MEMBER, 1_000);
        vm.roll(block.number + 1_000);
        vm.expectRevert(abi.encodeWithSelector(Stoppable.IsStopped.selector, endsAt));
        vault.mature(number, accepted);
        vault.resume();
        vm.expectPartialRevert(Checkpoints.NotMature.selector);
        vault.mature(number, accepted);
        pass(30 minutes);
        vault.mature(number, accepted);
    }

    function acceptNow() private returns (uint32, Accepted memory) {
        pass(10 minutes);
        return accept(saying(noRows(), assetOf(0)));
    }

    /// VAULT-041: its blocks count from the resumption as well.
    function test_blocksCountFromTheResumption() external {
        (uint32 number, Accepted memory accepted) = acceptNow();
        stop();
        vm.roll(block.number + 10_000);
        pass(72 hours);
        vault.resume();
        vm.warp(block.timestamp + 30 minutes);
        vm.roll(block.number + 149);
        vm.expectPartialRevert(Checkpoints.NotMature.selector);
        vault.mature(number, accepted);
        vm.roll(block.number + 1);
        vault.mature(number, accepted);
    }

    /// VAULT-080: a second guardian has no right of its own.
    function test_theRightIsOneForAll() external {
        address[] memory next = new address[](2);
        next[0] = GUARDIAN;
        next[1] = address(0x77);
        appoint(next);
        pass(24 hours);
        sets.seat();
        stop();
        pass(72 hours);
        vault.resume();
        vm.expectRevert(Guardians.RightSpent.selector);
        vm.prank(address(0x77));
        sets.stop();
        vm.expectRevert(Guardians.NoAppointment.selector);
        sets.seat();
    }

    /// VAULT-084: delays stand still while the vault is stopped.
    function test_nobodyIsSeatedWhileStopped() external {
        address[] memory next = new address[](1);
        next[0] = address(0x77);
        appoint(next);
        pass(1 hours);
        stop();
        pass(71 hours);
        vm.expectRevert(Guardians.NoAppointment.selector);
        sets.seat();
        pass(1 hours);
        vault.resume();
        pass(24 hours - 12);
        vm.expectRevert(Guardians.NoAppointment.selector);
        sets.seat();
        pass(12);
        sets.seat();
        isTrue(sets.guardians()[0] == address(0x77), "seated");
    }
}
