// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStored} from "../src/tokens/TokenStore.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Tokens, TokenTerms} from "../src/tokens/Tokens.sol";
import {Answer, OddCoin} from "./support/OddCoin.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// Tokens that behave otherwise than the standard hopes: what is credited has come, what is paid has left, others go on.
contract OddTokensTest is TestVault {
    address private constant PAYEE = address(0x9a);
    uint256 private constant ONE = 1e18;

    OddCoin private odd;
    bytes32[] private alone;

    function setUp() external {
        odd = new OddCoin();
        more.push(TokenTerms(address(odd), type(uint96).max, 1e6));
        found(4);
        pay(MEMBER, 1_000_000);
        odd.mint(MEMBER, 1e30);
        vm.prank(MEMBER);
        odd.approve(address(vault), type(uint256).max);
    }

    function depositOdd(uint256 amount) private {
        vm.prank(MEMBER);
        vault.deposit(address(odd), amount, target(MEMBER), "");
    }

    function held() private view returns (uint256) {
        return vault.heldAtoms(address(odd));
    }

    function impaired() private returns (uint256 shortfall, uint256 since) {
        vault.sync(address(odd));
        (uint96 shortfallAtoms, uint64 frozenSince) = vault.impairmentOf(address(odd));
        return (shortfallAtoms, frozenSince);
    }

    function isSound() private {
        (uint256 shortfall, uint256 since) = impaired();
        equal(shortfall, 0, "no shortfall");
        equal(since, 0, "not frozen");
    }

    /// VAULT-066: the other coin is paid whatever the odd one does.
    function othersArePaid() private {
        OutboxRow memory row = payable_(address(coin), PAYEE, 500, 900);
        uint256 before = coin.balanceOf(PAYEE);
        vault.pay(row, 0, alone);
        equal(coin.balanceOf(PAYEE) - before, 500, "the other token is paid");
    }

    /// VAULT-002
    function test_aFeeOnTheWayInIsNotCredited() external {
        odd.set(10_000, 0, false, Answer.yes);
        depositOdd(1_000_000);
        equal(held(), 990_000, "what came");
        isSound();
    }

    function test_aFeeOnTheWayOutIsTheRecipients() external {
        depositOdd(1_000_000);
        odd.set(10_000, 0, false, Answer.yes);
        OutboxRow memory row = payable_(address(odd), PAYEE, 1_000, 1);
        vault.pay(row, 0, alone);
        equal(odd.balanceOf(PAYEE), 990, "less the fee");
        equal(held(), 999_000, "what was paid has left");
        isSound();
    }

    /// VAULT-010
    function test_whatARebaseAddsIsNobodys() external {
        depositOdd(1_000_000);
        odd.rebase(2 * ONE);
        isSound();
        equal(held(), 1_000_000, "held as before");
        depositOdd(500);
        equal(held(), 1_000_500, "the difference alone");
    }

    /// VAULT-100, VAULT-101
    function test_whatARebaseTakesIsAShortfall() external {
        depositOdd(1_000_000);
        odd.rebase(ONE / 4);
        (uint256 shortfall,) = impaired();
        equal(shortfall, 750_000, "lacking");
        othersArePaid();
        odd.rebase(ONE);
        isSound();
    }

    function test_aTokenThatSaysNoMovesNothing() external {
        depositOdd(1_000_000);
        OutboxRow memory row = payable_(address(odd), PAYEE, 1_000, 1);
        odd.set(0, 0, false, Answer.no);
        vm.prank(MEMBER);
        vm.expectPartialRevert(SafeERC20.SafeERC20FailedOperation.selector);
        vault.deposit(address(odd), 1_000, target(MEMBER), "");
        vm.expectPartialRevert(SafeERC20.SafeERC20FailedOperation.selector);
        vault.pay(row, 0, alone);
        isTrue(!vault.isPaid(1), "not marked");
        (, uint256 since) = impaired();
        equal(since, block.timestamp, "frozen");
        othersArePaid();
    }

    function test_aTokenThatSaysNothingIsTaken() external {
        odd.set(0, 0, false, Answer.nothing);
        depositOdd(1_000_000);
        equal(held(), 1_000_000, "credited");
        OutboxRow memory row = payable_(address(odd), PAYEE, 1_000, 1);
        vault.pay(row, 0, alone);
        equal(odd.balanceOf(PAYEE), 1_000, "paid");
        isSound();
    }

    function test_garbageIsNoYes() external {
        depositOdd(1_000_000);
        odd.set(0, 0, false, Answer.garbage);
        vm.prank(MEMBER);
        vm.expectPartialRevert(SafeERC20.SafeERC20FailedOperation.selector);
        vault.deposit(address(odd), 1_000, target(MEMBER), "");
        (, uint256 since) = impaired();
        equal(since, block.timestamp, "frozen");
    }

    function test_aLongAnswerIsReadToItsFirstWord() external {
        odd.set(0, 0, false, Answer.tooLong);
        depositOdd(1_000_000);
        equal(held(), 1_000_000, "credited");
        isSound();
    }

    /// VAULT-100, VAULT-101, VAULT-066
    function test_aTokenThatStandsStillIsFrozen() external {
        depositOdd(1_000_000);
        OutboxRow memory row = payable_(address(odd), PAYEE, 1_000, 1);
        odd.set(0, 0, true, Answer.yes);
        vm.expectRevert();
        vault.pay(row, 0, alone);
        (, uint256 since) = impaired();
        equal(since, block.timestamp, "frozen");
        uint256 first = block.timestamp;
        pass(1 days);
        (, since) = impaired();
        equal(since, first, "since it was first seen");
        othersArePaid();
        odd.set(0, 0, false, Answer.yes);
        isSound();
    }

    /// VAULT-062, VAULT-066
    function test_aBlockedRecipientNamesAnotherAddress() external {
        depositOdd(1_000_000);
        OutboxRow memory row = payable_(address(odd), PAYEE, 1_000, 1);
        odd.setBlocked(PAYEE, true);
        vm.expectRevert();
        vault.pay(row, 0, alone);
        vm.prank(PAYEE);
        vault.payTo(row, MEMBER, 0, alone);
        isTrue(vault.isPaid(1), "paid elsewhere");
    }

    function test_aBlockedVaultIsFrozen() external {
        depositOdd(1_000_000);
        odd.setBlocked(address(vault), true);
        (, uint256 since) = impaired();
        equal(since, block.timestamp, "frozen");
        othersArePaid();
    }

    /// VAULT-003
    function test_amountsHave96Bits() external {
        odd.mint(MEMBER, uint256(type(uint96).max));
        vm.prank(MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Tokens.AmountOutOfRange.selector, 1 << 96));
        vault.deposit(address(odd), 1 << 96, target(MEMBER), "");
        depositOdd(type(uint96).max);
        equal(held(), type(uint96).max, "all that a vault can hold");
        vm.prank(MEMBER);
        vm.expectPartialRevert(Tokens.CapReached.selector);
        vault.deposit(address(odd), 1, target(MEMBER), "");
    }

    /// VAULT-067: it was sound when it was listed.
    function test_aTokenThatTurnsIsNotPaidOut() external {
        depositOdd(1_000_000);
        OutboxRow memory row = payable_(address(odd), PAYEE, 1_000, 1);
        odd.set(0, 50_000, false, Answer.yes);
        vm.expectRevert(abi.encodeWithSelector(TokenStored.TookTooMuch.selector, address(odd), 1_050, 1_000));
        vault.pay(row, 0, alone);
        equal(odd.balanceOf(address(vault)), 1_000_000, "nothing left");
        othersArePaid();
    }

    function test_aTokenThatIsGoneIsFrozen() external {
        depositOdd(1_000_000);
        odd.rebase(0);
        (uint256 shortfall, uint256 since) = impaired();
        equal(shortfall, 1_000_000, "all of it");
        equal(since, 0, "nothing to try with");
    }

    /// VAULT-003
    function test_aTokenWithoutTermsIsNotTaken() external {
        OddCoin other = new OddCoin();
        other.mint(MEMBER, 10);
        vm.prank(MEMBER);
        other.approve(address(vault), 10);
        vm.prank(MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Tokens.CapReached.selector, address(other), 0, 10));
        vault.deposit(address(other), 10, target(MEMBER), "");
        vm.expectRevert(abi.encodeWithSelector(Tokens.NotListed.selector, address(other)));
        vault.sync(address(other));
    }
}
