// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccountRow, AccountRows} from "../src/backstop/AccountRow.sol";
import {BackstopShares, RowProof} from "../src/backstop/BackstopShares.sol";
import {Checkpoint, Roots, Section} from "../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../src/checkpoints/Checkpoints.sol";
import {Sha256Tree} from "../src/trees/Sha256Tree.sol";
import {Keys} from "./support/Keys.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// Reads rows for the tests below.
contract RowReader {
    function read(bytes calldata row) external pure returns (AccountRow memory) {
        return AccountRows.read(row);
    }
}

/// What other contracts may read of backstops, from the rows that the house's own code wrote into the vectors.
contract BackstopTest is TestVault {
    using Keys for Keys.Keyring;

    address private constant OWNER = 0x1f1f1F1f1F1f1f1F1F1F1f1F1f1F1f1F1F1F1F1F;

    string private golden;
    BackstopShares private shares;

    function setUp() external {
        golden = vm.readFile("vectors/custody/accountRows.json");
        found(4);
        pass(10 minutes);
        shares = new BackstopShares(vault, vm.parseJsonUint(golden, ".accounts"));
    }

    /// Puts the golden state root in force.
    function putInForce() private {
        Checkpoint memory checkpoint = checkpointNow();
        checkpoint.stateRoot = bytes32(vm.parseJsonBytes(golden, ".stateRoot"));
        Said memory said = saying(noRows(), assetOf(0));
        Section memory section = sectionOf(said);
        bytes32 digest = digestOf(checkpoint, section, hot.set);
        uint32 number = vault.accept(checkpoint, section, hot.set, hot.sign(digest, 3));
        Roots memory roots = Roots(checkpoint.stateRoot, checkpoint.claimsRoot, said.outboxRoot, said.assetsRoot);
        Accepted memory accepted = Accepted(
            checkpoint.timeMs / 600_000, digest, roots, 0, uint64(block.timestamp), uint64(block.number)
        );
        pass(30 minutes);
        vault.mature(number, accepted);
    }

    function proofOf(string memory place) private view returns (RowProof memory) {
        string memory key = string.concat(".proofs[", place, "]");
        return RowProof({
            slot: uint32(vm.parseJsonUint(golden, string.concat(key, ".slot"))),
            row: vm.parseJsonBytes(golden, string.concat(key, ".rowBytes")),
            siblings: vm.parseJsonBytes32Array(golden, string.concat(key, ".siblings")),
            tableSiblings: vm.parseJsonBytes32Array(golden, string.concat(key, ".tableSiblings"))
        });
    }

    /// VAULT-120
    function test_aBackstopIsReadFromItsProvenRow() external {
        RowProof memory proof = proofOf("1");
        vm.expectPartialRevert(BackstopShares.NotInForce.selector);
        shares.backstopOf(proof);
        putInForce();
        AccountRow memory row = shares.backstopOf(proof);
        isTrue(row.accountId == 0x01020304 && row.owner == OWNER && row.ownerChain == 84_532, "whose it is");
        isTrue(row.segmentId == 0x0506 && row.role == 1 && row.status == 1 && row.positions == 2, "what it is");
        isTrue(row.assetIds.length == 2 && row.assetIds[0] == 1 && row.assetIds[1] == 4, "assets");
        isTrue(shares.assetsOf(1, proof) == -5 && shares.assetsOf(4, proof) == 1e30, "atoms");
        isTrue(shares.assetsOf(2, proof) == 0, "nothing of another");
        equal(shares.sharesOf(84_532, OWNER, proof), 1e18, "all shares");
        equal(shares.sharesOf(0, OWNER, proof), 0, "a key at that address has none");
        equal(shares.sharesOf(84_532, MEMBER, proof), 0, "nor has another");
        row = shares.backstopOf(proofOf("2"));
        isTrue(row.accountId == 7 && row.assetIds.length == 0 && row.positions == 0, "an empty one");
    }

    /// VAULT-120
    function test_onlyBackstopsAndOnlyWhatIsProven() external {
        putInForce();
        RowProof memory proof = proofOf("0");
        vm.expectRevert(abi.encodeWithSelector(BackstopShares.NotABackstop.selector, 0));
        shares.backstopOf(proof);
        proof = proofOf("1");
        proof.slot = 2;
        vm.expectPartialRevert(BackstopShares.NotInForce.selector);
        shares.backstopOf(proof);
        proof = proofOf("1");
        proof.row[0] ^= 0x01;
        vm.expectPartialRevert(BackstopShares.NotInForce.selector);
        shares.backstopOf(proof);
        BackstopShares other = new BackstopShares(vault, 7);
        proof = proofOf("1");
        vm.expectPartialRevert(BackstopShares.NotInForce.selector);
        other.backstopOf(proof);
        vm.expectRevert(abi.encodeWithSelector(Sha256Tree.NoSuchLeaf.selector, 64));
        new BackstopShares(vault, 64);
    }

    function test_aRowOfAnotherShapeIsNoAccounts() external {
        RowReader reader = new RowReader();
        bytes memory row = proofOf("1").row;
        reader.read(row);
        vm.expectRevert(AccountRows.NotAnAccount.selector);
        reader.read(bytes.concat(row, hex"00"));
        vm.expectRevert(AccountRows.NotAnAccount.selector);
        reader.read(new bytes(82));
        vm.expectRevert(AccountRows.NotAnAccount.selector);
        reader.read(new bytes(83));
        for (uint256 n = 75; n < 83; ++n) {
            bytes memory bent = bytes.concat(row);
            bent[n] ^= 0x01;
            vm.expectRevert(AccountRows.NotAnAccount.selector);
            reader.read(bent);
        }
    }
}
