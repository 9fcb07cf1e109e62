// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Permit} from "../src/deposits/Deposits.sol";
import {IPermit2, IWrappedCoin} from "../src/deposits/interfaces.sol";
import {EntryKind, Target} from "../src/inbox/Inbox.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {Intruder} from "./support/Intruder.sol";
import {Listener, OddCoin} from "./support/OddCoin.sol";
import {TestPermit2} from "./support/Permit2.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// A wrapper that calls others.
contract OddWrapper is OddCoin {
    function deposit() external payable {
        if (address(listener) != address(0)) listener.onMove();
        this.mint(msg.sender, msg.value);
    }
}

/// From every call that the vault makes, every call into the vault: refused, and views say what they said before or will say after.
contract ReentrancyTest is TestVault {
    address private constant PAYEE = address(0x9a);
    uint256 private constant KEY = 0xa11ce;
    uint64 private constant NONCE = 5;

    OddWrapper private odd;
    TestPermit2 private signed;
    Intruder private intruder;
    OutboxRow private row;
    bytes32[] private alone;

    function setUp() external {
        odd = new OddWrapper();
        signed = new TestPermit2();
        permit2 = signed;
        more.push(TokenTerms(address(odd), 1e15, 1_000));
        founding.wrappedCoin = IWrappedCoin(address(odd));
        found(4);
        odd.mint(MEMBER, 1e15);
        vm.prank(MEMBER);
        odd.approve(address(vault), type(uint256).max);
        vm.prank(MEMBER);
        vault.deposit(address(odd), 1_000_000, target(MEMBER), "");
        row = payable_(address(odd), PAYEE, 1_000, NONCE);

        intruder = new Intruder(vault, address(odd), NONCE);
        odd.mint(address(intruder), 1e6);
        vm.prank(address(intruder));
        odd.approve(address(vault), type(uint256).max);
        vm.deal(address(intruder), 1 ether);
        Target memory to = target(address(intruder));
        Permit memory permit = Permit(block.timestamp, 27, 0, 0);
        intruder.plan(abi.encodeCall(vault.deposit, (address(odd), 10, to, "")));
        intruder.plan(abi.encodeCall(vault.depositWithPermit, (address(odd), 10, to, "", permit)));
        intruder.plan(abi.encodeCall(vault.depositWithPermit2, (permitOf(2), MEMBER, to, "", "")));
        intruder.plan(abi.encodeCall(vault.depositCoin, (to, "")));
        intruder.plan(abi.encodeCall(vault.pay, (row, 0, alone)));
        OutboxRow memory own = row;
        own.recipient = address(intruder);
        intruder.plan(abi.encodeCall(vault.payTo, (own, MEMBER, 0, alone)));
        intruder.plan(abi.encodeCall(vault.sync, (address(odd))));
        odd.setListeners(intruder, Listener(address(0)));
    }

    function permitOf(uint256 nonce) private view returns (IPermit2.PermitTransferFrom memory) {
        return IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(address(odd), 100), nonce, block.timestamp);
    }

    /// After a call from outside: the intruder was inside, was refused everything, and saw one of the two states.
    function isUntouched(bytes32 before) private view {
        isTrue(intruder.seen() != 0, "the intruder was called");
        equal(intruder.answers(), 7, "and tried all");
        for (uint256 n = 0; n < 7; ++n) {
            isTrue(!intruder.isDone(n), "refused");
            isTrue(
                intruder.refusals(n) == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector, "as a call within"
            );
        }
        bytes32 later = intruder.look();
        isTrue(intruder.seen() == before || intruder.seen() == later, "views of before or after");
        isTrue(before != later, "the call itself was done");
    }

    /// VAULT-068
    function test_fromADeposit() external {
        bytes32 before = intruder.look();
        vm.prank(MEMBER);
        vault.deposit(address(odd), 500, target(MEMBER), "");
        isUntouched(before);
        equal(vault.heldAtoms(address(odd)), 1_000_500, "credited once");
    }

    function test_fromADepositOnceItHasMoved() external {
        odd.setListeners(Listener(address(0)), intruder);
        bytes32 before = intruder.look();
        vm.prank(MEMBER);
        vault.deposit(address(odd), 500, target(MEMBER), "");
        isUntouched(before);
    }

    function test_fromAPermit() external {
        bytes32 before = intruder.look();
        vm.prank(MEMBER);
        vault.depositWithPermit(address(odd), 500, target(MEMBER), "", Permit(block.timestamp, 27, 0, 0));
        // Once from the permit and once from the transfer.
        isTrue(intruder.answers() == 14, "twice inside");
        isTrue(intruder.seen() == before, "as before");
        equal(vault.heldAtoms(address(odd)), 1_000_500, "credited once");
    }

    function test_fromASignedTransfer() external {
        address payer = vm.addr(KEY);
        odd.mint(payer, 100);
        vm.prank(payer);
        odd.approve(address(signed), type(uint256).max);
        bytes32 witness = keccak256(
            abi.encode(
                keccak256(
                    "DepositIntent(bytes32 house,uint64 ownerChain,address owner,uint16 segmentId,uint32 accountId,bytes data)"
                ),
                HOUSE,
                uint64(0),
                payer,
                uint16(1),
                uint32(7),
                keccak256("")
            )
        );
        string memory witnessType =
            "DepositIntent witness)DepositIntent(bytes32 house,uint64 ownerChain,address owner,uint16 segmentId,uint32 accountId,bytes data)TokenPermissions(address token,uint256 amount)";
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(KEY, signed.digestOf(permitOf(1), address(vault), witness, witnessType));
        bytes32 before = intruder.look();
        vault.depositWithPermit2(permitOf(1), payer, target(payer), "", abi.encodePacked(r, s, v));
        isUntouched(before);
    }

    function test_fromTheWrapper() external {
        vm.deal(MEMBER, 1_000);
        bytes32 before = intruder.look();
        vm.prank(MEMBER);
        vault.depositCoin{value: 1_000}(target(MEMBER), "");
        isUntouched(before);
    }

    function test_fromAPayment() external {
        bytes32 before = intruder.look();
        vault.pay(row, 0, alone);
        isUntouched(before);
        equal(odd.balanceOf(PAYEE), 1_000, "paid once");
    }

    function test_fromAPaymentOnceItHasMoved() external {
        odd.setListeners(Listener(address(0)), intruder);
        bytes32 before = intruder.look();
        vm.prank(PAYEE);
        vault.payTo(row, MEMBER, 0, alone);
        isUntouched(before);
    }

    function test_fromASync() external {
        vm.prank(address(vault));
        odd.transfer(address(0xdead), 700);
        intruder = new Intruder(vault, address(odd), NONCE);
        intruder.plan(abi.encodeCall(vault.sync, (address(odd))));
        odd.setListeners(intruder, Listener(address(0)));
        bytes32 before = intruder.look();
        vault.sync(address(odd));
        isTrue(!intruder.isDone(0), "refused");
        isTrue(intruder.seen() == before, "as before");
        (uint96 shortfall,) = vault.impairmentOf(address(odd));
        equal(shortfall, 700, "written down");
    }

    /// What moves no token may be called from within, and does there what it does outside: the inbox stays the fold of its entries.
    function test_aRequestFromWithinIsAnEntryBefore() external {
        intruder = new Intruder(vault, address(odd), NONCE);
        Target memory own = target(address(intruder));
        own.ownerChain = uint64(block.chainid);
        intruder.plan(abi.encodeCall(vault.request, (EntryKind.withdraw, own, hex"01")));
        odd.setListeners(intruder, Listener(address(0)));
        uint64 count = vault.inboxCount();
        bytes32 acc = vault.inboxAcc();
        vm.prank(MEMBER);
        uint64 index = vault.deposit(address(odd), 500, target(MEMBER), "");
        isTrue(intruder.isDone(0), "heard");
        equal(index, count + 1, "the deposit comes after");
        acc = next(acc, count, EntryKind.withdraw, address(intruder), own, address(0), 0, keccak256(hex"01"));
        acc = next(acc, count + 1, EntryKind.deposit, MEMBER, target(MEMBER), address(odd), 500, keccak256(""));
        equal(vault.inboxAcc(), acc, "in this order");
    }

    function next(
        bytes32 acc,
        uint64 index,
        EntryKind kind,
        address sender,
        Target memory to,
        address token,
        uint256 amount,
        bytes32 data
    ) private view returns (bytes32) {
        bytes memory head = abi.encode(keccak256("novate.inbox.leaf.v1"), index, kind, uint64(block.timestamp), sender);
        bytes memory tail = abi.encode(to.ownerChain, to.owner, to.segmentId, to.accountId, token, amount, data);
        return keccak256(abi.encode(acc, keccak256(bytes.concat(head, tail))));
    }
}
