// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Checkpoint, Lane, OutboxRow, Section} from "../src/checkpoints/Checkpoint.sol";
import {Signatures} from "../src/sets/SignerSet.sol";
import {Asserts} from "./support/Asserts.sol";
import {Keys} from "./support/Keys.sol";
import {TestVault} from "./support/TestVault.sol";
import {Trees} from "./support/Trees.sol";
import {vm} from "./support/Vm.sol";

/// What whole transactions cost, once every slot has been written before.
contract GasTest is TestVault {
    using Keys for Keys.Keyring;

    function atMost(string memory name, uint256 limit) private {
        isTrue(vm.snapshotGasLastCall(name) <= limit, name);
    }

    function test_deposit() external {
        found(4);
        pay(MEMBER, 1_000);
        pay(MEMBER, 1_000);
        coin.mint(MEMBER, 2_000);
        vm.prank(MEMBER);
        vault.deposit(address(coin), 1_000, target(MEMBER), "");
        atMost("deposit", 70_000);
    }

    function acceptCost(uint256 signers, string memory name, uint256 limit) private {
        found(signers);
        pay(MEMBER, 1_000_000);
        OutboxRow[] memory rows;
        for (uint256 n = 0; n < 17; ++n) {
            pass(10 minutes);
            accept(saying(rows, assetOf(0)));
        }
        pass(10 minutes);
        Checkpoint memory checkpoint = checkpointNow();
        Section memory section = sectionOf(saying(rows, assetOf(0)));
        Signatures memory signatures =
            hot.sign(digestOf(checkpoint, section, hot.set), Keys.quorum(hot.keys.length));
        vault.accept(checkpoint, section, hot.set, signatures);
        atMost(name, limit);
    }

    function test_acceptOf4() external {
        acceptCost(4, "accept of 4", 65_000);
    }

    function test_acceptOf20() external {
        acceptCost(20, "accept of 20", 120_000);
    }

    function test_acceptOf100() external {
        acceptCost(100, "accept of 100", 390_000);
    }

    function test_pay() external {
        found(4);
        pay(MEMBER, 1_000_000);
        OutboxRow[] memory rows = new OutboxRow[](1_000);
        for (uint64 n = 0; n < 1_000; ++n) {
            rows[n] = OutboxRow(n, address(coin), MEMBER, 10, Lane.main, 10 * (n + 1));
        }
        enforce(saying(rows, assetOf(10_000)));
        bytes32[] memory none;
        vault.advance(assetOf(10_000), 0, none);
        bytes32[] memory leaves = Trees.outboxLeaves(rows);
        vault.pay(rows[6], 6, Trees.siblingsOf(leaves, 6));
        vault.pay(rows[5], 5, Trees.siblingsOf(leaves, 5));
        atMost("pay", 80_000);
    }
}
