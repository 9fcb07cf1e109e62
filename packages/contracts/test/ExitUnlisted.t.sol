// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Leaves} from "../src/checkpoints/Checkpoint.sol";
import {ShownClaim} from "../src/exit/Claim.sol";
import {ExitPayments} from "../src/exit/ExitPayments.sol";
import {FlowStored} from "../src/outflow/FlowStore.sol";
import {vm} from "./support/Vm.sol";
import {ExitPayees} from "./support/ExitPayees.sol";
import {Trees} from "./support/Trees.sol";

/// The root that rows of assets have, from calldata.
contract OneTree {
    function rootOf(AssetRow[] calldata rows, address token) external view returns (bytes32, bool) {
        return Leaves.assetsRootOf(rows, token);
    }
}

/// Tokens of which the last word says nothing: what came in of them goes back.
contract ExitUnlistedTest is ExitPayees {
    /// EXIT-044: where nothing was ever in force, everything goes back.
    function test_withoutAWordEverythingGoesBack() external {
        found(4);
        delete entries;
        comeIn(LATE, 300);
        comeIn(LATER, 600);
        pass(7 days);
        hall.requestExitForSilence();
        pass(2 days);
        hall.beginExit(noList());
        seize(90);
        settleUnlisted(address(coin));
        refund(0);
        refund(1);
        has(LATE, 270);
        has(LATER, 540);
        ShownClaim memory shown = shownClaim(0);
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        hall.exitClaim(shown, address(coin), rates[0], ANN);
    }

    /// EXIT-044
    function test_aTokenWithoutARowWaitsForOne() external {
        comeInOf(address(spare), LATE, 800);
        quit();
        uint256 beginsAt = block.timestamp;
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.NotYetUnlisted.selector, beginsAt + 7 days));
        hall.settleUnlisted(address(spare), noAssets());
        pass(7 days);
        hall.settleUnlisted(address(spare), noAssets());
        refund(4);
        equal(spare.balanceOf(LATE), 800, "back");
        // Nor is a token lost that has a row nobody showed in time.
        seize(12_000);
        settleUnlisted(address(coin));
        ShownClaim memory shown = shownClaim(0);
        vm.expectPartialRevert(ExitPayments.WrongRates.selector);
        hall.exitClaim(shown, address(coin), rates[0], ANN);
        refund(1);
        has(LATE, uint256(5_000) * 1_000_000 / 1_012_000);
        settle(0);
        equal(hall.settledOf(address(coin)).owedAtoms, 1_012_000, "pays what it paid");
        claimFor(0, 0);
        has(ANN, uint256(400_000) * 1_000_000 / 1_012_000);
        bytes32[] memory path = assetPath(0);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.AlreadySettled.selector, address(coin)));
        hall.settle(assets[0], path);
    }

    /// EXIT-053: a deposit that the house passed over, in a token that it never took, goes back as well.
    function test_whatWasPassedOverGoesBack() external {
        uint64 heard = comeInOf(address(spare), LATE, 800);
        pass(10 minutes);
        word = enforceAll(heard + 1);
        uint64 unheard = comeInOf(address(spare), LATER, 100);
        quit();
        bytes32[] memory chunk = chunkOf(heard);
        seizeSpare(90);
        // Of all rows, none is the token's: at once, but for what lacks.
        AssetRow[] memory all = new AssetRow[](1);
        all[0] = assets[0];
        hall.settleUnlisted(address(spare), all);
        pass(1 days);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.NotRefundable.selector, heard));
        hall.exitRefund(entries[heard], chunk, LATE);
        hall.settleUnlisted(address(spare), all);
        refund(heard);
        refund(unheard);
        equal(spare.balanceOf(LATE), 720, "heard");
        equal(spare.balanceOf(LATER), 90, "unheard");
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.AlreadyRefunded.selector, heard));
        hall.exitRefund(entries[heard], chunk, LATE);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.AlreadySettled.selector, address(spare)));
        hall.settleUnlisted(address(spare), all);
        // What the house has a row of it did hear.
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.Listed.selector, address(coin)));
        hall.settleUnlisted(address(coin), all);
        settle(0);
        chunk = chunkOf(0);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.NotRefundable.selector, 0));
        hall.exitRefund(entries[0], chunk, MEMBER);
        // No claim is one in a token that has no row.
        ShownClaim memory shown = shownClaim(0);
        vm.expectPartialRevert(ExitPayments.WrongRates.selector);
        hall.exitClaim(shown, address(spare), rates[0], ANN);
    }

    /// EXIT-053: only all rows of the word, in their order, show that a token has none; of any number, in any places.
    function testFuzz_allRowsShowThatOneHasNone(uint256 places, uint256 fault) external {
        uint256 count = 1 + places % 9;
        AssetRow[] memory all = new AssetRow[](count);
        bytes32[] memory leaves = new bytes32[](64);
        uint32 assetId;
        for (uint256 n = 0; n < count; ++n) {
            places /= 9;
            assetId += uint32(1 + places % 7);
            all[n] = assets[0];
            (all[n].assetId, all[n].token) = (assetId - 1, address(uint160(0x7000 + n)));
            leaves[assetId - 1] = Trees.assetLeaves(all[n])[0];
        }
        bytes32 root = Trees.rootOf(leaves, 32);
        OneTree tree = new OneTree();
        (bytes32 found, bool isListed) = tree.rootOf(all, address(spare));
        equal(found, root, "the root");
        isTrue(!isListed, "none");
        (, isListed) = tree.rootOf(all, all[fault % count].token);
        isTrue(isListed, "listed");
        AssetRow[] memory other = new AssetRow[](count - 1);
        for (uint256 n = 0; n + 1 < count; ++n) {
            other[n] = all[n < fault % count ? n : n + 1];
        }
        (found,) = tree.rootOf(other, address(spare));
        isTrue(found != root, "one is missing");
        if (count == 1) return;
        (all[0], all[count - 1]) = (all[count - 1], all[0]);
        try tree.rootOf(all, address(spare)) returns (bytes32 turned, bool) {
            isTrue(turned != root, "out of order");
        } catch {}
        all[0] = all[count - 1];
        try tree.rootOf(all, address(spare)) returns (bytes32 turned, bool) {
            isTrue(turned != root, "one twice");
        } catch {}
    }

    /// EXIT-053: a token that was taken for unlisted for want of rows keeps what it pays, and pays back the rest once they are shown.
    function test_rowsShownLaterOpenWhatWasPassedOver() external {
        uint64 heard = comeInOf(address(spare), LATE, 800);
        pass(10 minutes);
        word = enforceAll(heard + 1);
        uint64 unheard = comeInOf(address(spare), LATER, 100);
        quit();
        pass(7 days);
        hall.settleUnlisted(address(spare), noAssets());
        refund(unheard);
        bytes32[] memory chunk = chunkOf(heard);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.NotRefundable.selector, heard));
        hall.exitRefund(entries[heard], chunk, LATE);
        AssetRow[] memory all = new AssetRow[](1);
        all[0] = assets[0];
        hall.settleUnlisted(address(spare), all);
        refund(heard);
        equal(spare.balanceOf(address(vault)), 0, "all went back");
    }

    function seizeSpare(uint256 amount) private {
        vm.prank(address(vault));
        spare.transfer(DEAD, amount);
    }
}
