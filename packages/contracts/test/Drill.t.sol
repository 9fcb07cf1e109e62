// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {AssetRow, Checkpoint, Lane, OutboxRow, Section} from "../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../src/checkpoints/Checkpoints.sol";
import {Rotation, Rotations} from "../src/sets/Rotations.sol";
import {SetKind, Signatures, SignerSets} from "../src/sets/SignerSet.sol";
import {SignedOrders} from "../src/sets/SignedOrders.sol";
import {Guardians} from "../src/sets/Guardians.sol";
import {Terms} from "../src/sets/Terms.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {Stoppable} from "../src/vault/Stoppable.sol";
import {Keys} from "./support/Keys.sol";
import {Orders} from "./support/Orders.sol";
import {vm} from "./support/Vm.sol";

/// What a thief of keys gets: nothing with a third of the power; with a hot quorum nothing if it is stopped in time, else the drip.
contract DrillTest is Orders {
    using Keys for Keys.Keyring;

    address private constant THIEF = address(0x7e1f);
    uint96 private constant HELD = 1_000_000;

    Keys.Keyring private next;
    bytes32[] private alone;
    OutboxRow[] private loot;

    function setUp() external {
        found(6);
        pay(MEMBER, HELD);
        next = Keys.ring("next", 5, 2);
        pass(10 minutes);
        // A forged outbox: all that is held, to the thief, in rows small enough to leave with the drip.
        for (uint64 n = 0; n < 250; ++n) {
            loot.push(OutboxRow(1_000 + n, address(coin), THIEF, 4_000, Lane.main, 4_000 * (n + 1)));
        }
    }

    function lootAsset() private view returns (AssetRow memory) {
        return assetOf(HELD);
    }

    /// The thief takes whatever may leave now.
    function plunder(uint256 from) private returns (uint256 taken) {
        vault.advance(lootAsset(), 0, alone);
        (uint128 allowed,) = vault.flowOf(address(coin), Lane.main);
        for (uint256 n = from; n < loot.length && loot[n].cumulative <= allowed; ++n) {
            vault.pay(loot[n], n, proofOf(n));
            ++taken;
        }
    }

    function proofOf(uint256 index) private view returns (bytes32[] memory) {
        return siblings(loot, index);
    }

    /// VAULT-020: a third of the power, and two thirds exactly.
    function test_aThirdMovesNothing() external {
        for (uint256 stolen = 1; stolen <= 4; ++stolen) {
            Checkpoint memory checkpoint = checkpointNow();
            Section memory section = sectionOf(saying(loot, lootAsset()));
            Signatures memory signatures = hot.sign(digestOf(checkpoint, section, hot.set), stolen);
            vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, stolen, 6));
            vault.accept(checkpoint, section, hot.set, signatures);
            Rotation[] memory links = new Rotation[](1);
            links[0] = link(hot, next, SetKind.hot);
            bytes32 digest = signable(
                keccak256(
                    abi.encode(
                        ROTATION_TYPE, HOUSE, hashOf(hot.set, SetKind.hot), hashOf(next.set, SetKind.hot), uint64(2)
                    )
                )
            );
            links[0].fromSignatures = hot.sign(digest, stolen);
            vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, stolen, 6));
            sets.rotate(SetKind.hot, links);
        }
        equal(coin.balanceOf(THIEF), 0, "nothing");
    }

    function replace() private {
        bytes32 hash = hashOf(next.set, SetKind.hot);
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, sets.replacements(), hash);
        sets.replaceHot(cold.set, cold.sign(digest, 3), next.set, next.sign(digest, 5));
        hot = next;
    }

    /// VAULT-027, VAULT-083: stopped within the delay, the forgery never is in force; what else the thief began is void.
    function test_aQuorumStoppedInTimeGetsNothing() external {
        (uint32 number, Accepted memory forged) = accept(saying(loot, lootAsset()));
        TokenTerms memory terms = TokenTerms(address(coin), type(uint96).max, 2_000);
        sets.setTerms(terms, hot.set, hotOrder(TERMS_TYPE, keccak256(abi.encode(terms))));
        Keys.Keyring memory thiefs = Keys.ring("thief", 4, 2);
        Rotation[] memory links = new Rotation[](1);
        links[0] = link(hot, thiefs, SetKind.hot);
        sets.rotate(SetKind.hot, links);
        pass(29 minutes);
        vm.prank(GUARDIAN);
        sets.stop();
        pass(71 hours);
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.mature(number, forged);
        vm.expectPartialRevert(Rotations.NotReady.selector);
        sets.activate(SetKind.hot);
        replace();
        pass(90 hours);
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.NotAccepted.selector, number));
        vault.mature(number, forged);
        vm.expectRevert(Rotations.NoRotation.selector);
        sets.activate(SetKind.hot);
        vm.expectRevert(abi.encodeWithSelector(Terms.NoRaise.selector, address(coin)));
        sets.raise(address(coin));
        equal(vault.heldAtoms(address(coin)), HELD, "all is there");
        // The house goes on.
        enforce(saying(loot, assetOf(0)));
    }

    /// VAULT-086, VAULT-087, VAULT-088: a quorum that takes its time can neither rid itself of those who stop it nor widen the drip.
    function test_aQuorumUnseenForDaysHasTheDripStill() external {
        address[] memory own = new address[](1);
        own[0] = THIEF;
        bytes32 content = keccak256(abi.encode(own));
        Signatures memory byHot = hotOrder(APPOINT_TYPE, content);
        vm.expectPartialRevert(SignedOrders.UnknownSet.selector);
        sets.appoint(own, hot.set, byHot, hot.set, byHot);
        Signatures memory few = hot.sign(orderDigest(APPOINT_TYPE, 0, content), 3);
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        sets.appoint(own, hot.set, byHot, cold.set, few);
        TokenTerms memory terms = TokenTerms(address(coin), 1e15, 2_001);
        byHot = hotOrder(TERMS_TYPE, keccak256(abi.encode(terms)));
        vm.expectRevert(abi.encodeWithSelector(Terms.FloorRisesTooFast.selector, 2_000));
        sets.setTerms(terms, hot.set, byHot);
        terms.floorAtoms = 2_000;
        sets.setTerms(terms, hot.set, hotOrder(TERMS_TYPE, keccak256(abi.encode(terms))));
        pass(48 hours);
        sets.raise(address(coin));
        // One guardian is the thief's: it stops the vault, spends the right of all, and lets the stop run out.
        vm.prank(GUARDIAN);
        sets.stop();
        pass(72 hours);
        vault.resume();
        enforce(saying(loot, lootAsset()));
        isTrue(plunder(0) <= 4, "no more than an hour's");
        vm.prank(GUARDIAN);
        vm.expectRevert(Guardians.RightSpent.selector);
        sets.stop();
        Signatures memory again = cold.sign(orderDigest(REARM_TYPE, 1, 0), 3);
        sets.rearmByCold(cold.set, again);
        vm.prank(GUARDIAN);
        sets.stop();
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        sets.rearmByCold(cold.set, again); // once a stop
        replace();
        equal(vault.hotSet(), hashOf(next.set, SetKind.hot), "the thief is out");
    }

    /// VAULT-063, VAULT-064, VAULT-065: seen after a day, the thief has a tenth at most; and not before the delay.
    function test_aQuorumSeenLateGetsTheDrip() external {
        enforce(saying(loot, lootAsset()));
        uint256 taken;
        for (uint256 hour = 0; hour <= 24; ++hour) {
            taken += plunder(taken);
            pass(1 hours);
        }
        isTrue(coin.balanceOf(THIEF) > HELD / 20, "the drip");
        isTrue(coin.balanceOf(THIEF) <= HELD / 10, "and no more");
        vm.prank(GUARDIAN);
        sets.stop();
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.advance(lootAsset(), 0, alone);
        OutboxRow memory row = loot[taken];
        bytes32[] memory path = proofOf(taken);
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.pay(row, taken, path);
        replace();
        pass(10 minutes);
        OutboxRow[] memory none;
        enforce(saying(none, assetOf(0)));
        vm.expectRevert();
        vault.pay(row, taken, path);
        equal(vault.heldAtoms(address(coin)), HELD - coin.balanceOf(THIEF), "the rest is there");
    }

    /// Hot and cold keys: they outlast every stop, and still get the drip alone.
    function test_hotAndColdGetTheDripToTheLast() external {
        enforce(saying(loot, lootAsset()));
        vm.prank(GUARDIAN);
        sets.stop();
        uint256 endsAt = vault.stopEndsAt();
        sets.lift(cold.set, cold.sign(orderDigest(LIFT_TYPE, endsAt, 0), 3));
        uint256 taken;
        for (uint256 day = 1; day <= 3; ++day) {
            for (uint256 hour = 0; hour < 24; ++hour) {
                taken += plunder(taken);
                pass(1 hours);
            }
            isTrue(coin.balanceOf(THIEF) <= HELD * day / 10, "a tenth a day");
        }
    }

    /// VAULT-080, VAULT-081: a guardian alone, or one with a hot quorum that renews its right, holds the vault up for five days of thirty.
    function test_aGuardianOnlyDelays() external {
        OutboxRow[] memory none;
        uint256 stopped;
        uint256 start = block.timestamp;
        while (block.timestamp < start + 30 days) {
            sets.rearm(hot.set, hotOrder(REARM_TYPE, 0));
            vm.prank(GUARDIAN);
            try sets.stop() {
                uint256 from = block.timestamp;
                uint256 endsAt = vault.stopEndsAt();
                while (block.timestamp < endsAt) pass(1 hours);
                vault.resume();
                stopped += block.timestamp - from;
            } catch {
                pass(6 hours);
                accept(saying(none, assetOf(0)));
            }
        }
        isTrue(stopped <= 5 days, "five days");
        equal(vault.heldAtoms(address(coin)), HELD, "nothing else");
    }
}
