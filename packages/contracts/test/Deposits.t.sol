// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Permit} from "../src/deposits/Deposits.sol";
import {IPermit2} from "../src/deposits/interfaces.sol";
import {EntryKind, Inbox, Target} from "../src/inbox/Inbox.sol";
import {ClearingVault} from "../src/ClearingVault.sol";
import {ValidatorSets} from "../src/sets/ValidatorSets.sol";
import {Tokens} from "../src/tokens/Tokens.sol";
import {Stoppable} from "../src/vault/Stoppable.sol";
import {TestVault} from "./support/TestVault.sol";
import {vm} from "./support/Vm.sol";

/// What comes in, and what the inbox says of it.
contract DepositsTest is TestVault {
    bytes32 private constant LEAF_TAG = keccak256("novate.inbox.leaf.v1");
    uint256 private constant KEY = 0xa11ce;

    function setUp() external {
        found(4);
    }

    function leafOf(uint64 index, EntryKind kind, address sender, Target memory to, address token, uint256 amount)
        private
        view
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                LEAF_TAG,
                index,
                kind,
                uint64(block.timestamp),
                sender,
                to.ownerChain,
                to.owner,
                to.segmentId,
                to.accountId,
                token,
                amount,
                keccak256("")
            )
        );
    }

    /// VAULT-001
    function test_theInboxIsTheFoldOfItsEntries() external {
        bytes32 acc = keccak256(abi.encode(keccak256("novate.inbox.start.v1"), HOUSE, block.chainid, vault));
        equal(vault.inboxAcc(), acc, "empty");
        for (uint64 n = 0; n < 130; ++n) {
            pay(MEMBER, 1_000 + n);
            acc = keccak256(
                abi.encode(acc, leafOf(n, EntryKind.deposit, MEMBER, target(MEMBER), address(coin), 1_000 + n))
            );
            equal(vault.inboxAcc(), acc, "so far");
            equal(vault.inboxChunk(n / 64), acc, "in its chunk");
        }
        equal(vault.inboxCount(), 130, "count");
        bytes32 slot = 0xa05fd248079dfd56d40ba1abd56c10a50e4bcbf4a709e64af815ab028817ae00;
        equal(uint256(vm.load(address(vault), slot)), 130, "count in its slot");
        bytes32 chunk = keccak256(abi.encode(uint256(2), uint256(slot) + 1));
        equal(vm.load(address(vault), chunk), acc, "acc in its slot");
    }

    /// VAULT-003
    function test_theCapBoundsWhatIsHeld() external {
        pay(MEMBER, 1e15);
        coin.mint(MEMBER, 1);
        vm.prank(MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Tokens.CapReached.selector, address(coin), 1e15, 1e15 + 1));
        vault.deposit(address(coin), 1, target(MEMBER), "");
    }

    /// VAULT-003
    function test_nothingIsNoDeposit() external {
        vm.prank(MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Tokens.AmountOutOfRange.selector, 0));
        vault.deposit(address(coin), 0, target(MEMBER), "");
    }

    /// VAULT-028
    function test_aDepositNamesAnOwner() external {
        coin.mint(MEMBER, 10);
        vm.prank(MEMBER);
        coin.approve(address(vault), 10);
        vm.prank(MEMBER);
        vm.expectRevert(Inbox.ZeroOwner.selector);
        vault.deposit(address(coin), 10, target(address(0)), "");
    }

    /// VAULT-009
    function test_theCoinComesInAsItsWrapper() external {
        vm.deal(MEMBER, 2 ether);
        for (uint256 n = 1; n <= 2; ++n) {
            vm.prank(MEMBER);
            vault.depositCoin{value: 1 ether}(target(MEMBER), "");
            equal(vault.heldAtoms(address(wrapped)), n * 1 ether, "held");
            equal(wrapped.balanceOf(address(vault)), n * 1 ether, "there");
        }
    }

    /// VAULT-007
    function test_aPermitIsTheCallersOwn() external {
        address owner = vm.addr(KEY);
        coin.mint(owner, 100);
        bytes32 digest = keccak256(
            abi.encodePacked(
                hex"1901",
                coin.DOMAIN_SEPARATOR(),
                keccak256(
                    abi.encode(
                        keccak256(
                            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
                        ),
                        owner,
                        address(vault),
                        100,
                        0,
                        block.timestamp
                    )
                )
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        Permit memory permit = Permit(block.timestamp, v, r, s);
        // The fifth attack: somebody else takes the permit from the pool for an account of their own.
        vm.prank(address(0xbad));
        vm.expectRevert();
        vault.depositWithPermit(address(coin), 100, target(address(0xbad)), "", permit);
        // Or spends it ahead: the allowance is enough, and the deposit goes on.
        coin.permit(owner, address(vault), 100, block.timestamp, v, r, s);
        vm.prank(owner);
        vault.depositWithPermit(address(coin), 100, target(owner), "", permit);
        equal(vault.heldAtoms(address(coin)), 100, "held");
    }

    /// VAULT-004
    function test_dataIsTheOwnersWord() external {
        coin.mint(MEMBER, 10);
        vm.prank(MEMBER);
        coin.approve(address(vault), 10);
        vm.prank(MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Inbox.NotTheOwner.selector, address(0x77), 0));
        vault.deposit(address(coin), 10, target(address(0x77)), hex"01");
    }

    /// VAULT-083
    function test_aStoppedVaultTakesNoDepositButRequests() external {
        vm.prank(GUARDIAN);
        sets.stop();
        coin.mint(MEMBER, 10);
        vm.prank(MEMBER);
        coin.approve(address(vault), 10);
        vm.prank(MEMBER);
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.deposit(address(coin), 10, target(MEMBER), "");
        vm.prank(MEMBER, MEMBER);
        vault.request(EntryKind.withdraw, target(MEMBER), hex"01");
        equal(vault.inboxCount(), 1, "heard");
        vm.prank(MEMBER);
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.depositWithPermit(address(coin), 10, target(MEMBER), "", Permit(block.timestamp, 27, 0, 0));
        IPermit2.PermitTransferFrom memory permit =
            IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(address(coin), 10), 1, block.timestamp);
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.depositWithPermit2(permit, MEMBER, target(MEMBER), "", "");
        vm.deal(MEMBER, 1);
        vm.prank(MEMBER);
        vm.expectPartialRevert(Stoppable.IsStopped.selector);
        vault.depositCoin{value: 1}(target(MEMBER), "");
    }

    /// VAULT-005, VAULT-006: The sixth attack: a stranger's contract at an owner's address on another chain.
    function test_aContractActsOnItsOwnChainAlone() external {
        Target memory asKey = target(MEMBER);
        vm.prank(MEMBER, address(0x0217));
        vm.expectRevert(abi.encodeWithSelector(Inbox.NotTheOwner.selector, MEMBER, 0));
        vault.request(EntryKind.withdraw, asKey, "");
        asKey.ownerChain = 1;
        vm.prank(MEMBER, address(0x0217));
        vm.expectRevert(abi.encodeWithSelector(Inbox.WrongOwnerChain.selector, 1));
        vault.request(EntryKind.withdraw, asKey, "");
        asKey.ownerChain = uint64(block.chainid);
        vm.prank(MEMBER, address(0x0217));
        vault.request(EntryKind.withdraw, asKey, "");
        vm.prank(address(0xbad), address(0xbad));
        vm.expectRevert(abi.encodeWithSelector(Inbox.NotTheOwner.selector, MEMBER, asKey.ownerChain));
        vault.request(EntryKind.key, asKey, "");
    }

    function test_aDepositIsNoRequest() external {
        vm.prank(MEMBER, MEMBER);
        vm.expectRevert(Inbox.NotARequest.selector);
        vault.request(EntryKind.deposit, target(MEMBER), "");
    }

    function test_dataIsShort() external {
        vm.prank(MEMBER, MEMBER);
        vault.request(EntryKind.withdraw, target(MEMBER), new bytes(1_024));
        vm.prank(MEMBER, MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Inbox.DataTooLong.selector, 1_025));
        vault.request(EntryKind.withdraw, target(MEMBER), new bytes(1_025));
    }

    /// VAULT-004, VAULT-005: the sixth attack with a deposit: a stranger's contract, at an owner's address on another chain, brings a key.
    function test_dataComesFromTheOwnersChain() external {
        coin.mint(MEMBER, 30);
        vm.prank(MEMBER);
        coin.approve(address(vault), 30);
        Target memory elsewhere = target(MEMBER);
        elsewhere.ownerChain = 1;
        vm.prank(MEMBER, MEMBER);
        vm.expectRevert(abi.encodeWithSelector(Inbox.WrongOwnerChain.selector, 1));
        vault.deposit(address(coin), 10, elsewhere, hex"01");
        vm.prank(MEMBER, address(0x0217));
        vm.expectRevert(abi.encodeWithSelector(Inbox.NotTheOwner.selector, MEMBER, 0));
        vault.deposit(address(coin), 10, target(MEMBER), hex"01");
        vm.prank(MEMBER, MEMBER);
        vault.deposit(address(coin), 10, target(MEMBER), hex"01");
        elsewhere.ownerChain = uint64(block.chainid);
        vm.prank(MEMBER, address(0x0217));
        vault.deposit(address(coin), 10, elsewhere, hex"01");
        vm.prank(MEMBER);
        vault.deposit(address(coin), 10, target(address(0x77)), "");
        equal(vault.inboxCount(), 3, "with data twice, and for somebody without");
    }

    /// The eighth attack: dust. A chunk of entries is one word to prove, and each costs its sender more than it costs the house.
    function test_dustCostsItsSender() external {
        uint256 cost;
        for (uint256 n = 0; n < 128; ++n) {
            vm.prank(MEMBER, MEMBER);
            uint256 before = gasleft();
            vault.request(EntryKind.withdraw, target(MEMBER), "");
            cost += before - gasleft();
        }
        isTrue(cost / 128 > 25_000, "each entry");
        equal(vault.inboxChunk(1), vault.inboxAcc(), "two words show all");
        isTrue(vault.inboxChunk(0) != 0 && vault.inboxChunk(2) == 0, "and no third is written");
    }

    /// The ninth attack: the word of a chunk that goes on being written, and of a vault that looks the same.
    function test_aChunksWordIsOfItsCountAndVault() external {
        for (uint256 n = 0; n < 10; ++n) {
            pay(MEMBER, 1_000);
        }
        bytes32 half = vault.inboxChunk(0);
        for (uint256 n = 10; n < 64; ++n) {
            pay(MEMBER, 1_000);
        }
        bytes32 whole = vault.inboxChunk(0);
        isTrue(half != whole, "overwritten");
        pay(MEMBER, 1_000);
        equal(vault.inboxChunk(0), whole, "for good once it is full");
        ClearingVault twin = new ValidatorSets(founding).VAULT();
        for (uint256 n = 0; n < 64; ++n) {
            coin.mint(MEMBER, 1_000);
            vm.prank(MEMBER);
            coin.approve(address(twin), 1_000);
            vm.prank(MEMBER);
            twin.deposit(address(coin), 1_000, target(MEMBER), "");
        }
        isTrue(twin.inboxChunk(0) != whole, "the same entries, another word");
    }
}
