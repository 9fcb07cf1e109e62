// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/checkpoints/Checkpoints.sol";
import {Lane, OutboxRow} from "../../src/checkpoints/Checkpoint.sol";
import {defaultTimers} from "../../src/house/Timers.sol";
import {HouseDomain} from "../../src/house/HouseDomain.sol";
import {Payments} from "../../src/outflow/Payments.sol";
import {Tokens, TokenTerms} from "../../src/tokens/Tokens.sol";
import {vm} from "../support/Vm.sol";

/// The books of payments without their proofs and tokens: a row is given as proven.
contract Books is Payments {
    constructor() HouseDomain(keccak256("a house")) Checkpoints(defaultTimers(), keccak256("a set")) Tokens(new TokenTerms[](0)) {}

    function payProven(OutboxRow calldata row) external {
        book(row, row.token, row.amount);
    }
}

/// Payments for every value at once: what no list of cases can show. `halmos --contract PaymentsCheck`; forge passes it over.
contract PaymentsCheck {
    /// ERC-7201 of "novate.outflow" and "novate.tokens".
    bytes32 private constant OUTFLOW = 0x0ac1182d4e856133470f4dc467d1db587f3837eb3d5f1a9ffce86b750caa7400;
    bytes32 private constant TOKENS = 0x73b313581d663f141d18eace6e8a1b3bb2564c152ea64c6c0b33f7fb3b28c600;
    address private constant TOKEN = address(0xc0);
    address private constant PAYEE = address(0x9a);

    Books private books;

    function setUp() external {
        books = new Books();
    }

    /// Sets what is held, and a lane's sums.
    function set(uint96 held, Lane lane, uint128 allowed, uint128 paid) private {
        vm.store(address(books), keccak256(abi.encode(TOKEN, TOKENS)), bytes32(uint256(held)));
        uint256 flows = uint256(keccak256(abi.encode(TOKEN, OUTFLOW)));
        bytes32 sums = bytes32(uint256(allowed) | uint256(paid) << 128);
        vm.store(address(books), bytes32(flows + 2 * uint256(lane)), sums);
    }

    function pay(uint64 nonce, address recipient, uint96 amount, Lane lane, uint128 cumulative) private returns (bool done) {
        OutboxRow memory row = OutboxRow(nonce, TOKEN, recipient, amount, lane, cumulative);
        (done,) = address(books).call(abi.encodeCall(books.payProven, (row)));
    }

    /// VAULT-063: released ≤ credited, by lane and in all; a row is booked whole or not at all.
    function withinTheBooks(Lane lane, uint96 held, uint128 allowed, uint128 paid, uint64 nonce, uint96 amount, uint128 cumulative)
        private
    {
        vm.assume(paid <= allowed);
        set(held, lane, allowed, paid);
        bool done = pay(nonce, PAYEE, amount, lane, cumulative);
        (uint128 allowedAfter, uint128 paidAfter) = books.flowOf(TOKEN, lane);
        assert(allowedAfter == allowed);
        assert(paidAfter <= allowedAfter);
        assert(books.isPaid(nonce) == done);
        assert(uint256(paidAfter) == uint256(paid) + (done ? amount : 0));
        assert(uint256(books.heldAtoms(TOKEN)) + (done ? amount : 0) == held);
        if (done) assert(cumulative <= allowed);
    }

    function check_mainStaysWithinTheBooks(uint96 held, uint128 allowed, uint128 paid, uint64 nonce, uint96 amount, uint128 cumulative)
        external
    {
        withinTheBooks(Lane.main, held, allowed, paid, nonce, amount, cumulative);
    }

    function check_smallStaysWithinTheBooks(uint96 held, uint128 allowed, uint128 paid, uint64 nonce, uint96 amount, uint128 cumulative)
        external
    {
        withinTheBooks(Lane.small, held, allowed, paid, nonce, amount, cumulative);
    }

    function check_sentBackStaysWithinTheBooks(uint96 held, uint128 allowed, uint128 paid, uint64 nonce, uint96 amount, uint128 cumulative)
        external
    {
        withinTheBooks(Lane.sentBack, held, allowed, paid, nonce, amount, cumulative);
    }

    /// VAULT-061: one nonce, one payment, whatever the second row of it says.
    function check_aNoncePaysOnce(uint64 nonce, uint96 first, uint96 second, uint128 cumulative, address other) external {
        set(type(uint96).max, Lane.main, type(uint128).max, 0);
        vm.assume(pay(nonce, PAYEE, first, Lane.main, cumulative));
        assert(!pay(nonce, other, second, Lane.main, cumulative));
    }

    /// A payment marks its own nonce and no other.
    function check_aPaymentMarksItsNonceAlone(uint64 nonce, uint64 other, uint96 amount, uint128 cumulative) external {
        vm.assume(nonce != other);
        set(type(uint96).max, Lane.main, type(uint128).max, 0);
        vm.assume(pay(nonce, PAYEE, amount, Lane.main, cumulative));
        assert(books.isPaid(nonce));
        assert(!books.isPaid(other));
    }
}
