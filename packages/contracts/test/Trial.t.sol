// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Target} from "../src/inbox/Inbox.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {ITakesDeposits, TrialToken} from "../src/trial/TrialToken.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// The token of chains of one's own fills a vault as deposits do, an entry an owner.
contract TrialTest is TestVault {
    TrialToken private trial;

    function setUp() external {
        trial = new TrialToken("Trial", "TRY", 8);
        more.push(TokenTerms(address(trial), 1e15, 1_000));
        found(4);
    }

    function test_itPaysItselfInForMany() external {
        Target[] memory targets = new Target[](2);
        (targets[0], targets[1]) = (target(MEMBER), target(address(0x77)));
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (500, 70);
        trial.fund(ITakesDeposits(address(vault)), targets, amounts);
        equal(vault.heldAtoms(address(trial)), 570, "held");
        equal(vault.inboxCount(), 2, "an entry each");
        equal(trial.balanceOf(address(vault)), 570, "there");
        vm.expectRevert(TrialToken.LengthsDiffer.selector);
        trial.fund(ITakesDeposits(address(vault)), targets, new uint256[](1));
    }

    function test_anybodyMintsIt() external {
        trial.mint(MEMBER, 9);
        equal(trial.balanceOf(MEMBER), 9, "minted");
        equal(trial.decimals(), 8, "decimals");
    }
}
