// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Leaves, OutboxRow} from "../checkpoints/Checkpoint.sol";
import {Outflow} from "./Outflow.sol";
import {PaymentStored} from "./PaymentStore.sol";

/// Pays what the house owes by the checkpoint in force: each row once, to whom it names, whoever brings the proof.
abstract contract Payments is Outflow, PaymentStored, ReentrancyGuardTransient {
    event Paid(uint64 nonce);

    error NotYetAllowed(uint64 nonce);

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
        requireRecipient(to);
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
    }}
