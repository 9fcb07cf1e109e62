// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Lane} from "../src/checkpoints/Checkpoint.sol";
import {ShownClaim} from "../src/exit/Claim.sol";
import {ExitPayments} from "../src/exit/ExitPayments.sol";
import {ExitStored} from "../src/exit/ExitStore.sol";
import {FlowStored} from "../src/outflow/FlowStore.sol";
import {PaymentStored} from "../src/outflow/PaymentStore.sol";
import {vm} from "./support/Vm.sol";
import {ExitPayees} from "./support/ExitPayees.sol";

/// How much a token pays: the same part to all, in whatever order they come.
contract ExitSharesTest is ExitPayees {

    /// EXIT-046: what was paid by a lane is not paid again, and not owed.
    function test_whatWasPaidBeforeIsNotOwed() external {
        vault.advance(assets[0], 0, alone);
        (uint128 allowed,) = vault.flowOf(address(coin), Lane.main);
        isTrue(allowed < 30_000, "the lane allows no row yet");
        while (allowed < 30_000) {
            pass(1 hours);
            vault.advance(assets[0], 0, alone);
            (allowed,) = vault.flowOf(address(coin), Lane.main);
        }
        vault.pay(rows[1], 1, rowPath(1));
        seize(100_000);
        quit();
        settle(0);
        ExitStored.Settled memory settled = hall.settledOf(address(coin));
        // 900,000 claimed, 20,001 queued and unpaid, 12,000 unheard.
        equal(settled.owedAtoms, 932_001, "owed");
        equal(settled.haveAtoms, 882_000, "there");
        bytes32[] memory path = rowPath(1);
        vm.expectRevert(abi.encodeWithSelector(PaymentStored.AlreadyPaid.selector, 1));
        hall.exitPayment(rows[1], path, ROW_ONE);
        payRow(2);
        has(ROW_TWO, uint256(20_000) * 882_000 / 932_001);
    }

    /// EXIT-042, EXIT-043: in every order, whatever the token lacks, everybody gets the same, and all together no more than is there.
    function testFuzz_everyOrderPaysTheSame(uint256 order, uint256 lacking, uint256 given) external {
        lacking %= 1_012_001;
        quit();
        if (lacking > 0) seize(lacking);
        // What somebody gives to the vault is nobody's.
        coin.mint(address(vault), given % 1_000);
        uint256 balance = coin.balanceOf(address(vault));
        settle(0);
        uint256 have = balance < 1_012_000 ? balance : 1_012_000;
        uint256[7] memory places = [uint256(0), 1, 2, 3, 4, 5, 6];
        for (uint256 n = 7; n > 0; --n) {
            uint256 pick = order % n;
            order /= 7;
            payOne(places[pick]);
            places[pick] = places[n - 1];
        }
        uint256 sum;
        Expected[7] memory all = everything();
        for (uint256 n = 0; n < 7; ++n) {
            uint256 due = have >= 962_001 ? all[n].amount : all[n].amount * have / 962_001;
            has(all[n].who, due);
            sum += due;
        }
        isTrue(sum <= balance, "no more than there is");
        equal(coin.balanceOf(address(vault)), balance - sum, "what is left");
    }

    /// EXIT-043: a token of which everything is gone pays nothing, and stands in nobody's way.
    function test_aTokenThatIsGonePaysNothing() external {
        quit();
        seize(1_012_000);
        settle(0);
        for (uint256 n = 0; n < 7; ++n) {
            payOne(n);
        }
        isTrue(hall.isClaimed(address(coin), 2), "counted as paid");
        equal(vault.heldAtoms(address(coin)), 1_012_000, "nothing left");
    }

    /// EXIT-051
    function test_aShareOfLessThanAnAtomIsNone() external {
        quit();
        seize(1_012_000 - 10);
        settle(0);
        payRow(2);
        has(ROW_TWO, 0);
        isTrue(vault.isPaid(2), "counted as paid");
        claimFor(0, 0);
        has(ANN, 4);
    }

    /// EXIT-042
    function test_nothingIsPaidBeforeItsTokenIsSettled() external {
        quit();
        bytes memory reason = abi.encodeWithSelector(ExitPayments.NotSettled.selector, address(coin));
        bytes32[] memory path = rowPath(1);
        vm.expectRevert(reason);
        hall.exitPayment(rows[1], path, ROW_ONE);
        path = chunkOf(1);
        vm.expectRevert(reason);
        hall.exitRefund(entries[1], path, LATE);
        ShownClaim memory shown = shownClaim(0);
        vm.expectPartialRevert(ExitPayments.WrongRates.selector);
        hall.exitClaim(shown, address(coin), rates[0], ANN);
        AssetRow memory other = assets[0];
        other.claimTotal = 1;
        path = assetPath(0);
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        hall.settle(other, path);
    }

    /// EXIT-049: a house that signed more than there is leaves the rest unpaid; nobody is paid what is another token's.
    function test_noMoreLeavesThanIsHeld() external {
        assets[0].claimTotal = 10;
        assets[0].consumedCum = 10_000_000;
        addAsset(address(wrapped), 0, 0, 0);
        pass(10 minutes);
        word = enforceAll(1);
        coin.mint(address(vault), 5_000_000);
        claims[0].claim.idle = 400_000;
        quit();
        settle(0);
        claimFor(0, 0);
        claimFor(1, 0);
        claimFor(2, 0);
        // 112,000 of the books are left; a claim of more is none.
        equal(vault.heldAtoms(address(coin)), 112_000, "left");
        payRow(1);
        payRow(2);
        refund(1);
        refund(3);
        equal(vault.heldAtoms(address(coin)), 50_000, "left");
    }

    /// EXIT-049
    function test_aClaimOfMoreThanIsHeldIsNotPaid() external {
        claims[0].claim.idle = 1_012_001;
        assets[0].claimTotal = 10;
        pass(10 minutes);
        word = enforceAll(1);
        quit();
        settle(0);
        coin.mint(address(vault), 5_000_000);
        ShownClaim memory shown = shownClaim(0);
        vm.expectRevert();
        hall.exitClaim(shown, address(coin), rates[0], ANN);
        claimFor(1, 0);
        has(BEN, 250_000);
    }

    /// EXIT-042: sums that no house has are no way to hold up an exit.
    function test_sumsOfAnySizeSettle() external {
        assets[0].claimTotal = type(uint128).max;
        assets[0].queuedCum = [type(uint128).max, type(uint128).max, type(uint128).max];
        pass(10 minutes);
        word = enforceAll(1);
        quit();
        settle(0);
        equal(hall.settledOf(address(coin)).owedAtoms, type(uint128).max, "as much as can be written");
        claimFor(0, 0);
        has(ANN, 0);
    }

    /// EXIT-052: tokens that lack in the one block in which somebody settles are not lost: they may come back within the day.
    function test_whatLacksForAMomentIsNotLost() external {
        quit();
        address issuer = address(0x155);
        vm.prank(address(vault));
        coin.transfer(issuer, 1_011_999);
        bytes32[] memory path = assetPath(0);
        hall.settle(assets[0], path);
        uint256 until = block.timestamp + 1 days;
        equal(hall.settledOf(address(coin)).owedAtoms, 0, "not fixed");
        ShownClaim memory shown = shownClaim(0);
        vm.expectPartialRevert(ExitPayments.WrongRates.selector);
        hall.exitClaim(shown, address(coin), rates[0], ANN);
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.StillShort.selector, until));
        hall.settle(assets[0], path);
        vm.prank(issuer);
        coin.transfer(address(vault), 1_011_999);
        hall.settle(assets[0], path);
        claimFor(0, 0);
        has(ANN, 400_000);
    }

    /// EXIT-052: what lacks for a day all bear; by what is there then.
    function test_whatLacksForADayAllBear() external {
        quit();
        seize(500_000);
        bytes32[] memory path = assetPath(0);
        hall.settle(assets[0], path);
        pass(1 days);
        coin.mint(address(vault), 100_000);
        hall.settle(assets[0], path);
        equal(hall.settledOf(address(coin)).haveAtoms, 612_000, "there then");
        claimFor(0, 0);
        has(ANN, uint256(400_000) * 612_000 / hall.settledOf(address(coin)).owedAtoms);
    }

    /// EXIT-052: a token that lacks some and still has all that it owes waits for nothing.
    function test_whoHasEnoughIsSettledAtOnce() external {
        quit();
        seize(10_000);
        bytes32[] memory path = assetPath(0);
        hall.settle(assets[0], path);
        claimFor(0, 0);
        has(ANN, 400_000);
    }
}
