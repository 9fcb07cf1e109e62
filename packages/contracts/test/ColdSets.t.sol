// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rotation, Rotations} from "../src/sets/Rotations.sol";
import {SignedOrders} from "../src/sets/SignedOrders.sol";
import {SetKind, Signatures, SignerSets} from "../src/sets/SignerSet.sol";
import {Keys} from "./support/Keys.sol";
import {Orders} from "./support/Orders.sol";
import {vm} from "./support/Vm.sol";

/// Cold keys: they show themselves now and then, and follow one another as hot ones do.
contract ColdSetsTest is Orders {
    using Keys for Keys.Keyring;

    Keys.Keyring private second;

    function setUp() external {
        found(4);
        pass(10 minutes);
        second = Keys.ring("second", 5, 2);
    }

    function links(Rotation memory only) private pure returns (Rotation[] memory all) {
        all = new Rotation[](1);
        all[0] = only;
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
}
