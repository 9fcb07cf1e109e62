// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EntryKind, Inbox, Target} from "../inbox/Inbox.sol";
import {Tokens} from "../tokens/Tokens.sol";
import {IPermit2, IWrappedCoin} from "./interfaces.sol";

/// A signature for ERC-2612.
struct Permit {
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// Tokens in: what has really come is what the inbox says. Whoever pays may pay for anybody; only the owner's own call carries data.
abstract contract Deposits is Inbox, Tokens, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    bytes32 private constant INTENT_TYPE = keccak256(
        "DepositIntent(bytes32 house,uint64 ownerChain,address owner,uint16 segmentId,uint32 accountId,bytes data)"
    );
    string private constant WITNESS_TYPE =
        "DepositIntent witness)DepositIntent(bytes32 house,uint64 ownerChain,address owner,uint16 segmentId,uint32 accountId,bytes data)TokenPermissions(address token,uint256 amount)";

    IWrappedCoin public immutable WRAPPED_COIN;
    IPermit2 public immutable PERMIT2;

    error NoWrapper();
    error NoPermit2();

    constructor(IWrappedCoin wrappedCoin, IPermit2 permit2) {
        WRAPPED_COIN = wrappedCoin;
        PERMIT2 = permit2;
    }

    /// Pays in `amount` of a token that the caller has approved.
    function deposit(address token, uint256 amount, Target calldata target, bytes calldata data)
        external
        whenRunning
        nonReentrant
        returns (uint64 index)
    {
        return take(token, amount, target, data);
    }

    /// The same with an approval by ERC-2612 of the caller's own. One that fails is no matter if the allowance is enough.
    function depositWithPermit(
        address token,
        uint256 amount,
        Target calldata target,
        bytes calldata data,
        Permit calldata permit
    ) external whenRunning nonReentrant returns (uint64 index) {
        try IERC20Permit(token).permit(
            msg.sender, address(this), amount, permit.deadline, permit.v, permit.r, permit.s
        ) {} catch {}
        return take(token, amount, target, data);
    }

    /// Pays in for `payer`, who signed the transfer and what it is for (Permit2 with witness). Anyone may bring it, but for data.
    function depositWithPermit2(
        IPermit2.PermitTransferFrom calldata permit,
        address payer,
        Target calldata target,
        bytes calldata data,
        bytes calldata signature
    ) external whenRunning nonReentrant returns (uint64 index) {
        require(address(PERMIT2) != address(0), NoPermit2());
        requireDataOfOwner(target, data);
        IERC20 token = IERC20(permit.permitted.token);
        uint256 before = token.balanceOf(address(this));
        PERMIT2.permitWitnessTransferFrom(
            permit,
            IPermit2.SignatureTransferDetails(address(this), permit.permitted.amount),
            payer,
            witnessOf(target, data),
            WITNESS_TYPE,
            signature
        );
        return credit(payer, address(token), token.balanceOf(address(this)) - before, target, data);
    }

    /// Pays in the chain's own coin, as its wrapper.
    function depositCoin(Target calldata target, bytes calldata data)
        external
        payable
        whenRunning
        nonReentrant
        returns (uint64 index)
    {
        require(address(WRAPPED_COIN) != address(0), NoWrapper());
        requireDataOfOwner(target, data);
        IERC20 token = IERC20(address(WRAPPED_COIN));
        uint256 before = token.balanceOf(address(this));
        WRAPPED_COIN.deposit{value: msg.value}();
        return credit(msg.sender, address(token), token.balanceOf(address(this)) - before, target, data);
    }

    function take(address which, uint256 amount, Target calldata target, bytes calldata data)
        private
        returns (uint64 index)
    {
        requireDataOfOwner(target, data);
        IERC20 token = IERC20(which);
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        return credit(msg.sender, which, token.balanceOf(address(this)) - before, target, data);
    }

    /// The sender is whose tokens they were: whoever brings a signed transfer is paid back nothing of it.
    function credit(address payer, address token, uint256 amount, Target calldata target, bytes calldata data)
        private
        returns (uint64 index)
    {
        bookIn(token, amount);
        return enter(EntryKind.deposit, target, payer, token, amount, data);
    }

    /// What a payer signs beside the transfer.
    function witnessOf(Target calldata target, bytes calldata data) private view returns (bytes32) {
        return keccak256(
            abi.encode(
                INTENT_TYPE,
                HOUSE,
                target.ownerChain,
                target.owner,
                target.segmentId,
                target.accountId,
                keccak256(data)
            )
        );
    }

    /// Data registers a key, so it must be the owner's word, on the owner's chain: not a payer's signature, which a contract at
    /// the same address elsewhere could give.
    function requireDataOfOwner(Target calldata target, bytes calldata data) private view {
        if (data.length > 0) requireOwner(target);
    }
}
