// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Accepted, Checkpoints} from "../src/checkpoints/Checkpoints.sol";
import {Rotation, Rotations} from "../src/sets/Rotations.sol";
import {SetKind, Signatures, SignerSets} from "../src/sets/SignerSet.sol";
import {SignedOrders} from "../src/sets/SignedOrders.sol";
import {Keys} from "./support/Keys.sol";
import {Orders} from "./support/Orders.sol";
import {vm} from "./support/Vm.sol";

/// How sets follow one another.
contract RotationsTest is Orders {
    using Keys for Keys.Keyring;

    OutboxRow[] private none;
    Keys.Keyring private second;
    Keys.Keyring private third;

    function setUp() external {
        found(4);
        pay(MEMBER, 1_000_000);
        pass(10 minutes);
        second = Keys.ring("second", 5, 2);
        third = Keys.ring("third", 6, 3);
    }

    function links(Rotation memory only) private pure returns (Rotation[] memory all) {
        all = new Rotation[](1);
        all[0] = only;
    }

    /// VAULT-024
    function test_theNextSetSignsAfterItsDelay() external {
        sets.rotate(SetKind.hot, links(link(hot, second, SetKind.hot)));
        pass(24 hours - 12);
        vm.expectRevert(abi.encodeWithSelector(Rotations.NotReady.selector, hashOf(second.set, SetKind.hot)));
        sets.activate(SetKind.hot);
        accept(saying(none, assetOf(0)));
        pass(10 minutes);
        sets.activate(SetKind.hot);
        hot = second;
        accept(saying(none, assetOf(0)));
    }

    function test_manyMissedLinksTakeOneDelay() external {
        Rotation[] memory both = new Rotation[](2);
        both[0] = link(hot, second, SetKind.hot);
        both[1] = link(second, third, SetKind.hot);
        sets.rotate(SetKind.hot, both);
        pass(24 hours);
        sets.activate(SetKind.hot);
        equal(vault.hotSet(), hashOf(third.set, SetKind.hot), "the last one's set");
    }

    /// VAULT-031: a link that somebody brings first holds up none of those behind it.
    function test_linksBroughtOneByOneTakeOneDelay() external {
        Rotation[] memory both = new Rotation[](2);
        both[0] = link(hot, second, SetKind.hot);
        both[1] = link(second, third, SetKind.hot);
        sets.rotate(SetKind.hot, links(both[0]));
        pass(12);
        sets.rotate(SetKind.hot, both);
        bytes32 last = hashOf(third.set, SetKind.hot);
        vm.expectRevert(abi.encodeWithSelector(Rotations.RotationPending.selector, last));
        sets.rotate(SetKind.hot, both);
        Rotation[] memory twins = new Rotation[](3);
        twins[0] = link(hot, Keys.ring("a twin", 5, 2), SetKind.hot);
        (twins[1], twins[2]) = (both[1], both[1]);
        vm.expectRevert(
            abi.encodeWithSelector(Rotations.RotationPending.selector, hashOf(second.set, SetKind.hot))
        );
        sets.rotate(SetKind.hot, twins);
        pass(24 hours - 12);
        sets.activate(SetKind.hot);
        equal(vault.hotSet(), hashOf(second.set, SetKind.hot), "the first has waited");
        (bytes32 pending,) = sets.pendingSet(SetKind.hot);
        equal(pending, last, "the second waits");
        vm.expectRevert(abi.encodeWithSelector(Rotations.NotReady.selector, last));
        sets.activate(SetKind.hot);
        pass(12);
        sets.activate(SetKind.hot);
        equal(vault.hotSet(), last, "and takes over a block later");
    }

    /// VAULT-030: the cold keys go back to the set before; the link to the stolen one is public, and leads nowhere.
    function test_aSetThatWasPutAsideNeverSignsAgain() external {
        Rotation[] memory old = links(link(hot, second, SetKind.hot));
        sets.rotate(SetKind.hot, old);
        pass(24 hours);
        sets.activate(SetKind.hot);
        bytes32 stolen = hashOf(second.set, SetKind.hot);
        vm.prank(GUARDIAN);
        sets.stop();
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, 0, stolen);
        Signatures memory byCold = cold.sign(digest, 3);
        Signatures memory byItself = second.sign(digest, 5);
        vm.expectRevert(abi.encodeWithSelector(SignedOrders.UnknownSet.selector, stolen));
        sets.replaceHot(cold.set, byCold, second.set, byItself);
        digest = orderDigest(REPLACEMENT_TYPE, 0, hashOf(hot.set, SetKind.hot));
        sets.replaceHot(cold.set, cold.sign(digest, 3), hot.set, hot.sign(digest, 4));
        vm.expectRevert(abi.encodeWithSelector(SignedOrders.UnknownSet.selector, stolen));
        sets.rotate(SetKind.hot, old);
        sets.rotate(SetKind.hot, links(link(hot, Keys.ring("another", 5, 2), SetKind.hot)));
    }

    /// VAULT-023
    function test_aLinkFollowsTheActiveSet() external {
        Rotation[] memory skipped = links(link(second, third, SetKind.hot));
        vm.expectRevert(abi.encodeWithSelector(SignedOrders.UnknownSet.selector, hashOf(second.set, SetKind.hot)));
        sets.rotate(SetKind.hot, skipped);
        Keys.Keyring memory far = Keys.ring("far", 4, 3);
        Rotation[] memory jump = links(link(hot, far, SetKind.hot));
        vm.expectRevert(abi.encodeWithSelector(Rotations.EpochSkipped.selector, 1, 3));
        sets.rotate(SetKind.hot, jump);
    }

    /// VAULT-023
    function test_bothSidesSign() external {
        Rotation memory one = link(hot, second, SetKind.hot);
        bytes32 digest = signable(
            keccak256(
                abi.encode(
                    ROTATION_TYPE, HOUSE, hashOf(hot.set, SetKind.hot), hashOf(second.set, SetKind.hot), uint64(2)
                )
            )
        );
        one.toSignatures = second.sign(digest, 3);
        vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, 3, 5));
        sets.rotate(SetKind.hot, links(one));
        one = link(hot, second, SetKind.hot);
        one.fromSignatures = hot.sign(digest, 2);
        vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, 2, 4));
        sets.rotate(SetKind.hot, links(one));
    }

    /// VAULT-028
    function test_aSetIsWellFormed() external {
        Rotation memory one = link(hot, second, SetKind.hot);
        one.to.words[1] = one.to.words[0];
        vm.expectRevert(abi.encodeWithSelector(SignerSets.NotAscending.selector, 1));
        sets.rotate(SetKind.hot, links(one));
        one = link(hot, second, SetKind.hot);
        one.to.total += 1;
        vm.expectRevert(abi.encodeWithSelector(SignerSets.TotalDiffers.selector, 5));
        sets.rotate(SetKind.hot, links(one));
        one = link(hot, second, SetKind.hot);
        one.to.words[0] -= 1;
        vm.expectRevert(abi.encodeWithSelector(SignerSets.ZeroPower.selector, 0));
        sets.rotate(SetKind.hot, links(one));
        one = link(hot, second, SetKind.hot);
        one.to.words = new uint256[](0);
        vm.expectRevert(SignerSets.EmptySet.selector);
        sets.rotate(SetKind.hot, links(one));
    }

    function test_aRotationIsOfItsKind() external {
        Rotation[] memory asCold = links(link(hot, second, SetKind.cold));
        vm.expectRevert(abi.encodeWithSelector(SignerSets.BadSignature.selector, 0));
        sets.rotate(SetKind.hot, asCold);
    }

    /// VAULT-025: The tenth attack of the threat table: thrice rotated unseen, relayed late; old keys sign on day 22.
    function test_oldKeysAreWorthNothingOnDay22() external {
        accept(saying(none, assetOf(0)));
        pass(22 days);
        Rotation[] memory theft = links(link(hot, second, SetKind.hot));
        vm.expectPartialRevert(Checkpoints.SetStale.selector);
        sets.rotate(SetKind.hot, theft);
    }

    /// VAULT-026, VAULT-027
    function test_coldKeysReplaceAHotSetInAStop() external {
        (uint32 forged, Accepted memory accepted) = accept(saying(none, assetOf(0)));
        sets.rotate(SetKind.hot, links(link(hot, second, SetKind.hot)));
        bytes32 hash = hashOf(third.set, SetKind.hot);
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, 0, hash);
        Signatures memory byCold = cold.sign(digest, 3);
        Signatures memory byThird = third.sign(digest, 5);
        vm.expectRevert(Rotations.NotStopped.selector);
        sets.replaceHot(cold.set, byCold, third.set, byThird);
        vm.prank(GUARDIAN);
        sets.stop();
        Signatures memory few = cold.sign(digest, 2);
        vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, 2, 4));
        sets.replaceHot(cold.set, few, third.set, byThird);
        sets.replaceHot(cold.set, byCold, third.set, byThird);
        equal(vault.hotSet(), hash, "the new set");
        pass(30 minutes);
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.NotAccepted.selector, forged));
        vault.mature(forged, accepted);
        vm.expectRevert(Rotations.NoRotation.selector);
        sets.activate(SetKind.hot);
    }

    function test_aReplacementCountsOnce() external {
        bytes32 hash = hashOf(third.set, SetKind.hot);
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, 0, hash);
        vm.prank(GUARDIAN);
        sets.stop();
        sets.replaceHot(cold.set, cold.sign(digest, 3), third.set, third.sign(digest, 5));
        hot = third;
        sets.rearm(hot.set, hotOrder(REARM_TYPE, 0));
        vm.prank(GUARDIAN);
        sets.stop();
        Signatures memory byCold = cold.sign(digest, 3);
        Signatures memory byThird = third.sign(digest, 5);
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        sets.replaceHot(cold.set, byCold, third.set, byThird);
    }

    function test_aRotationHasALink() external {
        vm.expectRevert(Rotations.NoRotation.selector);
        sets.rotate(SetKind.hot, new Rotation[](0));
    }

    /// VAULT-028: a hundred signers at most.
    function test_aSetHasAHundredSignersAtMost() external {
        Keys.Keyring memory many = Keys.ring("many", 101, 2);
        Rotation[] memory all = links(link(hot, many, SetKind.hot));
        vm.expectRevert(abi.encodeWithSelector(SignerSets.TooManySigners.selector, 101));
        sets.rotate(SetKind.hot, all);
        many = Keys.ring("many", 100, 2);
        sets.rotate(SetKind.hot, links(link(hot, many, SetKind.hot)));
    }

    /// The tenth attack: three rotations that a vault has not seen, brought on the last day; the keys before them are of no use later.
    function test_missedRotationsComeInOneCallAndOldKeysStaleOut() external {
        accept(saying(none, assetOf(0)));
        Keys.Keyring memory first = hot;
        Keys.Keyring memory fourth = Keys.ring("fourth", 4, 4);
        Rotation[] memory three = new Rotation[](3);
        three[0] = link(hot, second, SetKind.hot);
        three[1] = link(second, third, SetKind.hot);
        three[2] = link(third, fourth, SetKind.hot);
        pass(19 days);
        sets.rotate(SetKind.hot, three);
        pass(24 hours);
        sets.activate(SetKind.hot);
        hot = first;
        Rotation[] memory theft = links(link(first, second, SetKind.hot));
        vm.expectPartialRevert(SignedOrders.UnknownSet.selector);
        sets.rotate(SetKind.hot, theft);
        hot = fourth;
        accept(saying(none, assetOf(0)));
        pass(21 days);
        accept(saying(none, assetOf(0)));
    }
}
