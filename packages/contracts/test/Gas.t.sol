// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Checkpoint, Lane, OutboxRow, Section} from "../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../src/checkpoints/CheckpointStore.sol";
import {Claim, Kept, Rate, ShownClaim} from "../src/exit/Claim.sol";
import {Signatures} from "../src/sets/SignerSet.sol";
import {Asserts} from "./support/Asserts.sol";
import {Keys} from "./support/Keys.sol";
import {ExitBook} from "./support/ExitBook.sol";
import {Trees} from "./support/Trees.sol";
import {vm} from "./support/Vm.sol";

/// What whole transactions cost, once every slot has been written before.
contract GasTest is ExitBook {
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
        // Straight, as relayers bring it: what a contract brings says the call in an event too.
        vm.prank(MEMBER, MEMBER);
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

    /// Any seventeen siblings: a house of 100,000 accounts. A root is made of them.
    function hashesOf(string memory seed) private pure returns (bytes32[] memory path) {
        path = new bytes32[](17);
        for (uint256 n = 0; n < 17; ++n) {
            path[n] = keccak256(abi.encode(seed, n));
        }
    }

    /// An account with three assets in kind and every part, in a house of four segments: its first token of an address that has none.
    function test_exitClaim() external {
        found(4);
        comeIn(MEMBER, 1_000_000);
        addAsset(address(coin), 1_000_000, 0, 1_000_000);
        for (uint32 n = 2; n < 4; ++n) {
            rates[0].push(Rate(n, ONE, ONE, ONE, ONE, ONE));
        }
        (rates[0][1].segmentId, rates[0][3].segmentId) = (3, 1);
        assets[0].ratesHash = hashOfRates(0);
        ShownClaim memory shown;
        shown.claim = Claim(77_777, 1, address(0xfee1), 0, 100_000, 10_000, 10_000, 5_000, 5_000);
        shown.kept = new Kept[](3);
        for (uint32 n = 0; n < 3; ++n) {
            shown.kept[n] = Kept(2 - n, 1_000);
        }
        shown.siblings = hashesOf("claims");
        pass(10 minutes);
        (uint32 number, Accepted memory accepted) = strikeWith(Trees.climb(leafOfClaim(shown), 77_777, shown.siblings, 32));
        pass(30 minutes);
        vault.mature(number, accepted);
        exitBySilence(listOf(accepted));
        hall.settle(assets[0], assetPath(0));
        atMost("settle", 110_000);
        hall.exitClaim(shown, address(coin), rates[0], address(0xfee1));
        atMost("exitClaim", 150_000);
        equal(coin.balanceOf(address(0xfee1)), 131_000, "paid");
    }

    function test_exitRefund() external {
        found(4);
        for (uint256 n = 0; n < 128; ++n) {
            comeIn(MEMBER, 1_000);
        }
        (, Accepted memory accepted) = strike(0);
        pass(8 days);
        hall.requestExitForEntry(entries[100], chunkOf(100));
        atMost("requestExitForEntry", 150_000);
        pass(2 days);
        hall.beginExit(listOf(accepted));
        hall.settleUnlisted(address(coin), noAssets());
        refund(101);
        refund(100);
        atMost("exitRefund of a full chunk", 150_000);
    }
}
