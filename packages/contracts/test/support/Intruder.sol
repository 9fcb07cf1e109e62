// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Lane} from "../../src/checkpoints/Checkpoint.sol";
import {ClearingVault} from "../../src/ClearingVault.sol";
import {Listener} from "./OddCoin.sol";

/// Calls the vault while a call of the vault is under way, and writes down what it reads and what it is answered.
contract Intruder is Listener {
    ClearingVault private immutable VAULT;
    address private immutable TOKEN;
    uint64 private immutable NONCE;

    bytes[] private calls;
    bool private isInside;
    /// Hash of what the views said inside; zero when it was not called.
    bytes32 public seen;
    bool[] public isDone;
    bytes4[] public refusals;

    constructor(ClearingVault vault, address token, uint64 nonce) {
        (VAULT, TOKEN, NONCE) = (vault, token, nonce);
    }

    function plan(bytes calldata call) external {
        calls.push(call);
    }

    function onMove() external {
        // What it calls may move tokens as well.
        if (isInside) return;
        isInside = true;
        seen = look();
        for (uint256 n = 0; n < calls.length; ++n) {
            (bool done, bytes memory answer) = address(VAULT).call(calls[n]);
            isDone.push(done);
            refusals.push(done ? bytes4(0) : bytes4(answer));
        }
        isInside = false;
    }

    /// All that the vault says, but for what no call changes.
    function look() public view returns (bytes32) {
        (uint96 shortfall, uint64 since) = VAULT.impairmentOf(TOKEN);
        (uint128 allowedCum, uint128 paidCum) = VAULT.flowOf(TOKEN, Lane.main);
        (uint64 epoch, uint32 count, uint64 maturedEpoch, uint64 heard) = VAULT.checkpointState();
        return keccak256(
            abi.encode(
                abi.encode(VAULT.heldAtoms(TOKEN), VAULT.inboxCount(), VAULT.inboxAcc(), VAULT.isPaid(NONCE)),
                abi.encode(shortfall, since, allowedCum, paidCum, epoch, count, maturedEpoch, heard),
                abi.encode(VAULT.rootsInForce(), VAULT.hotSet(), VAULT.stopEndsAt(), VAULT.lastSignedAt())
            )
        );
    }

    function answers() external view returns (uint256) {
        return isDone.length;
    }
}
