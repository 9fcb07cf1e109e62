// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {Checkpoint, OutboxRow, Section} from "../src/checkpoints/Checkpoint.sol";
import {Accepted, Checkpoints} from "../src/checkpoints/Checkpoints.sol";
import {Stoppable} from "../src/vault/Stoppable.sol";
import {SetKind, Signatures, SignerSets} from "../src/sets/SignerSet.sol";
import {Keys} from "./support/Keys.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// What the vault takes as the house's word, and when it acts on it.
contract CheckpointsTest is TestVault {
    using Keys for Keys.Keyring;

    OutboxRow[] private none;

    function setUp() external {
        found(4);
        pay(MEMBER, 1_000_000);
        pass(10 minutes);
    }

    function signedBy(uint256 signers) private view returns (Checkpoint memory, Section memory, Signatures memory) {
        Checkpoint memory checkpoint = checkpointNow();
        Section memory section = sectionOf(saying(none, assetOf(0)));
        return (checkpoint, section, hot.signBy(digestOf(checkpoint, section, hot.set), signers));
    }

    /// VAULT-020
    function test_moreThanTwoThirdsAreNeeded() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signedBy(3);
        vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, 2, 4));
        vault.accept(checkpoint, section, hot.set, signatures);
        (checkpoint, section, signatures) = signedBy(11);
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-020
    function test_exactlyTwoThirdsAreTooFew() external {
        found(6);
        pay(MEMBER, 1_000);
        pass(10 minutes);
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signedBy(15);
        vm.expectRevert(abi.encodeWithSelector(SignerSets.QuorumMissing.selector, 4, 6));
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-021
    function test_aSignatureCountsOnceAndAtItsPlace() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signedBy(7);
        Signatures memory twice = Signatures(signatures.signers, signatures.compact);
        for (uint256 n = 0; n < 64; ++n) {
            twice.compact[64 + n] = twice.compact[n];
        }
        vm.expectRevert(abi.encodeWithSelector(SignerSets.BadSignature.selector, 1));
        vault.accept(checkpoint, section, hot.set, twice);
        (checkpoint, section, signatures) = signedBy(7);
        signatures.signers = 14;
        vm.expectRevert(abi.encodeWithSelector(SignerSets.BadSignature.selector, 1));
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-021
    function test_signaturesAreAsManyAsSigners() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signedBy(7);
        signatures.compact = bytes.concat(signatures.compact, hex"00");
        vm.expectRevert(abi.encodeWithSelector(SignerSets.SignaturesMissing.selector, 193));
        vault.accept(checkpoint, section, hot.set, signatures);
        signatures.signers = 1 << 4;
        vm.expectRevert(abi.encodeWithSelector(SignerSets.NoSuchSigner.selector, 16));
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-021
    function test_theTwinOfASignatureIsNone() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signedBy(7);
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes memory compact = signatures.compact;
        uint256 vs;
        assembly {
            vs := mload(add(compact, 64))
        }
        uint256 twin = (order - (vs << 1 >> 1)) | ((vs >> 255) ^ 1) << 255;
        assembly {
            mstore(add(compact, 64), twin)
        }
        vm.expectRevert(abi.encodeWithSelector(SignerSets.BadSignature.selector, 0));
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    function test_anotherSetIsUnknown() external {
        Keys.Keyring memory other = Keys.ring("other", 4, 1);
        (Checkpoint memory checkpoint, Section memory section,) = signedBy(7);
        Signatures memory signatures = other.sign(digestOf(checkpoint, section, other.set), 3);
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.UnknownSet.selector, hashOf(other.set, SetKind.hot)));
        vault.accept(checkpoint, section, other.set, signatures);
    }

    /// VAULT-022
    function test_aForkWithAnotherChainIdTakesNothing() external {
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signedBy(7);
        vm.chainId(99);
        vm.expectRevert(abi.encodeWithSelector(SignerSets.BadSignature.selector, 0));
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-040
    function test_epochsRise() external {
        accept(saying(none, assetOf(0)));
        Checkpoint memory checkpoint = checkpointNow();
        checkpoint.height = 78;
        Section memory section = sectionOf(saying(none, assetOf(0)));
        Signatures memory signatures = hot.sign(digestOf(checkpoint, section, hot.set), 3);
        uint64 epoch = checkpoint.timeMs / 600_000;
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.EpochNotHigher.selector, epoch, epoch));
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-040
    function test_noCheckpointIsFromTheFuture() external {
        Checkpoint memory checkpoint = checkpointNow();
        checkpoint.timeMs += 1;
        Section memory section = sectionOf(saying(none, assetOf(0)));
        Signatures memory signatures = hot.sign(digestOf(checkpoint, section, hot.set), 3);
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.FromTheFuture.selector, checkpoint.timeMs));
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-028
    function test_zeroRootsAreRefused() external {
        Checkpoint memory checkpoint = checkpointNow();
        checkpoint.claimsRoot = 0;
        Section memory section = sectionOf(saying(none, assetOf(0)));
        Signatures memory signatures = hot.sign(digestOf(checkpoint, section, hot.set), 3);
        vm.expectRevert(Checkpoints.ZeroRoot.selector);
        vault.accept(checkpoint, section, hot.set, signatures);
    }

    /// VAULT-041
    function test_maturityTakesTimeAndBlocks() external {
        (uint32 number, Accepted memory accepted) = accept(saying(none, assetOf(0)));
        bytes memory reason = abi.encodeWithSelector(
            Checkpoints.NotMature.selector, accepted.timeSec + 30 minutes, accepted.blockNumber + 150
        );
        vm.warp(block.timestamp + 30 minutes);
        vm.roll(block.number + 149);
        vm.expectRevert(reason);
        vault.mature(number, accepted);
        vm.roll(block.number + 1);
        vm.warp(block.timestamp - 1);
        vm.expectPartialRevert(Checkpoints.NotMature.selector);
        vault.mature(number, accepted);
        vm.warp(block.timestamp + 1);
        vault.mature(number, accepted);
        equal(vault.rootsInForce().outboxRoot, accepted.roots.outboxRoot, "roots in force");
        vm.expectPartialRevert(Checkpoints.EpochNotHigher.selector);
        vault.mature(number, accepted);
    }

    function test_whatWasAcceptedIsShownAsItWas() external {
        (uint32 number, Accepted memory accepted) = accept(saying(none, assetOf(0)));
        pass(30 minutes);
        accepted.roots.outboxRoot = keccak256("mine");
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.NotAccepted.selector, number));
        vault.mature(number, accepted);
    }

    /// VAULT-042
    function test_aHouseCannotHaveHeardWhatHasNotComeIn() external {
        Said memory said = saying(none, assetOf(0));
        said.inboxCount += 1;
        (uint32 number, Accepted memory accepted) = accept(said);
        pass(30 minutes);
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.InboxAhead.selector, 2, 1));
        vault.mature(number, accepted);
        said.inboxCount -= 1;
        enforce(said);
        said.inboxCount -= 1;
        (number, accepted) = accept(said);
        pass(30 minutes);
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.InboxShrinks.selector, 0, 1));
        vault.mature(number, accepted);
    }

    /// VAULT-043, VAULT-041
    function test_aStopAcceptsAndMaturesNothing() external {
        (uint32 first, Accepted memory early) = accept(saying(none, assetOf(0)));
        pass(29 minutes);
        vm.prank(GUARDIAN);
        sets.stop();
        pass(10 minutes);
        (uint32 second, Accepted memory late) = accept(saying(none, assetOf(0)));
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.mature(first, early);
        pass(72 hours);
        vault.resume();
        pass(29 minutes);
        vm.expectPartialRevert(Checkpoints.NotMature.selector);
        vault.mature(second, late);
        pass(1 minutes);
        vault.mature(second, late);
    }

    /// VAULT-025
    function test_aSetThatHasNotSignedForLongCanDoNothing() external {
        accept(saying(none, assetOf(0)));
        uint256 signedAt = block.timestamp;
        pass(21 days);
        accept(saying(none, assetOf(0)));
        pass(21 days + 1);
        (Checkpoint memory checkpoint, Section memory section, Signatures memory signatures) = signedBy(15);
        vm.expectRevert(abi.encodeWithSelector(Checkpoints.SetStale.selector, signedAt + 21 days));
        vault.accept(checkpoint, section, hot.set, signatures);
    }
}
