// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Lane, OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../src/checkpoints/CheckpointStore.sol";
import {Entry} from "../src/exit/Entry.sol";
import {ShownClaim} from "../src/exit/Claim.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {TokenStored} from "../src/tokens/TokenStore.sol";
import {ExitBook} from "./support/ExitBook.sol";
import {Intruder} from "./support/Intruder.sol";
import {Answer, Listener, OddCoin} from "./support/OddCoin.sol";
import {vm} from "./support/Vm.sol";

/// Tokens that charge, stand still, freeze somebody or call back, in a vault that is left.
contract ExitOddTokensTest is ExitBook {
    address private constant ANN = address(0xa1);
    address private constant BEN = address(0xb2);
    address private constant ROW = address(0xd1);
    address private constant LATE = address(0xe1);
    address private constant ELSEWHERE = address(0xee);

    OddCoin private odd;
    Accepted private word;

    function setUp() external {
        odd = new OddCoin();
        more.push(TokenTerms(address(odd), 1e15, 1_000));
        found(4);
        comeInOf(address(odd), MEMBER, 1_000_000);
        addClaim(ANN, 400_000, 0, 0, 0);
        addClaim(BEN, 300_000, 0, 0, 0);
        rows.push(OutboxRow(0, address(odd), ROW, 50_000, Lane.main, 50_000));
        addAsset(address(odd), 1_000_000, 50_000, 950_000);
        pass(10 minutes);
        word = enforceAll(1);
        comeInOf(address(odd), LATE, 9_000);
    }

    function quit() private {
        exitBySilence(listOf(word));
        settle(0);
    }

    function has(address who, uint256 amount) private view {
        equal(odd.balanceOf(who), amount, "paid");
    }

    /// EXIT-050
    function test_aTokenThatTakesMoreIsNotPaidOut() external {
        quit();
        odd.set(0, 100_000, false, Answer.yes);
        ShownClaim memory shown = shownClaim(0);
        bytes32[] memory path = rowPath(0);
        bytes32[] memory chunk = chunkOf(1);
        vm.expectRevert(abi.encodeWithSelector(TokenStored.TookTooMuch.selector, address(odd), 440_000, 400_000));
        hall.exitClaim(shown, address(odd), rates[0], ANN);
        vm.expectPartialRevert(TokenStored.TookTooMuch.selector);
        hall.exitPayment(rows[0], path, ROW);
        vm.expectPartialRevert(TokenStored.TookTooMuch.selector);
        hall.exitRefund(entries[1], chunk, LATE);
        odd.set(0, 0, false, Answer.nothing);
        claimFor(0, 0);
        has(ANN, 400_000);
    }

    /// EXIT-040: a token that stands still is paid when it moves again.
    function test_whatFailedIsNotCountedAsPaid() external {
        quit();
        odd.set(0, 0, true, Answer.yes);
        ShownClaim memory shown = shownClaim(0);
        vm.expectRevert();
        hall.exitClaim(shown, address(odd), rates[0], ANN);
        odd.set(0, 0, false, Answer.no);
        vm.expectRevert();
        hall.exitClaim(shown, address(odd), rates[0], ANN);
        odd.set(0, 0, false, Answer.yes);
        claimFor(0, 0);
        has(ANN, 400_000);
    }

    /// EXIT-047: one is frozen; all others are paid, and it is paid elsewhere by its own word.
    function test_oneIsFrozenAndOthersArePaid() external {
        quit();
        odd.setBlocked(ANN, true);
        ShownClaim memory shown = shownClaim(0);
        vm.expectRevert();
        hall.exitClaim(shown, address(odd), rates[0], ANN);
        claimFor(1, 0);
        payRow(0);
        refund(1);
        vm.prank(ANN);
        hall.exitClaim(shown, address(odd), rates[0], ELSEWHERE);
        has(ELSEWHERE, 400_000);
        has(BEN, 300_000);
    }

    /// EXIT-042: what a token lost before it was settled all bear; what it loses later is no reason to settle anew.
    function test_aTokenIsSettledByWhatIsThere() external {
        exitBySilence(listOf(word));
        odd.rebase(0.5e18);
        settle(0);
        equal(hall.settledOf(address(odd)).haveAtoms, 504_500, "half");
        claimFor(0, 0);
        has(ANN, uint256(400_000) * 504_500 / 1_009_000);
    }

    /// Plans every payment of the exit once more, and what else moves tokens, from within one.
    function plan(Intruder intruder) private returns (uint256 count) {
        intruder.plan(abi.encodeCall(hall.exitClaim, (shownClaim(1), address(odd), rates[0], BEN)));
        intruder.plan(abi.encodeCall(hall.exitPayment, (rows[0], rowPath(0), ROW)));
        intruder.plan(abi.encodeCall(hall.exitRefund, (entries[1], chunkOf(1), LATE)));
        intruder.plan(abi.encodeCall(hall.settle, (assets[0], assetPath(0))));
        intruder.plan(abi.encodeCall(hall.settleUnlisted, (address(wrapped), noAssets())));
        intruder.plan(abi.encodeCall(hall.beginExit, (noList())));
        intruder.plan(abi.encodeCall(vault.sync, (address(odd))));
        return 7;
    }

    /// EXIT-050: before it moves or after it moved.
    function test_aTokenThatCallsBackFindsAndLeavesNothing() external {
        quit();
        for (uint256 n = 0; n < 2; ++n) {
            uint256 state = vm.snapshotState();
            Intruder intruder = new Intruder(vault, address(odd), 0);
            uint256 count = plan(intruder);
            if (n == 0) odd.setListeners(intruder, Listener(address(0)));
            else odd.setListeners(Listener(address(0)), intruder);
            claimFor(0, 0);
            equal(intruder.answers(), count, "it was called");
            for (uint256 k = 0; k < count; ++k) {
                isTrue(!intruder.isDone(k), "refused");
                isTrue(
                    intruder.refusals(k) == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector, "as under way"
                );
            }
            isTrue(intruder.seen() == intruder.look(), "what it saw inside is what is there after");
            has(ANN, 400_000);
            has(BEN, 0);
            vm.revertToState(state);
        }
    }

    /// EXIT-024: a deposit that is under way is not one into an exit.
    function test_noExitBeginsWithinADeposit() external {
        pass(8 days);
        hall.requestExitForSilence();
        pass(2 days);
        Intruder intruder = new Intruder(vault, address(odd), 0);
        intruder.plan(abi.encodeCall(hall.beginExit, (listOf(word))));
        odd.setListeners(intruder, Listener(address(0)));
        comeInOf(address(odd), LATE, 5);
        isTrue(!intruder.isDone(0), "refused");
        odd.setListeners(Listener(address(0)), Listener(address(0)));
        hall.beginExit(listOf(word));
        settle(0);
        refund(1);
        refund(2);
        has(LATE, 9_005);
    }
}
