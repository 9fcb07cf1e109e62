// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Impairment} from "../src/tokens/Impairment.sol";
import {Tokens} from "../src/tokens/Tokens.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// What a token did to the vault is written down, and undone when it is over.
contract ImpairmentTest is TestVault {
    function setUp() external {
        found(4);
        pay(MEMBER, 1_000);
    }

    function seen() private view returns (uint256 shortfall, uint256 since) {
        (uint96 shortfallAtoms, uint64 frozenSince) = vault.impairmentOf(address(coin));
        return (shortfallAtoms, frozenSince);
    }

    /// VAULT-100, VAULT-101
    function test_aBalanceThatShrankIsAShortfall() external {
        vm.prank(address(vault));
        coin.transfer(address(0xdead), 300);
        vault.sync(address(coin));
        (uint256 shortfall, uint256 since) = seen();
        equal(shortfall, 300, "lacking");
        equal(since, 0, "not frozen");
        coin.mint(address(vault), 300);
        vault.sync(address(coin));
        (shortfall,) = seen();
        equal(shortfall, 0, "restored");
    }

    /// VAULT-010
    function test_aDonationIsNobodys() external {
        coin.mint(address(vault), 777);
        vault.sync(address(coin));
        (uint256 shortfall,) = seen();
        equal(shortfall, 0, "no shortfall");
        equal(vault.heldAtoms(address(coin)), 1_000, "not held");
    }

    /// With little gas the probe would fail by itself: it is refused instead.
    function testFuzz_littleGasFreezesNothing(uint256 gas_) external {
        gas_ = 30_000 + gas_ % 600_000;
        (bool done,) = address(vault).call{gas: gas_}(abi.encodeCall(Impairment.sync, (address(coin))));
        (, uint256 since) = seen();
        equal(since, 0, done ? "synced" : "refused");
    }

    function test_whatIsNotListedIsNotLookedAt() external {
        vm.expectRevert(abi.encodeWithSelector(Tokens.NotListed.selector, address(this)));
        vault.sync(address(this));
    }
}
