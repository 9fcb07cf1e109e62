// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStored} from "../src/tokens/TokenStore.sol";
import {PaymentStored} from "../src/outflow/PaymentStore.sol";
import {FlowStored} from "../src/outflow/FlowStore.sol";
import {AssetRow, Checkpoint, Lane, OutboxRow, Section} from "../src/checkpoints/Checkpoint.sol";
import {Payments} from "../src/outflow/Payments.sol";
import {Sha256Tree} from "../src/trees/Sha256Tree.sol";
import {Signatures} from "../src/sets/SignerSet.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {TestVault} from "./support/TestVault.sol";
import {Trees} from "./support/Trees.sol";
import {vm} from "./support/Vm.sol";

/// Payments by proof: each once, to whom it names, no faster than the drip.
contract PaymentsTest is TestVault {
    bytes32[] private alone;

    function setUp() external {
        found(4);
        pay(MEMBER, 1_000_000);
        pass(10 minutes);
    }

    /// Rows of 1,000 atoms each, and of a last one.
    function owed(uint256 count, uint96 last) private view returns (OutboxRow[] memory rows, uint128 queued) {
        rows = new OutboxRow[](count);
        for (uint64 n = 0; n < count; ++n) {
            uint96 amount = n + 1 == count ? last : 1_000;
            queued += amount;
            rows[n] = OutboxRow(n, address(coin), address(uint160(0x100 + n)), amount, Lane.main, queued);
        }
    }

    function inForce(OutboxRow[] memory rows, uint128 queued) private {
        enforce(saying(rows, assetOf(queued)));
    }

    function proof(OutboxRow[] memory rows, uint256 index) private pure returns (bytes32[] memory) {
        return Trees.siblingsOf(Trees.outboxLeaves(rows), index);
    }

    /// VAULT-061
    function test_paysOnceAndToWhomItNames() external {
        (OutboxRow[] memory rows, uint128 queued) = owed(5, 1_000);
        inForce(rows, queued);
        vault.advance(assetOf(queued), 0, alone);
        vault.pay(rows[3], 3, proof(rows, 3));
        equal(coin.balanceOf(rows[3].recipient), 1_000, "paid");
        equal(vault.heldAtoms(address(coin)), 999_000, "held");
        isTrue(vault.isPaid(3) && !vault.isPaid(2), "marked");
        bytes32[] memory siblings = proof(rows, 3);
        vm.expectRevert(abi.encodeWithSelector(PaymentStored.AlreadyPaid.selector, 3));
        vault.pay(rows[3], 3, siblings);
    }

    /// VAULT-060
    function test_aRowIsWhatWasSigned() external {
        (OutboxRow[] memory rows, uint128 queued) = owed(5, 1_000);
        inForce(rows, queued);
        vault.advance(assetOf(queued), 0, alone);
        OutboxRow memory other = rows[2];
        other.amount = 2_000;
        bytes32[] memory siblings = proof(rows, 2);
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        vault.pay(other, 2, siblings);
        siblings = proof(rows, 1);
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        vault.pay(rows[1], 2, siblings);
        vm.expectRevert(abi.encodeWithSelector(Sha256Tree.NoSuchLeaf.selector, 1 + 8));
        vault.pay(rows[1], 1 + 8, siblings);
    }

    /// VAULT-062
    function test_onlyTheRecipientNamesAnotherAddress() external {
        (OutboxRow[] memory rows, uint128 queued) = owed(2, 1_000);
        inForce(rows, queued);
        vault.advance(assetOf(queued), 0, alone);
        bytes32[] memory siblings = proof(rows, 0);
        vm.expectRevert(abi.encodeWithSelector(PaymentStored.NotTheRecipient.selector, rows[0].recipient));
        vault.payTo(rows[0], MEMBER, 0, siblings);
        vm.prank(rows[0].recipient);
        vault.payTo(rows[0], MEMBER, 0, siblings);
        equal(coin.balanceOf(MEMBER), 1_000, "paid to the other address");
    }

    function advanced(uint128 queued) private returns (uint256 allowed) {
        vault.advance(assetOf(queued), 0, alone);
        (uint128 allowedCum,) = vault.flowOf(address(coin), Lane.main);
        return allowedCum;
    }

    /// VAULT-064, VAULT-065: An hour's limit is 10,000 of a million.
    function test_anHourPaysAHundredthAndADayTen() external {
        (OutboxRow[] memory rows, uint128 queued) = owed(1, 900_000);
        inForce(rows, queued);
        equal(advanced(queued), 6_086, "14/23 at once");
        equal(advanced(queued), 6_086, "and no more");
        pass(1 hours);
        equal(advanced(queued), 10_000, "an hour's limit after the hour");
        for (uint256 hour = 2; hour <= 24; ++hour) {
            pass(1 hours);
            advanced(queued);
        }
        equal(advanced(queued), 100_000, "a day's limit after the day");
        vm.expectPartialRevert(Payments.NotYetAllowed.selector);
        vault.pay(rows[0], 0, alone);
    }

    function test_idleTimeEarnsNoMoreThanAnHour() external {
        (OutboxRow[] memory rows, uint128 queued) = owed(1, 900_000);
        inForce(rows, queued);
        pass(20 days);
        equal(advanced(queued), 6_086, "as on the first day");
        pass(1 hours);
        equal(advanced(queued), 10_000, "an hour's limit");
    }

    /// Calls that come often drain the bucket as far as one that comes late: nobody can hold it up.
    function test_callsThatComeOftenLoseNothing() external {
        (OutboxRow[] memory rows, uint128 queued) = owed(1, 900_000);
        inForce(rows, queued);
        for (uint256 n = 0; n <= 300; ++n) {
            if (n > 0) pass(12);
            advanced(queued);
        }
        equal(advanced(queued), 10_000, "an hour's limit after the hour");
    }

    /// The fourth attack of the threat table.
    function test_hoardedClaimsLeaveNoFaster() external {
        (OutboxRow[] memory rows, uint128 queued) = owed(30, 1_000);
        inForce(rows, queued);
        vault.advance(assetOf(queued), 0, alone);
        for (uint256 n = 0; n < 6; ++n) {
            vault.pay(rows[n], n, proof(rows, n));
        }
        bytes32[] memory siblings = proof(rows, 6);
        vm.expectRevert(abi.encodeWithSelector(Payments.NotYetAllowed.selector, 6));
        vault.pay(rows[6], 6, siblings);
    }

    /// VAULT-066
    function test_lanesDoNotWaitForOneAnother() external {
        OutboxRow[] memory rows = new OutboxRow[](2);
        rows[0] = OutboxRow(0, address(coin), MEMBER, 900_000, Lane.main, 900_000);
        rows[1] = OutboxRow(1, address(coin), MEMBER, 10, Lane.sentBack, 10);
        AssetRow memory asset = assetOf(900_000);
        asset.queuedCum[uint256(Lane.sentBack)] = 10;
        enforce(saying(rows, asset));
        vault.advance(asset, 0, alone);
        vault.pay(rows[1], 1, proof(rows, 1));
        equal(coin.balanceOf(MEMBER), 10, "sent back");
    }

    /// VAULT-063, VAULT-064, VAULT-065: Over every stretch, from each call to each later one.
    function testFuzz_growthIsBounded(uint16[12] calldata waits, uint96 queued) external {
        (OutboxRow[] memory rows,) = owed(1, 1);
        inForce(rows, queued);
        uint256[] memory times = new uint256[](waits.length);
        uint256[] memory sums = new uint256[](waits.length + 1);
        for (uint256 n = 0; n < waits.length; ++n) {
            pass(uint256(waits[n]) % 30_000);
            times[n] = block.timestamp;
            sums[n + 1] = advanced(queued);
            isTrue(sums[n + 1] <= queued, "not above what is queued");
            for (uint256 k = 0; k <= n; ++k) {
                uint256 elapsed = times[n] - times[k];
                if (elapsed <= 1 hours) isTrue(sums[n + 1] - sums[k] <= 10_000, "by the hour");
                if (elapsed <= 1 days) isTrue(sums[n + 1] - sums[k] <= 100_000, "by the day");
            }
        }
    }

    function test_onlyWhatIsInForceRaisesALane() external {
        (OutboxRow[] memory rows, uint128 queued) = owed(1, 1_000);
        inForce(rows, queued);
        AssetRow memory other = assetOf(queued + 1);
        vm.expectPartialRevert(FlowStored.NotInForce.selector);
        vault.advance(other, 0, alone);
    }

    /// VAULT-028
    function test_nothingIsPaidToNobodyOrToTheVault() external {
        OutboxRow memory row = payable_(address(coin), MEMBER, 1_000, 1);
        vm.prank(MEMBER);
        vm.expectRevert(TokenStored.ZeroRecipient.selector);
        vault.payTo(row, address(0), 0, alone);
        vm.prank(MEMBER);
        vm.expectRevert(TokenStored.ZeroRecipient.selector);
        vault.payTo(row, address(vault), 0, alone);
    }

    function test_aProofIsNoDeeperThanItsTree() external {
        OutboxRow memory row = payable_(address(coin), MEMBER, 1_000, 1);
        vm.expectRevert(abi.encodeWithSelector(Sha256Tree.ProofTooLong.selector, 33));
        vault.pay(row, 0, new bytes32[](33));
    }

    /// Where a chain's SHA-256 fails nothing passes for a hash.
    function test_withoutSha256NothingIsProven() external {
        OutboxRow memory row = payable_(address(coin), MEMBER, 1_000, 1);
        OutboxRow[] memory rows = new OutboxRow[](1);
        rows[0] = row;
        AssetRow memory asset = assetOf(row.cumulative);
        Checkpoint memory checkpoint = checkpointNow();
        Section memory section = sectionOf(saying(rows, asset));
        vm.mockCallRevert(address(2), "", "");
        vm.expectRevert();
        vault.pay(row, 0, alone);
        vm.expectRevert();
        vault.advance(asset, 0, alone);
        vm.expectRevert();
        vault.accept(checkpoint, section, hot.set, Signatures(0, ""));
        vm.clearMockedCalls();
        vault.pay(row, 0, alone);
    }

    /// A row that only the sums of the drip let through pays no more than they allow in all.
    function test_rowsOutOfTheirPlacePayNoMoreThanIsAllowed() external {
        OutboxRow[] memory rows = new OutboxRow[](2);
        rows[0] = OutboxRow(1, address(coin), MEMBER, 1_000, Lane.main, 1_000);
        // A house that counts wrong: this row's place is not behind the first.
        rows[1] = OutboxRow(2, address(coin), MEMBER, 1_000, Lane.main, 1_000);
        inForce(rows, 1_000);
        vault.advance(assetOf(1_000), 0, alone);
        vault.pay(rows[0], 0, proof(rows, 0));
        bytes32[] memory path = proof(rows, 1);
        vm.expectRevert(abi.encodeWithSelector(Payments.NotYetAllowed.selector, 2));
        vault.pay(rows[1], 1, path);
    }

    /// VAULT-063: what is held no longer, cannot be paid.
    function test_noMoreIsPaidThanIsHeld() external {
        OutboxRow[] memory rows = new OutboxRow[](2);
        TokenTerms memory terms = TokenTerms(address(coin), 2_000_000, 2_000_000);
        vm.prank(address(sets));
        vault.setTerms(terms);
        rows[0] = OutboxRow(1, address(coin), MEMBER, 900_000, Lane.main, 900_000);
        rows[1] = OutboxRow(2, address(coin), MEMBER, 200_000, Lane.main, 1_100_000);
        coin.mint(address(vault), 1_000_000);
        inForce(rows, 1_100_000);
        vault.advance(assetOf(1_100_000), 0, alone);
        vault.pay(rows[0], 0, proof(rows, 0));
        bytes32[] memory path = proof(rows, 1);
        vm.expectRevert();
        vault.pay(rows[1], 1, path);
        equal(vault.heldAtoms(address(coin)), 100_000, "a donation pays nobody");
    }
}
