// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deposits} from "../src/deposits/Deposits.sol";
import {IPermit2} from "../src/deposits/interfaces.sol";
import {EntryKind, Inbox, Target} from "../src/inbox/Inbox.sol";
import {TestPermit2} from "./support/Permit2.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// Signed transfers: what is signed says which account of which house is paid in for, and nobody can turn it round.
contract Permit2Test is TestVault {
    uint256 private constant KEY = 0xa11ce;
    string private constant WITNESS_TYPE =
        "DepositIntent witness)DepositIntent(bytes32 house,uint64 ownerChain,address owner,uint16 segmentId,uint32 accountId,bytes data)TokenPermissions(address token,uint256 amount)";

    TestPermit2 private signed;
    address private payer;

    function setUp() external {
        signed = new TestPermit2();
        permit2 = signed;
        found(4);
        payer = vm.addr(KEY);
        coin.mint(payer, 1_000);
        vm.prank(payer);
        coin.approve(address(signed), type(uint256).max);
    }

    function permitOf(uint256 nonce) private view returns (IPermit2.PermitTransferFrom memory permit) {
        permit = IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(address(coin), 100), nonce, block.timestamp);
    }

    function witnessOf(Target memory to, bytes memory data) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256(
                    "DepositIntent(bytes32 house,uint64 ownerChain,address owner,uint16 segmentId,uint32 accountId,bytes data)"
                ),
                HOUSE,
                to.ownerChain,
                to.owner,
                to.segmentId,
                to.accountId,
                keccak256(data)
            )
        );
    }

    function sign(IPermit2.PermitTransferFrom memory permit, Target memory to, bytes memory data)
        private
        view
        returns (bytes memory)
    {
        bytes32 digest = signed.digestOf(permit, address(vault), witnessOf(to, data), WITNESS_TYPE);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        return abi.encodePacked(r, s, v);
    }

    /// VAULT-008
    function test_anyoneBringsASignedTransfer() external {
        Target memory to = target(address(0x77));
        bytes memory signature = sign(permitOf(1), to, "");
        // What lies there already is not what came.
        coin.mint(address(vault), 50);
        vm.prank(address(0x0e1a));
        vault.depositWithPermit2(permitOf(1), payer, to, "", signature);
        equal(vault.heldAtoms(address(coin)), 100, "held");
        equal(vault.inboxCount(), 1, "entered");
        vm.expectRevert(TestPermit2.InvalidNonce.selector);
        vault.depositWithPermit2(permitOf(1), payer, to, "", signature);
    }

    /// VAULT-008, VAULT-022: the fifth attack: a signed transfer into another account, house or vault.
    function test_aSignedTransferIsForOneAccountOfOneHouse() external {
        Target memory to = target(payer);
        bytes memory signature = sign(permitOf(1), to, "");
        vm.expectRevert(TestPermit2.InvalidSigner.selector);
        vault.depositWithPermit2(permitOf(1), payer, target(address(0xbad)), "", signature);
        to.accountId += 1;
        vm.expectRevert(TestPermit2.InvalidSigner.selector);
        vault.depositWithPermit2(permitOf(1), payer, to, "", signature);
        to.accountId -= 1;
        to.segmentId += 1;
        vm.expectRevert(TestPermit2.InvalidSigner.selector);
        vault.depositWithPermit2(permitOf(1), payer, to, "", signature);
        to.segmentId -= 1;
        to.ownerChain = uint64(block.chainid);
        vm.expectRevert(TestPermit2.InvalidSigner.selector);
        vault.depositWithPermit2(permitOf(1), payer, to, "", signature);
        to.ownerChain = 0;
        IPermit2.PermitTransferFrom memory other = permitOf(1);
        other.permitted.amount = 1_000;
        vm.expectRevert(TestPermit2.InvalidSigner.selector);
        vault.depositWithPermit2(other, payer, to, "", signature);
        address first = address(vault);
        founding.house = keccak256("another house");
        found(4);
        isTrue(address(vault) != first, "another vault");
        coin.mint(payer, 0);
        IPermit2.PermitTransferFrom memory permit = permitOf(1);
        vm.expectRevert(TestPermit2.InvalidSigner.selector);
        vault.depositWithPermit2(permit, payer, to, "", signature);
    }

    /// VAULT-004: a signature carries no data, by whomever it is brought but the owner.
    function test_dataComesWithTheOwnersCall() external {
        Target memory to = target(payer);
        bytes memory signature = sign(permitOf(1), to, hex"01");
        vm.prank(address(0x0e1a), address(0x0e1a));
        vm.expectRevert(abi.encodeWithSelector(Inbox.NotTheOwner.selector, payer, 0));
        vault.depositWithPermit2(permitOf(1), payer, to, hex"01", signature);
        vm.prank(payer, payer);
        vault.depositWithPermit2(permitOf(1), payer, to, hex"01", signature);
        equal(vault.heldAtoms(address(coin)), 100, "held");
    }

    /// VAULT-011: what may not be credited goes back to the entry's sender: not to whoever was faster with another's signature.
    function test_thePayerIsTheSender() external {
        Target memory to = target(address(0x77));
        bytes memory signature = sign(permitOf(1), to, "");
        vm.expectEmit(address(vault));
        emit Inbox.Entered(
            0, EntryKind.deposit, to.owner, 0, payer, to.segmentId, to.accountId, address(coin), 100, ""
        );
        vm.prank(address(0x0e1a));
        vault.depositWithPermit2(permitOf(1), payer, to, "", signature);
    }

    function test_whereThereIsNoPermit2() external {
        permit2 = IPermit2(address(0));
        found(4);
        vm.expectRevert(Deposits.NoPermit2.selector);
        vault.depositWithPermit2(permitOf(1), payer, target(payer), "", "");
    }

    function test_aSignedTransferIsOverAtItsDeadline() external {
        IPermit2.PermitTransferFrom memory permit = permitOf(1);
        bytes memory signature = sign(permit, target(payer), "");
        pass(12);
        vm.expectPartialRevert(TestPermit2.SignatureExpired.selector);
        vault.depositWithPermit2(permit, payer, target(payer), "", signature);
    }
}
