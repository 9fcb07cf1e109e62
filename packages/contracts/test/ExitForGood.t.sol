// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../src/checkpoints/CheckpointStore.sol";
import {Door, ExitTerms} from "../src/exit/Door.sol";
import {Phase} from "../src/exit/Phase.sol";
import {Requests} from "../src/exit/Requests.sol";
import {EntryKind} from "../src/inbox/Inbox.sol";
import {Rotation, Rotations} from "../src/sets/Rotations.sol";
import {SetKind} from "../src/sets/SignerSet.sol";
import {ValidatorSets} from "../src/sets/ValidatorSets.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {Stoppable} from "../src/vault/Stoppable.sol";
import {StopStored} from "../src/vault/StopStore.sol";
import {Keys} from "./support/Keys.sol";
import {vm} from "./support/Vm.sol";
import {ExitScene} from "./support/ExitScene.sol";

/// A vault in exit does nothing by its old rules any more; and how it has its second half.
contract ExitForGoodTest is ExitScene {
    using Keys for Keys.Keyring;

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
}
