// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoint, Section} from "../src/checkpoints/Checkpoint.sol";
import {Accepted, CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {ClearingVault} from "../src/ClearingVault.sol";
import {ShownClaim} from "../src/exit/Claim.sol";
import {Cause, Phase} from "../src/exit/Phase.sol";
import {Signed} from "../src/exit/Signed.sol";
import {ExitHall} from "../src/exit/ExitHall.sol";
import {Signatures} from "../src/sets/SignerSet.sol";
import {FlowStored} from "../src/outflow/FlowStore.sol";
import {Coin} from "./support/Coins.sol";
import {ExitBook} from "./support/ExitBook.sol";
import {Keys} from "./support/Keys.sol";
import {Trees} from "./support/Trees.sol";
import {vm} from "./support/Vm.sol";

/// Two vaults of one house, each with a coin of its own: one word serves both, whenever each is left.
contract ExitTwoVaultsTest is ExitBook {
    using Keys for Keys.Keyring;

    address private constant ALICE = address(0xa11ce);
    address private constant BOB = address(0xb0b);

    struct Site {
        ClearingVault vault;
        ExitHall hall;
        Coin coin;
    }

    Site private west;
    Site private east;

    function setUp() external {
        found(4);
        west = Site(vault, hall, coin);
        found(4);
        east = Site(vault, hall, coin);
        vm.roll(20_000_000);
        for (uint256 n = 0; n < 2; ++n) {
            turnTo(n == 0 ? west : east);
            pay(MEMBER, 1_000);
        }
        addAsset(address(west.coin), 1_000, 0, 1_000);
        addAsset(address(east.coin), 1_000, 0, 1_000);
        // Alice's money lies in the west, Bob's in the east.
        addClaim(ALICE, 0, 0, 0, 1_000);
        addClaim(BOB, 0, 0, 1, 1_000);
        pass(10 minutes);
    }

    function turnTo(Site memory site) private {
        (vault, hall, coin) = (site.vault, site.hall, site.coin);
    }

    /// Assets of one vault stand in its tree alone.
    function assetsRootOf(uint256 which) private view returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](2);
        leaves[which] = Trees.assetLeaves(assets[which])[0];
        return Trees.rootOf(leaves, 32);
    }

    function leafOfSection(Site memory site, uint256 which) private view returns (bytes32) {
        bytes memory own = abi.encode(uint64(1), keccak256("acc"), Trees.rootOf(Trees.outboxLeaves(rows), 32));
        return sha256(
            bytes.concat(
                abi.encode(keccak256("novate.section.v1"), block.chainid, address(site.vault)),
                own,
                abi.encode(assetsRootOf(which))
            )
        );
    }

    struct Word {
        Checkpoint checkpoint;
        Signatures signatures;
        bytes32[4] leaves;
        bytes32 claimsRoot;
        bytes32[2] assetsRoots;
        bytes32 digest;
    }

    /// What validators sign now: of both vaults.
    function sign() private returns (Word memory word) {
        word.checkpoint = checkpointNow();
        word.checkpoint.claimsRoot = Trees.rootOf(allClaimLeaves(), 32);
        word.leaves = [bytes32(0), leafOfSection(west, 0), leafOfSection(east, 1), bytes32(0)];
        word.assetsRoots = [assetsRootOf(0), assetsRootOf(1)];
        turnTo(west);
        word.digest = digestOf(word.checkpoint, sectionIn(word, 0), hot.set);
        word.signatures = hot.sign(word.digest, 3);
    }

    function sectionIn(Word memory word, uint256 which) private view returns (Section memory section) {
        section.inboxCount = 1;
        section.inboxAcc = keccak256("acc");
        section.outboxRoot = Trees.rootOf(Trees.outboxLeaves(rows), 32);
        section.assetsRoot = word.assetsRoots[which];
        section.index = which + 1;
        bytes32[] memory leaves = new bytes32[](4);
        for (uint256 n = 0; n < 4; ++n) {
            leaves[n] = word.leaves[n];
        }
        section.siblings = Trees.siblingsOf(leaves, which + 1);
    }

    function bring(Word memory word, Site memory site, uint256 which)
        private
        returns (uint32 number, Accepted memory accepted)
    {
        Section memory section = sectionIn(word, which);
        number = site.vault.accept(word.checkpoint, section, hot.set, word.signatures);
        accepted.epoch = word.checkpoint.timeMs / 600_000;
        accepted.digest = word.digest;
        accepted.roots.stateRoot = word.checkpoint.stateRoot;
        accepted.roots.claimsRoot = word.checkpoint.claimsRoot;
        accepted.roots.outboxRoot = section.outboxRoot;
        accepted.roots.assetsRoot = section.assetsRoot;
        accepted.inboxCount = 1;
        (accepted.timeSec, accepted.blockNumber) = (uint64(block.timestamp), uint64(block.number));
    }

    function settleIn(Site memory site, uint256 which) private {
        bytes32[] memory leaves = new bytes32[](2);
        leaves[which] = Trees.assetLeaves(assets[which])[0];
        site.hall.settle(assets[which], Trees.siblingsOf(leaves, which));
    }

    /// EXIT-003, EXIT-023: the third attack. Alice leaves the west by an old word, in which her money lies there, after it went east.
    function test_nobodyLeavesOneVaultByAnOldWordAndTheOtherByANewOne() external {
        Word memory old = sign();
        bring(old, west, 0);
        bring(old, east, 1);
        ShownClaim memory before = shownClaim(0);
        pass(10 minutes);
        // Alice's and Bob's money change places; the house signs that, and is gone. Only the east hears of it.
        (claims[0].kept[0].assetId, claims[1].kept[0].assetId) = (1, 0);
        Word memory last = sign();
        (, Accepted memory inEast) = bring(last, east, 1);
        pass(8 days);
        west.hall.requestExitForSilence();
        east.hall.requestExitForSilence();
        // In the grace anybody carries it to the west.
        pass(1 days);
        (, Accepted memory inWest) = bring(last, west, 0);
        pass(1 days);
        vm.expectPartialRevert(CheckpointStored.NotAccepted.selector);
        west.hall.beginExit(noList());
        west.hall.beginExit(listOf(inWest));
        settleIn(west, 0);
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        west.hall.exitClaim(before, address(west.coin), rates[0], ALICE);
        west.hall.exitClaim(shownClaim(1), address(west.coin), rates[0], BOB);
        // The east is left days later, by the same word.
        pass(3 days);
        east.hall.beginExit(listOf(inEast));
        equal(east.hall.exitState().epochX, west.hall.exitState().epochX, "one word");
        settleIn(east, 1);
        east.hall.exitClaim(shownClaim(0), address(east.coin), rates[1], ALICE);
        east.hall.exitClaim(shownClaim(1), address(east.coin), rates[1], BOB);
        equal(west.coin.balanceOf(BOB), 1_000, "Bob's is in the west");
        equal(east.coin.balanceOf(ALICE), 1_000, "Alice's is in the east");
        equal(west.coin.balanceOf(ALICE) + east.coin.balanceOf(BOB), 0, "each once");
    }

    /// EXIT-007: the second attack: a word for each vault. Whoever has both stops both.
    function test_aWordForEachVaultIsAContradiction() external {
        Word memory one = sign();
        bring(one, west, 0);
        (claims[0].kept[0].amount, claims[1].kept[0].amount) = (5_000, 5_000);
        Word memory other = sign();
        bring(other, east, 1);
        Signatures memory signatures = hot.sign(one.digest, 3);
        for (uint256 n = 0; n < 2; ++n) {
            turnTo(n == 0 ? west : east);
            hall.requestExitForContradiction(
                hot.set, signedBy(one), signatures, signedBy(other), hot.sign(other.digest, 3)
            );
            isTrue(hall.exitState().cause == Cause.contradiction, "shown");
            equal(vault.stopEndsAt(), block.timestamp + 72 hours, "stopped");
        }
        pass(3 days);
        west.hall.beginExit(noList());
        isTrue(west.hall.exitState().phase == Phase.exit && west.hall.exitState().epochX == 0, "neither is paid by");
    }

    function signedBy(Word memory word) private pure returns (Signed memory one) {
        bytes32[] memory leaves = new bytes32[](4);
        for (uint256 n = 0; n < 4; ++n) {
            leaves[n] = word.leaves[n];
        }
        Checkpoint memory said = word.checkpoint;
        return Signed(
            said.height, said.timeMs, said.previous, said.stateRoot, said.claimsRoot, Trees.rootOf(leaves, 8)
        );
    }
}
