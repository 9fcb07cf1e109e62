// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Leaves, OutboxRow} from "../checkpoints/Checkpoint.sol";
import {Outflow} from "./Outflow.sol";

/// Pays what the house owes by the checkpoint in force: each row once, to whom it names, whoever brings the proof.
abstract contract Payments is Outflow, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// ERC-7201 of "novate.payments".
    bytes32 private constant LAYOUT = 0x2393c1bea28e98793ea6e61fda6e4f60d9ceb742b7472848f8fc58ac2cc8be00;

    struct PaymentStore {
        /// Nonces are never used again, so a bit each is enough.
        mapping(uint256 word => uint256) paid;
    }

    event Paid(uint64 nonce);

    error AlreadyPaid(uint64 nonce);
    error NotYetAllowed(uint64 nonce);
    error NotTheRecipient(address recipient);
    error ZeroRecipient();
    error TookTooMuch(address token, uint256 taken, uint256 amount);

    function isPaid(uint64 nonce) public view returns (bool) {
        return (paymentStore().paid[nonce >> 8] >> (nonce & 0xff)) & 1 == 1;
    }

    /// Pays a row to its recipient. Anyone may bring it.
    function pay(OutboxRow calldata row, uint256 index, bytes32[] calldata siblings) external {
        settle(row, row.recipient, index, siblings);
    }

    /// Pays a row to another address: its recipient says so, who may be frozen by the token.
    function payTo(OutboxRow calldata row, address to, uint256 index, bytes32[] calldata siblings) external {
        require(msg.sender == row.recipient, NotTheRecipient(row.recipient));
        settle(row, to, index, siblings);
    }

    function settle(OutboxRow calldata row, address to, uint256 index, bytes32[] calldata siblings)
        private
        whenRunning
        nonReentrant
    {
        bytes32 root = Leaves.outboxRoot(row, index, siblings);
        require(root == outboxRootInForce(), NotInForce(root));
        require(to != address(0) && to != address(this), ZeroRecipient());
        (address token, uint96 amount) = (row.token, row.amount);
        book(row, token, amount);
        send(IERC20(token), to, amount);
    }

    /// Books a proven row as paid: its nonce, its lane's sum, what is held. Token and amount are the row's, read once.
    function book(OutboxRow calldata row, address token, uint96 amount) internal {
        uint64 nonce = row.nonce;
        mark(nonce);
        require(spend(token, row.lane, row.cumulative, amount), NotYetAllowed(nonce));
        bookOut(token, amount);
        emit Paid(nonce);
    }

    function mark(uint64 nonce) private {
        mapping(uint256 => uint256) storage paid = paymentStore().paid;
        (uint256 word, uint256 bit) = (paid[nonce >> 8], 1 << (nonce & 0xff));
        require(word & bit == 0, AlreadyPaid(nonce));
        paid[nonce >> 8] = word | bit;
    }

    /// A token that takes more than it was told to would take it from others.
    function send(IERC20 token, address to, uint256 amount) private {
        uint256 before = token.balanceOf(address(this));
        token.safeTransfer(to, amount);
        uint256 taken = before - token.balanceOf(address(this));
        require(taken <= amount, TookTooMuch(address(token), taken, amount));
    }

    function paymentStore() private pure returns (PaymentStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
