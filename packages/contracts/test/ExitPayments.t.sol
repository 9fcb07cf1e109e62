// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Lane, OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../src/checkpoints/CheckpointStore.sol";
import {Kept, Rate, ShownClaim} from "../src/exit/Claim.sol";
import {Entries, Entry} from "../src/exit/Entry.sol";
import {ExitPayments} from "../src/exit/ExitPayments.sol";
import {ExitStored, Phase} from "../src/exit/ExitStore.sol";
import {EntryKind} from "../src/inbox/Inbox.sol";
import {FlowStored} from "../src/outflow/FlowStore.sol";
import {PaymentStored} from "../src/outflow/PaymentStore.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {TokenStored} from "../src/tokens/TokenStore.sol";
import {Coin} from "./support/Coins.sol";
import {ExitBook} from "./support/ExitBook.sol";
import {vm} from "./support/Vm.sol";

/// What a vault in exit pays: everybody, once, the same part of each token, in whatever order they come.
contract ExitPaymentsTest is ExitBook {
    address private constant ANN = address(0xa1);
    address private constant BEN = address(0xb2);
    address private constant CAT = address(0xc3);
    address private constant ROW_ONE = address(0xd1);
    address private constant ROW_TWO = address(0xd2);
    address private constant LATE = address(0xe1);
    address private constant LATER = address(0xe2);
    address private constant ELSEWHERE = address(0xee);
    address private constant DEAD = address(0xdead);

    Coin private spare;
    Accepted private word;
    bytes32[] private alone;

    function setUp() external {
        spare = new Coin();
        more.push(TokenTerms(address(spare), 1e15, 1_000));
        found(4);
        comeIn(MEMBER, 1_000_000);
        addClaim(ANN, 400_000, 0, 0, 0);
        // Half of a gain, rounded down.
        addClaim(BEN, 200_000, 100_001, 0, 0);
        addClaim(CAT, 0, 0, 0, 250_000);
        rows.push(OutboxRow(0, address(coin), DEAD, 1, Lane.small, 1));
        rows.push(OutboxRow(1, address(coin), ROW_ONE, 30_000, Lane.main, 30_000));
        rows.push(OutboxRow(2, address(coin), ROW_TWO, 20_000, Lane.main, 50_000));
        addAsset(address(coin), 1_000_000, 50_000, 900_000);
        assets[0].queuedCum[1] = 1;
        pass(10 minutes);
        word = enforceAll(1);
        comeIn(LATE, 5_000);
        askFor(LATE, EntryKind.withdraw);
        comeIn(LATER, 7_000);
    }

    function quit() private {
        exitBySilence(listOf(word));
    }

    function seize(uint256 amount) private {
        vm.prank(address(vault));
        coin.transfer(DEAD, amount);
    }

    function has(address who, uint256 amount) private view {
        equal(coin.balanceOf(who), amount, "paid");
    }

    /// EXIT-040, EXIT-041, EXIT-045, EXIT-046
    function test_everybodyIsPaidToTheAtom() external {
        quit();
        settle(0);
        ExitStored.Settled memory settled = hall.settledOf(address(coin));
        isTrue(settled.haveAtoms == 1 && settled.owedAtoms == 1, "all of it");
        for (uint256 n = 0; n < 3; ++n) {
            claimFor(n, 0);
            isTrue(hall.isClaimed(address(coin), uint32(n)), "claimed");
            payRow(n);
            isTrue(vault.isPaid(uint64(n)), "paid");
        }
        refund(1);
        refund(3);
        isTrue(hall.isRefunded(1) && !hall.isRefunded(2) && hall.isRefunded(3), "refunded");
        has(ANN, 400_000);
        has(BEN, 250_000);
        has(CAT, 250_000);
        has(ROW_ONE, 30_000);
        has(ROW_TWO, 20_000);
        has(LATE, 5_000);
        has(LATER, 7_000);
        // What no leaf claims is dust.
        equal(vault.heldAtoms(address(coin)), 1_012_000 - 962_001, "held");
        has(address(vault), 49_999);
    }

    /// EXIT-040
    function test_eachIsPaidOnce() external {
        quit();
        settle(0);
        claimFor(0, 0);
        ShownClaim memory shown = shownClaim(0);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.AlreadyClaimed.selector, 0, address(coin)));
        hall.exitClaim(shown, address(coin), rates[0], ANN);
        payRow(1);
        bytes32[] memory path = rowPath(1);
        vm.expectRevert(abi.encodeWithSelector(PaymentStored.AlreadyPaid.selector, 1));
        hall.exitPayment(rows[1], path, ROW_ONE);
        refund(1);
        path = chunkOf(1);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.AlreadyRefunded.selector, 1));
        hall.exitRefund(entries[1], path, LATE);
        bytes32[] memory assetSiblings = assetPath(0);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.AlreadySettled.selector, address(coin)));
        hall.settle(assets[0], assetSiblings);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.AlreadySettled.selector, address(coin)));
        hall.settleUnlisted(address(coin));
    }

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

    struct Expected {
        address who;
        uint256 amount;
    }

    function everything() private pure returns (Expected[7] memory) {
        return [
            Expected(ANN, 400_000),
            Expected(BEN, 250_000),
            Expected(CAT, 250_000),
            Expected(ROW_ONE, 30_000),
            Expected(ROW_TWO, 20_000),
            Expected(LATE, 5_000),
            Expected(LATER, 7_000)
        ];
    }

    function payOne(uint256 which) private {
        if (which < 3) claimFor(which, 0);
        else if (which < 5) payRow(which - 2);
        else refund(which == 5 ? 1 : 3);
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

    /// EXIT-040
    function test_onlyAnExitPays() external {
        bytes memory none = abi.encodeWithSelector(ExitPayments.NotInExit.selector, Phase.none);
        bytes32[] memory path = assetPath(0);
        ShownClaim memory shown = shownClaim(0);
        vm.expectRevert(none);
        hall.settle(assets[0], path);
        vm.expectRevert(none);
        hall.settleUnlisted(address(coin));
        vm.expectRevert(none);
        hall.exitClaim(shown, address(coin), rates[0], ANN);
        path = rowPath(1);
        vm.expectRevert(none);
        hall.exitPayment(rows[1], path, ROW_ONE);
        path = chunkOf(1);
        vm.expectRevert(none);
        hall.exitRefund(entries[1], path, LATE);
        pass(8 days);
        hall.requestExitForSilence();
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.NotInExit.selector, Phase.requested));
        hall.exitRefund(entries[1], path, LATE);
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

    /// EXIT-041
    function test_aClaimIsWhatWasSigned() external {
        quit();
        settle(0);
        ShownClaim memory shown = shownClaim(1);
        shown.claim.idle += 1;
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        hall.exitClaim(shown, address(coin), rates[0], BEN);
        shown = shownClaim(2);
        shown.kept[0].amount += 1;
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        hall.exitClaim(shown, address(coin), rates[0], CAT);
        shown = shownClaim(2);
        shown.claim.accountId = 3;
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        hall.exitClaim(shown, address(coin), rates[0], CAT);
        shown = shownClaim(1);
        Rate[] memory other = rates[0];
        other[1].gainKept = ONE;
        vm.expectPartialRevert(ExitPayments.WrongRates.selector);
        hall.exitClaim(shown, address(coin), other, BEN);
        vm.expectPartialRevert(ExitPayments.WrongRates.selector);
        hall.exitClaim(shown, address(wrapped), other, BEN);
        OutboxRow memory row = rows[1];
        row.amount += 1;
        bytes32[] memory path = rowPath(1);
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        hall.exitPayment(row, path, ROW_ONE);
    }

    /// EXIT-041: in a segment without a rate there is only what is in kind.
    function test_whoseSegmentHasNoRateHasWhatIsInKind() external {
        claims[0].claim.segmentId = 9;
        claims[0].kept.push(Kept(4, 77));
        claims[0].kept.push(Kept(0, 1_234));
        pass(10 minutes);
        word = enforceAll(1);
        quit();
        settle(0);
        claimFor(0, 0);
        has(ANN, 1_234);
    }

    /// EXIT-047
    function test_onlyTheRecipientNamesAnotherAddress() external {
        quit();
        settle(0);
        ShownClaim memory shown = shownClaim(0);
        vm.expectRevert(abi.encodeWithSelector(PaymentStored.NotTheRecipient.selector, ANN));
        hall.exitClaim(shown, address(coin), rates[0], ELSEWHERE);
        vm.prank(ANN);
        hall.exitClaim(shown, address(coin), rates[0], ELSEWHERE);
        has(ELSEWHERE, 400_000);
        bytes32[] memory path = rowPath(1);
        vm.expectRevert(abi.encodeWithSelector(PaymentStored.NotTheRecipient.selector, ROW_ONE));
        hall.exitPayment(rows[1], path, ELSEWHERE);
        vm.prank(ROW_ONE);
        hall.exitPayment(rows[1], path, ELSEWHERE);
        has(ELSEWHERE, 430_000);
        path = chunkOf(1);
        vm.expectRevert(abi.encodeWithSelector(PaymentStored.NotTheRecipient.selector, LATE));
        hall.exitRefund(entries[1], path, ELSEWHERE);
        vm.prank(LATE);
        hall.exitRefund(entries[1], path, ELSEWHERE);
        has(ELSEWHERE, 435_000);
        shown = shownClaim(1);
        vm.prank(BEN);
        vm.expectRevert(TokenStored.ZeroRecipient.selector);
        hall.exitClaim(shown, address(coin), rates[0], address(0));
        vm.prank(BEN);
        vm.expectRevert(TokenStored.ZeroRecipient.selector);
        hall.exitClaim(shown, address(coin), rates[0], address(vault));
    }

    /// EXIT-048
    function test_anAddressCountsOnItsOwnChain() external {
        claims[0].claim.exitChain = 99;
        claims[1].claim.exitChain = uint64(block.chainid);
        pass(10 minutes);
        word = enforceAll(1);
        quit();
        settle(0);
        ShownClaim memory shown = shownClaim(0);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.WrongChain.selector, 99));
        hall.exitClaim(shown, address(coin), rates[0], ANN);
        claimFor(1, 0);
        has(BEN, 250_000);
    }

    /// EXIT-045
    function test_onlyDepositsThatWereNotHeardGoBack() external {
        quit();
        settle(0);
        bytes32[] memory path = chunkOf(0);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.NotRefundable.selector, 0));
        hall.exitRefund(entries[0], path, MEMBER);
        vm.expectRevert(abi.encodeWithSelector(ExitPayments.NotRefundable.selector, 2));
        hall.exitRefund(entries[2], path, LATE);
        Entry memory other = entries[1];
        other.amount += 1;
        vm.expectRevert(abi.encodeWithSelector(Entries.NoSuchEntry.selector, 1));
        hall.exitRefund(other, path, LATE);
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
        hall.settleUnlisted(address(coin));
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
        hall.settleUnlisted(address(spare));
        pass(7 days);
        hall.settleUnlisted(address(spare));
        refund(4);
        equal(spare.balanceOf(LATE), 800, "back");
        // Nor is a token lost that has a row nobody showed in time.
        seize(12_000);
        hall.settleUnlisted(address(coin));
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

    /// EXIT-025: nothing that pays waits for a stop to end.
    function test_aStopBeforeHoldsUpNoPayment() external {
        pass(7 days);
        vm.prank(GUARDIAN);
        sets.stop();
        hall.requestExitForSilence();
        pass(2 days);
        hall.beginExit(listOf(word));
        settle(0);
        for (uint256 n = 0; n < 7; ++n) {
            payOne(n);
        }
        has(ANN, 400_000);
        vault.sync(address(coin));
    }
}
