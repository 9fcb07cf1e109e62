// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {ClearingVault} from "../src/ClearingVault.sol";
import {IPermit2, IWrappedCoin} from "../src/deposits/interfaces.sol";
import {HouseDomain} from "../src/house/HouseDomain.sol";
import {BadTimers, defaultTimers, Timers} from "../src/house/Timers.sol";
import {Guardians} from "../src/sets/Guardians.sol";
import {SignedOrders} from "../src/sets/SignedOrders.sol";
import {ValidatorSets} from "../src/sets/ValidatorSets.sol";
import {Tokens, TokenTerms} from "../src/tokens/Tokens.sol";
import {Stoppable} from "../src/vault/Stoppable.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// What a vault may be founded with, and who may change it later.
contract FoundingTest is TestVault {
    function setUp() external {
        found(4);
    }

    function refused(bytes4 reason) private {
        vm.expectPartialRevert(reason);
        new ValidatorSets(founding);
    }

    /// VAULT-028
    function test_zerosAreRefused() external {
        founding.house = 0;
        refused(HouseDomain.ZeroHouse.selector);
        founding.house = HOUSE;
        bytes32 set = founding.hotSet;
        founding.hotSet = 0;
        refused(CheckpointStored.UnknownSet.selector);
        founding.hotSet = set;
        set = founding.coldSet;
        founding.coldSet = 0;
        refused(SignedOrders.UnknownSet.selector);
        founding.coldSet = set;
        founding.guardians[0] = address(0);
        refused(Guardians.BadGuardians.selector);
        founding.guardians.pop();
        refused(Guardians.BadGuardians.selector);
        founding.guardians.push(GUARDIAN);
        founding.terms.push(TokenTerms(address(0), 1, 2));
        refused(Tokens.ZeroToken.selector);
    }

    function test_guardiansAscendAndAreFew() external {
        founding.guardians.push(GUARDIAN);
        refused(Guardians.BadGuardians.selector);
        founding.guardians.pop();
        for (uint160 n = 1; n < 16; ++n) {
            founding.guardians.push(address(uint160(GUARDIAN) + n));
        }
        new ValidatorSets(founding);
        founding.guardians.push(address(uint160(GUARDIAN) + 16));
        refused(Guardians.BadGuardians.selector);
    }

    function test_aFloorLetsTheLastAtomsLeave() external {
        founding.terms[0].floorAtoms = 1;
        refused(Tokens.FloorTooLow.selector);
        founding.terms[0].floorAtoms = 2;
        new ValidatorSets(founding);
    }

    /// Each row spoils one timer.
    function test_delaysAreSome() external {
        for (uint256 n = 0; n < 18; ++n) {
            Timers memory timers = defaultTimers();
            if (n == 0) timers.epoch = 0;
            if (n == 1) timers.maturity = 0;
            if (n == 2) timers.maturityBlocks = 0;
            if (n == 3) timers.rotation = 0;
            if (n == 4) timers.capRaise = 0;
            if (n == 5) timers.guardianChange = 0;
            if (n == 6) timers.maturity = 8 * timers.epoch + 1;
            if (n == 7) timers.stop = timers.maturity;
            if (n == 8) timers.stop = timers.stopBudget + 1;
            if (n == 9) timers.stopBudget = timers.stopSpan;
            if (n == 10) timers.freshness = timers.rotation;
            if (n == 11) timers.silence = timers.stop;
            if (n == 12) timers.unserved = timers.stop;
            if (n == 13) timers.grace = timers.maturity - 1;
            if (n == 14) timers.answer = 0;
            if (n == 15) timers.latest = timers.grace + timers.maturity + timers.answer - 1;
            if (n == 16) (timers.silence, timers.unserved) = (0, 0);
            if (n == 17) timers.opening = 60 days + 1;
            founding.timers = timers;
            refused(BadTimers.selector);
        }
        Timers memory last = defaultTimers();
        last.maturity = 8 * last.epoch;
        last.stop = last.stopBudget;
        last.opening = 60 days;
        founding.timers = last;
        new ValidatorSets(founding);
    }

    function test_whatWasFoundedIsThere() external view {
        equal(vault.hotSet(), founding.hotSet, "hot set");
        isTrue(vault.SETS() == address(sets), "its sets");
        equal(vault.HOUSE(), HOUSE, "house");
        equal(vault.lastSignedAt(), START, "fresh from the start");
        address[] memory listed = vault.tokens();
        equal(listed.length, 2, "two tokens");
        isTrue(listed[0] == address(coin) && listed[1] == address(wrapped), "in order");
        isTrue(sets.guardians().length == 1 && sets.guardians()[0] == GUARDIAN, "its guardian");
        TokenTerms memory terms = vault.termsOf(address(coin));
        isTrue(terms.token == address(coin) && terms.capAtoms == 1e15 && terms.floorAtoms == 1_000, "terms");
        equal(vault.rootsInForce().outboxRoot, bytes32(0), "nothing in force");
    }

    /// Nobody but the sets changes the vault.
    function test_onlyItsSets() external {
        bytes memory reason = abi.encodeWithSelector(Stoppable.OnlySets.selector, address(this));
        vm.expectRevert(reason);
        vault.setHotSet(keccak256("mine"));
        vm.expectRevert(reason);
        vault.voidAccepted();
        vm.expectRevert(reason);
        vault.setTerms(TokenTerms(address(coin), 1, 2));
        vm.expectRevert(reason);
        vault.stop(1);
        vm.expectRevert(Stoppable.NotStopped.selector);
        vault.resume();
        vm.prank(address(sets));
        vm.expectPartialRevert(CheckpointStored.UnknownSet.selector);
        vault.setHotSet(0);
    }

    /// No coin comes but through `depositCoin`.
    function test_aBareCoinIsNotTaken() external {
        vm.deal(address(this), 1 ether);
        (bool done,) = address(vault).call{value: 1}("");
        isTrue(!done, "refused");
    }

    function test_whereThereIsNoWrapper() external {
        TokenTerms[] memory none = new TokenTerms[](0);
        ClearingVault bare = new ClearingVault(
            HOUSE, founding.hotSet, defaultTimers(), none, IWrappedCoin(address(0)), IPermit2(address(0)), exitTerms()
        );
        vm.expectRevert(bytes4(keccak256("NoWrapper()")));
        bare.depositCoin(target(MEMBER), "");
    }
}
