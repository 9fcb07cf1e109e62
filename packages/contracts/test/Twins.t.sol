// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {Checkpoint, OutboxRow, Section} from "../src/checkpoints/Checkpoint.sol";
import {Checkpoints} from "../src/checkpoints/Checkpoints.sol";
import {ClearingVault} from "../src/ClearingVault.sol";
import {Rotation, Rotations} from "../src/sets/Rotations.sol";
import {SignedOrders} from "../src/sets/SignedOrders.sol";
import {SetKind, Signatures, SignerSets} from "../src/sets/SignerSet.sol";
import {ValidatorSets} from "../src/sets/ValidatorSets.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {Keys} from "./support/Keys.sol";
import {Orders} from "./support/Orders.sol";
import {vm} from "./support/Vm.sol";

/// What was signed once has its one effect: not in another form, nor on another chain, vault or house, nor by another set.
contract TwinsTest is Orders {
    using Keys for Keys.Keyring;

    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    OutboxRow[] private none;

    function setUp() external {
        found(4);
        pay(MEMBER, 1_000_000);
        pass(10 minutes);
    }

    function signed(uint256 signers)
        private
        view
        returns (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures)
    {
        checkpoint = checkpointNow();
        section = sectionOf(saying(none, assetOf(0)));
        signatures = hot.signBy(digestOf(checkpoint, section, hot.set), signers);
    }

    /// VAULT-021: every bit of every signature, and every bit of who signed.
    function testFuzz_aBitOfASignatureIsAllOfIt(uint256 bit) external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signed(7);
        bit %= 3 * 512;
        signatures.compact[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-020, VAULT-021: whoever signs, more than two thirds are needed and enough.
    function testFuzz_whoeverSignsMoreThanTwoThirdsDecide(uint96[7] calldata powers, uint256 signers) external {
        uint96[] memory given = new uint96[](7);
        for (uint256 n = 0; n < 7; ++n) {
            given[n] = powers[n] / 8 + 1;
        }
        Keys.Keyring memory many = Keys.weighted("many", given, 1);
        hot = many;
        vm.prank(address(sets));
        vault.setHotSet(hashOf(many.set, SetKind.hot));
        signers %= 128;
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signed(signers);
        uint256 power;
        for (uint256 n = 0; n < 7; ++n) {
            if (signers >> n & 1 == 1) power += uint96(many.set.words[n]);
        }
        bool isQuorum = 3 * power > 2 * uint256(many.set.total);
        if (!isQuorum) vm.expectPartialRevert(SignerSets.QuorumMissing.selector);
        vault.accept(checkpoint, section, many.set, signatures);
        (, uint32 count,,) = vault.checkpointState();
        equal(count, isQuorum ? 1 : 0, "accepted by a quorum alone");
    }

    /// VAULT-022: the same signatures at a vault of the same house on the same chain.
    function test_anotherVaultTakesNothing() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signed(7);
        ClearingVault first = vault;
        ClearingVault other = new ValidatorSets(founding).VAULT();
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        other.accept(checkpoint, section, hot.set, signatures);
        first.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-022
    function test_anotherHouseTakesNothing() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signed(7);
        founding.house = keccak256("another house");
        ClearingVault other = new ValidatorSets(founding).VAULT();
        vm.expectPartialRevert(CheckpointStored.UnknownSet.selector);
        other.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-022: a chain that forks and takes another id: nothing that was signed before the fork, and nothing of the other side.
    function test_aForkTakesNothing() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signed(7);
        Signatures memory rearm = hotOrder(REARM_TYPE, 0);
        uint256 home = block.chainid;
        vm.chainId(99);
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        vault.accept(checkpoint, section, hot.set, signatures);
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        sets.rearm(hot.set, rearm);
        vm.chainId(home);
        sets.rearm(hot.set, rearm);
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-022: orders of the same number at another vault.
    function test_anOrderIsForOneVault() external {
        Signatures memory rearm = hotOrder(REARM_TYPE, 0);
        ValidatorSets other = new ValidatorSets(founding);
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        other.rearm(hot.set, rearm);
    }

    /// VAULT-029: signatures of one order are good for no other of the same number and content.
    function test_anOrderIsOfItsType() external {
        Signatures memory rearm = hotOrder(REARM_TYPE, 0);
        TokenTerms memory terms = TokenTerms(address(coin), 1, 2);
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        sets.setTerms(terms, hot.set, rearm);
        address[] memory next = new address[](1);
        next[0] = address(0x77);
        Signatures memory byCold = cold.sign(orderDigest(APPOINT_TYPE, 0, keccak256(abi.encode(next))), 3);
        vm.expectPartialRevert(SignerSets.BadSignature.selector);
        sets.appoint(next, hot.set, rearm, cold.set, byCold);
    }

    /// VAULT-026: what only the cold set may, the hot set may not, and the other way round.
    function test_aSetSpeaksForItsKind() external {
        (Checkpoint memory checkpoint, Section memory section,) = signed(7);
        Signatures memory byCold = cold.sign(digestOf(checkpoint, section, cold.set), 3);
        vm.expectPartialRevert(CheckpointStored.UnknownSet.selector);
        vault.accept(checkpoint, section, cold.set, byCold);
        vm.prank(GUARDIAN);
        sets.stop();
        bytes32 hash = hashOf(cold.set, SetKind.hot);
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, 0, hash);
        Signatures memory byHot = hot.sign(digest, 4);
        Signatures memory byNew = cold.sign(digest, 4);
        vm.expectPartialRevert(SignedOrders.UnknownSet.selector);
        sets.replaceHot(hot.set, byHot, cold.set, byNew);
    }

    /// VAULT-023: one link serves every vault of the house, once each.
    function test_oneLinkServesEveryVault() external {
        Keys.Keyring memory second = Keys.ring("second", 5, 2);
        Rotation[] memory links = new Rotation[](1);
        links[0] = link(hot, second, SetKind.hot);
        ValidatorSets other = new ValidatorSets(founding);
        sets.rotate(SetKind.hot, links);
        other.rotate(SetKind.hot, links);
        vm.expectPartialRevert(Rotations.RotationPending.selector);
        sets.rotate(SetKind.hot, links);
        pass(24 hours);
        sets.activate(SetKind.hot);
        other.activate(SetKind.hot);
        equal(vault.hotSet(), other.VAULT().hotSet(), "the same set");
        vm.expectPartialRevert(SignedOrders.UnknownSet.selector);
        sets.rotate(SetKind.hot, links);
    }

    /// The second attack: two digests of one epoch, one to each vault. Each vault takes one; the two are the proof against the set.
    function test_aVaultTakesOneDigestOfAnEpoch() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signed(7);
        vault.accept(checkpoint, section, hot.set, signatures);
        checkpoint.stateRoot = keccak256("another state");
        signatures = hot.signBy(digestOf(checkpoint, section, hot.set), 7);
        uint64 epoch = checkpoint.timeMs / 600_000;
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.EpochNotHigher.selector, epoch, epoch));
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-021: the same point by its other height, in full form.
    function test_theHigherFormIsRefused() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signed(7);
        for (uint256 signer = 0; signer < 3; ++signer) {
            Signatures memory twin = Signatures(signatures.signers, bytes.concat(signatures.compact));
            bytes memory compact = twin.compact;
            assembly {
                let place := add(compact, add(64, mul(signer, 64)))
                let vs := mload(place)
                let s := shr(1, shl(1, vs))
                mstore(place, or(sub(ORDER, s), shl(255, iszero(shr(255, vs)))))
            }
            vm.expectRevert(abi.encodeWithSelector(SignerSets.BadSignature.selector, signer));
            vault.accept(checkpoint, section, hot.set, twin);
        }
    }
}
