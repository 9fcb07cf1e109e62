// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../src/sets/Terms.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {Orders} from "./support/Orders.sol";
import {vm} from "./support/Vm.sol";

/// How much of a token the vault takes: less at once, more after a delay.
contract TermsTest is Orders {
    function setUp() external {
        found(4);
    }

    /// VAULT-085
    function test_lowerTermsHoldAtOnceAndHigherOnesAfterTwoDays() external {
        TokenTerms memory terms = TokenTerms(address(coin), 1_500_000, 500);
        sets.setTerms(terms, hot.set, hotOrder(TERMS_TYPE, keccak256(abi.encode(terms))));
        equal(vault.termsOf(address(coin)).capAtoms, 1_500_000, "lower at once");
        terms.capAtoms = 3_000_000;
        sets.setTerms(terms, hot.set, hotOrder(TERMS_TYPE, keccak256(abi.encode(terms))));
        equal(vault.termsOf(address(coin)).capAtoms, 1_500_000, "not yet");
        pass(48 hours - 12);
        vm.expectRevert(abi.encodeWithSelector(Terms.NoRaise.selector, address(coin)));
        sets.raise(address(coin));
        pass(12);
        sets.raise(address(coin));
        equal(vault.termsOf(address(coin)).capAtoms, 3_000_000, "higher");
    }

    /// VAULT-085: a lower order voids a higher one that waits; a raise is of what was ordered, once.
    function test_aLowerOrderVoidsTheHigher() external {
        TokenTerms memory higher = TokenTerms(address(coin), 1e15 + 1, 1_000);
        sets.setTerms(higher, hot.set, hotOrder(TERMS_TYPE, keccak256(abi.encode(higher))));
        TokenTerms memory lower = TokenTerms(address(coin), 1e15, 1_000);
        sets.setTerms(lower, hot.set, hotOrder(TERMS_TYPE, keccak256(abi.encode(lower))));
        pass(48 hours);
        vm.expectRevert(abi.encodeWithSelector(Terms.NoRaise.selector, address(coin)));
        sets.raise(address(coin));
        TokenTerms memory floor = TokenTerms(address(coin), 1e15, 1_001);
        sets.setTerms(floor, hot.set, hotOrder(TERMS_TYPE, keccak256(abi.encode(floor))));
        equal(vault.termsOf(address(coin)).floorAtoms, 1_000, "a higher floor waits as well");
        pass(48 hours);
        sets.raise(address(coin));
        equal(vault.termsOf(address(coin)).floorAtoms, 1_001, "raised");
        vm.expectRevert(abi.encodeWithSelector(Terms.NoRaise.selector, address(coin)));
        sets.raise(address(coin));
    }
}
