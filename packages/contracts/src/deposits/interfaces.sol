// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// The wrapper of the chain's own coin.
interface IWrappedCoin {
    function deposit() external payable;
}

/// Permit2 (Uniswap Labs, MIT): a signed transfer of a token, here with a witness that says what the deposit is for.
interface IPermit2 {
    struct TokenPermissions {
        address token;
        uint256 amount;
    }

    struct PermitTransferFrom {
        TokenPermissions permitted;
        uint256 nonce;
        uint256 deadline;
    }

    struct SignatureTransferDetails {
        address to;
        uint256 requestedAmount;
    }

    function permitWitnessTransferFrom(
        PermitTransferFrom calldata permit,
        SignatureTransferDetails calldata details,
        address owner,
        bytes32 witness,
        string calldata witnessType,
        bytes calldata signature
    ) external;
}
