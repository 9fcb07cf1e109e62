// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Checkpoint, Lane, OutboxRow, Section} from "../../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../../src/checkpoints/Checkpoints.sol";
import {Roots} from "../../src/checkpoints/Checkpoint.sol";
import {ClearingVault} from "../../src/ClearingVault.sol";
import {IPermit2, IWrappedCoin} from "../../src/deposits/interfaces.sol";
import {ExitTerms} from "../../src/exit/Door.sol";
import {ExitHall} from "../../src/exit/ExitHall.sol";
import {defaultTimers} from "../../src/house/Timers.sol";
import {Target} from "../../src/inbox/Inbox.sol";
import {SetKind, Signatures, SignerSet} from "../../src/sets/SignerSet.sol";
import {Founding, ValidatorSets} from "../../src/sets/ValidatorSets.sol";
import {TokenTerms} from "../../src/tokens/Tokens.sol";
import {Asserts} from "./Asserts.sol";
import {Coin, WrappedCoin} from "./Coins.sol";
import {Keys} from "./Keys.sol";
import {Trees} from "./Trees.sol";
import {vm} from "./Vm.sol";

/// A vault with one token, four signers, and a house that says what the test wants said.
abstract contract TestVault is Asserts {
    using Keys for Keys.Keyring;

    bytes32 internal constant HOUSE = keccak256("a house");
    bytes32 internal constant CHECKPOINT_TYPE = keccak256(
        "Checkpoint(bytes32 house,uint64 epoch,uint64 height,uint64 timeMs,bytes32 previous,bytes32 stateRoot,bytes32 claimsRoot,bytes32 vaultsRoot,bytes32 setHash)"
    );
    uint256 internal constant START = 1_760_054_400;
    uint128 internal constant BOND = 0.05 ether;
    address internal constant GUARDIAN = address(0x6a);
    address internal constant MEMBER = address(0x3e);

    ValidatorSets internal sets;
    ClearingVault internal vault;
    /// What the vault answers beside its own functions, at its own address.
    ExitHall internal hall;
    Coin internal coin;
    WrappedCoin internal wrapped;
    Founding internal founding;
    Keys.Keyring internal hot;
    Keys.Keyring internal cold;

    /// What a test's vault takes beside its two coins, set before it is founded.
    TokenTerms[] internal more;
    IPermit2 internal permit2;

    /// What a test's checkpoint says; tests change it.
    struct Said {
        uint64 inboxCount;
        bytes32 inboxAcc;
        bytes32 outboxRoot;
        bytes32 assetsRoot;
    }

    function found(uint256 signers) internal {
        vm.warp(START);
        vm.roll(20_000_000);
        coin = new Coin();
        wrapped = new WrappedCoin();
        hot = Keys.ring("hot", signers, 1);
        cold = Keys.ring("cold", 4, 1);
        address[] memory guardians = new address[](1);
        guardians[0] = GUARDIAN;
        TokenTerms[] memory terms = new TokenTerms[](2 + more.length);
        terms[0] = TokenTerms(address(coin), 1e15, 1_000);
        terms[1] = TokenTerms(address(wrapped), 1e24, 1_000);
        for (uint256 n = 0; n < more.length; ++n) {
            terms[2 + n] = more[n];
        }
        if (founding.house == 0) founding.house = HOUSE;
        founding.hotSet = hashOf(hot.set, SetKind.hot);
        founding.coldSet = hashOf(cold.set, SetKind.cold);
        founding.guardians = guardians;
        delete founding.terms;
        for (uint256 n = 0; n < terms.length; ++n) {
            founding.terms.push(terms[n]);
        }
        if (address(founding.wrappedCoin) == address(0)) founding.wrappedCoin = IWrappedCoin(address(wrapped));
        founding.permit2 = permit2;
        founding.timers = defaultTimers();
        founding.exit = exitTerms();
        sets = new ValidatorSets(founding);
        vault = sets.VAULT();
        hall = ExitHall(address(vault));
    }

    function exitTerms() internal returns (ExitTerms memory) {
        address code = address(new ExitHall());
        return ExitTerms(code, code.codehash, BOND);
    }

    function hashOf(SignerSet memory set, SetKind kind) internal pure returns (bytes32) {
        return keccak256(
            abi.encodePacked(
                keccak256("novate.signers.v1"), HOUSE, uint256(kind), uint256(set.epoch), uint256(set.total), set.words
            )
        );
    }

    function target(address owner) internal pure returns (Target memory) {
        return Target({ownerChain: 0, owner: owner, segmentId: 1, accountId: 7});
    }

    function pay(address member, uint256 amount) internal {
        coin.mint(member, amount);
        vm.prank(member);
        coin.approve(address(vault), type(uint256).max);
        vm.prank(member);
        vault.deposit(address(coin), amount, target(member), "");
    }

    /// Lets time and blocks pass as they do on a chain of twelve seconds.
    function pass(uint256 seconds_) internal {
        vm.warp(block.timestamp + seconds_);
        vm.roll(block.number + seconds_ / 12);
    }

    function sectionOf(Said memory said) internal pure returns (Section memory section) {
        section = Section({
            inboxCount: said.inboxCount,
            inboxAcc: said.inboxAcc,
            outboxRoot: said.outboxRoot,
            assetsRoot: said.assetsRoot,
            index: 1,
            siblings: new bytes32[](1)
        });
        section.siblings[0] = keccak256("the other vault");
    }

    function vaultsRootOf(Section memory section) internal view returns (bytes32) {
        bytes32 leaf = sha256(
            abi.encode(
                keccak256("novate.section.v1"),
                block.chainid,
                address(vault),
                section.inboxCount,
                section.inboxAcc,
                section.outboxRoot,
                section.assetsRoot
            )
        );
        return Trees.climb(leaf, section.index, section.siblings, 8);
    }

    function checkpointNow() internal view returns (Checkpoint memory) {
        return Checkpoint({
            height: 77,
            timeMs: uint64(block.timestamp * 1_000),
            previous: keccak256("previous"),
            stateRoot: keccak256("state"),
            claimsRoot: keccak256("claims")
        });
    }

    function digestOf(Checkpoint memory checkpoint, Section memory section, SignerSet memory set)
        internal
        view
        returns (bytes32)
    {
        return signable(
            keccak256(
                abi.encode(
                    CHECKPOINT_TYPE,
                    HOUSE,
                    checkpoint.timeMs / 600_000,
                    checkpoint.height,
                    checkpoint.timeMs,
                    checkpoint.previous,
                    checkpoint.stateRoot,
                    checkpoint.claimsRoot,
                    vaultsRootOf(section),
                    hashOf(set, SetKind.hot)
                )
            )
        );
    }

    function signable(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", vault.DOMAIN_SEPARATOR(), structHash));
    }

    /// Accepts a checkpoint of now that says `said`, with the least quorum.
    function accept(Said memory said) internal returns (uint32 number, Accepted memory accepted) {
        Checkpoint memory checkpoint = checkpointNow();
        Section memory section = sectionOf(said);
        bytes32 digest = digestOf(checkpoint, section, hot.set);
        Signatures memory signatures = hot.sign(digest, Keys.quorum(hot.keys.length));
        number = vault.accept(checkpoint, section, hot.set, signatures);
        accepted = Accepted({
            epoch: checkpoint.timeMs / 600_000,
            digest: digest,
            roots: Roots(checkpoint.stateRoot, checkpoint.claimsRoot, said.outboxRoot, said.assetsRoot),
            inboxCount: said.inboxCount,
            timeSec: uint64(block.timestamp),
            blockNumber: uint64(block.number)
        });
    }

    /// Accepts and matures.
    function enforce(Said memory said) internal {
        (uint32 number, Accepted memory accepted) = accept(said);
        pass(30 minutes);
        vault.mature(number, accepted);
    }

    /// What the house says when it has heard everything and owes these rows.
    function saying(OutboxRow[] memory rows, AssetRow memory asset) internal view returns (Said memory) {
        return Said({
            inboxCount: vault.inboxCount(),
            inboxAcc: vault.inboxAcc(),
            outboxRoot: Trees.rootOf(Trees.outboxLeaves(rows), 32),
            assetsRoot: Trees.rootOf(Trees.assetLeaves(asset), 32)
        });
    }

    /// The only row of an outbox, and its token's row when nothing else is queued.
    function oneRow(address token, address recipient, uint96 amount, uint64 nonce)
        internal
        pure
        returns (OutboxRow[] memory rows, AssetRow memory asset)
    {
        rows = new OutboxRow[](1);
        rows[0] = OutboxRow(nonce, token, recipient, amount, Lane.main, amount);
        asset.assetId = 3;
        asset.token = token;
        asset.queuedCum[uint256(Lane.main)] = amount;
        asset.ratesHash = keccak256("rates");
    }

    /// Puts a payment in force and raises its lane until it may leave: what is left is to pay it.
    function payable_(address token, address recipient, uint96 amount, uint64 nonce)
        internal
        returns (OutboxRow memory row)
    {
        bytes32[] memory alone;
        (OutboxRow[] memory rows, AssetRow memory asset) = oneRow(token, recipient, amount, nonce);
        row = rows[0];
        // Its lane's sum goes on from what was paid before.
        (, uint128 paidCum) = vault.flowOf(token, Lane.main);
        row.cumulative = paidCum + amount;
        asset.queuedCum[uint256(Lane.main)] = row.cumulative;
        pass(10 minutes);
        enforce(saying(rows, asset));
        vault.advance(asset, 0, alone);
        while (true) {
            (uint128 allowedCum,) = vault.flowOf(token, Lane.main);
            if (allowedCum >= row.cumulative) break;
            pass(1 hours);
            vault.advance(asset, 0, alone);
        }
    }

    function siblings(OutboxRow[] memory rows, uint256 index) internal pure returns (bytes32[] memory) {
        return Trees.siblingsOf(Trees.outboxLeaves(rows), index);
    }

    function noRows() internal pure returns (OutboxRow[] memory rows) {}

    function assetOf(uint128 queued) internal view returns (AssetRow memory row) {
        row.assetId = 3;
        row.token = address(coin);
        row.queuedCum[uint256(Lane.main)] = queued;
        row.ratesHash = keccak256("rates");
    }
}
