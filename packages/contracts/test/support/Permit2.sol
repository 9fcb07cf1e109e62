// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IPermit2} from "../../src/deposits/interfaces.sol";

/// What the vault uses of Permit2, written anew from its published types: signed transfers with a witness, nonces in any order.
contract TestPermit2 is IPermit2 {
    using SafeERC20 for IERC20;

    bytes32 private constant DOMAIN_TYPE = keccak256("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
    bytes32 private constant TOKEN_TYPE = keccak256("TokenPermissions(address token,uint256 amount)");
    string private constant TRANSFER_TYPE =
        "PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,";

    mapping(address owner => mapping(uint256 nonce => bool)) public isUsed;

    error SignatureExpired(uint256 deadline);
    error InvalidNonce();
    error InvalidSigner();

    function digestOf(PermitTransferFrom calldata permit, address spender, bytes32 witness, string calldata witnessType)
        public
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(abi.encode(DOMAIN_TYPE, keccak256("Permit2"), block.chainid, this));
        bytes32 permitted = keccak256(abi.encode(TOKEN_TYPE, permit.permitted.token, permit.permitted.amount));
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(abi.encodePacked(TRANSFER_TYPE, witnessType)),
                permitted,
                spender,
                permit.nonce,
                permit.deadline,
                witness
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function permitWitnessTransferFrom(
        PermitTransferFrom calldata permit,
        SignatureTransferDetails calldata details,
        address owner,
        bytes32 witness,
        string calldata witnessType,
        bytes calldata signature
    ) external {
        require(block.timestamp <= permit.deadline, SignatureExpired(permit.deadline));
        require(details.requestedAmount <= permit.permitted.amount && !isUsed[owner][permit.nonce], InvalidNonce());
        isUsed[owner][permit.nonce] = true;
        bytes32 digest = digestOf(permit, msg.sender, witness, witnessType);
        if (owner.code.length > 0) {
            require(IERC1271(owner).isValidSignature(digest, signature) == 0x1626ba7e, InvalidSigner());
        } else {
            require(ECDSA.recover(digest, signature) == owner, InvalidSigner());
        }
        IERC20(permit.permitted.token).safeTransferFrom(owner, details.to, details.requestedAmount);
    }
}
