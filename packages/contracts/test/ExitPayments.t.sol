// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Kept, Rate, ShownClaim} from "../src/exit/Claim.sol";
import {Entries, Entry} from "../src/exit/Entry.sol";
import {ExitPayments} from "../src/exit/ExitPayments.sol";
import {ExitStored} from "../src/exit/ExitStore.sol";
import {Phase} from "../src/exit/Phase.sol";
import {FlowStored} from "../src/outflow/FlowStore.sol";
import {PaymentStored} from "../src/outflow/PaymentStore.sol";
import {TokenStored} from "../src/tokens/TokenStore.sol";
import {vm} from "./support/Vm.sol";
import {ExitPayees} from "./support/ExitPayees.sol";

/// What a vault in exit pays: everybody, once, to whom the leaf names.
contract ExitPaymentsTest is ExitPayees {

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
        hall.settleUnlisted(address(coin), noAssets());
    }

    /// EXIT-040
    function test_onlyAnExitPays() external {
        bytes memory none = abi.encodeWithSelector(ExitPayments.NotInExit.selector, Phase.none);
        bytes32[] memory path = assetPath(0);
        ShownClaim memory shown = shownClaim(0);
        vm.expectRevert(none);
        hall.settle(assets[0], path);
        vm.expectRevert(none);
        hall.settleUnlisted(address(coin), noAssets());
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
