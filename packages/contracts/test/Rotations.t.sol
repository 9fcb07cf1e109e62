// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

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
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.NotAccepted.selector, forged));
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

    function refreshedBy(Keys.Keyring memory ring, uint64 signedAt, uint256 count)
        private
        view
        returns (Signatures memory)
    {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Refresh(bytes32 house,bytes32 setHash,uint64 timeSec)"),
                HOUSE,
                hashOf(ring.set, SetKind.cold),
                signedAt
            )
        );
        return ring.sign(signable(structHash), count);
    }

    /// VAULT-025: cold keys say once in three weeks that they are there, at every vault with one signature.
    function test_coldKeysGoStaleAsWell() external {
        uint64 first = sets.coldSignedAt();
        equal(first, START, "from the start");
        pass(21 days - 10 minutes);
        uint64 signedAt = uint64(block.timestamp);
        Signatures memory signatures = refreshedBy(cold, signedAt, 2);
        vm.expectPartialRevert(SignerSets.QuorumMissing.selector);
        sets.refresh(signedAt, cold.set, signatures);
        signatures = refreshedBy(cold, signedAt + 1, 3);
        vm.expectRevert(abi.encodeWithSelector(Rotations.WrongTime.selector, signedAt + 1));
        sets.refresh(signedAt + 1, cold.set, signatures);
        signatures = refreshedBy(second, signedAt, 5);
        vm.expectPartialRevert(SignedOrders.UnknownSet.selector);
        sets.refresh(signedAt, second.set, signatures);
        signatures = refreshedBy(cold, signedAt, 3);
        sets.refresh(signedAt, cold.set, signatures);
        vm.expectRevert(abi.encodeWithSelector(Rotations.WrongTime.selector, signedAt));
        sets.refresh(signedAt, cold.set, signatures);
        equal(sets.coldSignedAt(), signedAt, "there");
        pass(21 days);
        vm.prank(GUARDIAN);
        sets.stop();
        uint256 endsAt = vault.stopEndsAt();
        signatures = cold.sign(orderDigest(LIFT_TYPE, endsAt, 0), 3);
        uint256 state = vm.snapshotState();
        sets.lift(cold.set, signatures);
        vm.revertToState(state);
        pass(1);
        vm.expectRevert(abi.encodeWithSelector(SignedOrders.ColdSetStale.selector, signedAt));
        sets.lift(cold.set, signatures);
        signatures = refreshedBy(cold, uint64(block.timestamp), 3);
        vm.expectRevert(abi.encodeWithSelector(SignedOrders.ColdSetStale.selector, signedAt));
        sets.refresh(uint64(block.timestamp), cold.set, signatures);
        Keys.Keyring memory next = Keys.ring("next cold", 4, 2);
        Rotation[] memory stale = links(link(cold, next, SetKind.cold));
        vm.expectRevert(abi.encodeWithSelector(SignedOrders.ColdSetStale.selector, signedAt));
        sets.rotate(SetKind.cold, stale);
    }

    /// VAULT-023: cold sets follow one another as hot ones do.
    function test_coldSetsRotate() external {
        Keys.Keyring memory next = Keys.ring("next cold", 4, 2);
        sets.rotate(SetKind.cold, links(link(cold, next, SetKind.cold)));
        (bytes32 hash, uint64 provedAt) = sets.pendingSet(SetKind.cold);
        equal(hash, hashOf(next.set, SetKind.cold), "pending");
        equal(provedAt, block.timestamp, "since now");
        pass(24 hours);
        sets.activate(SetKind.cold);
        equal(sets.activeSet(SetKind.cold), hashOf(next.set, SetKind.cold), "active");
        equal(sets.activeSet(SetKind.hot), hashOf(hot.set, SetKind.hot), "the hot one stays");
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
