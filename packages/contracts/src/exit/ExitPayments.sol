// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {AssetRow, Lane, Leaves, OutboxRow} from "../checkpoints/Checkpoint.sol";
import {CheckpointStored} from "../checkpoints/CheckpointStore.sol";
import {EntryKind} from "../inbox/Inbox.sol";
import {FlowStored} from "../outflow/FlowStore.sol";
import {PaymentStored} from "../outflow/PaymentStore.sol";
import {TokenStored} from "../tokens/TokenStore.sol";
import {Claims, Rate, ShownClaim} from "./Claim.sol";
import {Entries, Entry} from "./Entry.sol";
import {ExitStored} from "./ExitStore.sol";
import {Phase} from "./Phase.sol";

/// Pays everybody out of a vault in exit by the last word in force: what members claim, what was owed to them already, and what
/// came in unheard. All get the same part of a token, fixed once, so nobody gains by coming first.
abstract contract ExitPayments is
    CheckpointStored,
    TokenStored,
    FlowStored,
    PaymentStored,
    Entries,
    ExitStored,
    ReentrancyGuardTransient
{
    /// Stands for the rates of a token that was shown to have no row: no rates hash to it.
    bytes32 private constant UNLISTED = bytes32(uint256(1));

    event TokenSettled(address indexed token, uint32 indexed assetId, uint96 haveAtoms, uint128 owedAtoms);
    event TokenShort(address indexed token, uint64 until);
    event ClaimPaid(uint32 indexed accountId, address indexed token, uint256 amount);
    event OwedPaid(uint64 indexed nonce, uint256 amount);
    event Refunded(uint64 indexed index, uint256 amount);

    error NotInExit(Phase phase);
    error AlreadySettled(address token);
    error NotSettled(address token);
    error StillShort(uint64 until);
    error NotYetUnlisted(uint64 timeSec);
    error Listed(address token);
    error WrongRates(bytes32 ratesHash);
    error WrongChain(uint64 exitChain);
    error AlreadyClaimed(uint32 accountId, address token);
    error AlreadyRefunded(uint64 index);
    error NotRefundable(uint64 index);

    modifier inExit() {
        requireInExit();
        _;
    }

    /// What a token pays of what is owed; zeros before it is settled.
    function settledOf(address token) external view returns (Settled memory) {
        return exitStore().settled[token];
    }

    function isClaimed(address token, uint32 accountId) external view returns (bool) {
        return exitStore().claimed[token][accountId >> 8] >> (accountId & 0xff) & 1 == 1;
    }

    function isRefunded(uint64 index) external view returns (bool) {
        return exitStore().refunded[index >> 8] >> (index & 0xff) & 1 == 1;
    }

    /// Fixes what a token pays, by its asset's row in the last word in force. Anyone may; no payment goes before it. Of a token that
    /// lacks some of what it owes the first call only says so: a later one fixes it, a day after, by what is there then.
    function settle(AssetRow calldata row, bytes32[] calldata siblings) external inExit nonReentrant {
        bytes32 root = Leaves.assetsRoot(row, row.assetId, siblings);
        require(root == checkpointStore().matured.assetsRoot, NotInForce(root));
        address token = row.token;
        Settled storage settled = exitStore().settled[token];
        require(settled.ratesHash == 0, AlreadySettled(token));
        // One that was taken for unlisted keeps what it pays: of an honest row that is the same, or less by its dust.
        if (settled.owedAtoms == 0 && !fix(settled, token, row.assetId, owedBy(row))) return;
        (settled.assetId, settled.ratesHash) = (row.assetId, row.ratesHash);
    }

    /// The same of a token that the last word in force says nothing of: it owes what came in. `rows` are all of that word, ascending:
    /// then the token was never heard of, and every deposit of it goes back. Where nobody has them, only after so long a time that
    /// whoever has its row would have shown it, and what was not heard alone.
    function settleUnlisted(address token, AssetRow[] calldata rows) external inExit nonReentrant {
        Settled storage settled = exitStore().settled[token];
        (bytes32 root, bool isListed) = Leaves.assetsRootOf(rows, token);
        bool isShown = root == checkpointStore().matured.assetsRoot;
        require(!isShown || !isListed, Listed(token));
        bool isFirstTime = settled.owedAtoms == 0;
        require(isFirstTime || isShown && settled.ratesHash == 0, AlreadySettled(token));
        if (!isShown && checkpointStore().maturedEpoch != 0) {
            uint64 timeSec = exitStore().word.beginsAt + exitStore().timers.silence;
            require(block.timestamp >= timeSec, NotYetUnlisted(timeSec));
        }
        if (isFirstTime && !fix(settled, token, 0, tokenOf(token).heldAtoms)) return;
        if (isShown) settled.ratesHash = UNLISTED;
    }

    /// Pays what an account claims in a token, with the rates of the token's asset. Anyone may, to the account's exit address;
    /// another address is named by that one's own call.
    function exitClaim(ShownClaim calldata shown, address token, Rate[] calldata rates, address to)
        external
        inExit
        nonReentrant
    {
        bytes32 root = Claims.claimsRoot(shown);
        require(root == checkpointStore().matured.claimsRoot, NotInForce(root));
        uint64 exitChain = shown.claim.exitChain;
        require(exitChain == 0 || exitChain == block.chainid, WrongChain(exitChain));
        Settled storage settled = exitStore().settled[token];
        bytes32 ratesHash = Claims.hashOf(rates);
        require(settled.ratesHash == ratesHash, WrongRates(ratesHash));
        uint32 accountId = shown.claim.accountId;
        require(isFirst(exitStore().claimed[token], accountId), AlreadyClaimed(accountId, token));
        uint256 amount = shareOf(settled, token, Claims.atomsOf(shown, settled.assetId, rates));
        emit ClaimPaid(accountId, token, amount);
        payOut(token, shown.claim.exitAddress, to, amount);
    }

    /// Pays a row of the last outbox that was not paid before, whatever its lane allowed.
    function exitPayment(OutboxRow calldata row, bytes32[] calldata siblings, address to) external inExit nonReentrant {
        uint64 nonce = row.nonce;
        bytes32 root = Leaves.outboxRoot(row, uint32(nonce), siblings);
        require(root == checkpointStore().matured.outboxRoot, NotInForce(root));
        mark(nonce);
        address token = row.token;
        uint256 amount = shareOf(exitStore().settled[token], token, row.amount);
        emit OwedPaid(nonce, amount);
        payOut(token, row.recipient, to, amount);
    }

    /// Pays a deposit back that the house had not heard, or could not, to whose tokens came.
    function exitRefund(Entry calldata entry, bytes32[] calldata leaves, address to) external inExit nonReentrant {
        requireEntry(entry, leaves);
        uint64 index = entry.index;
        bool isDeposit = entry.kind == uint256(EntryKind.deposit);
        address token = entry.token;
        Settled storage settled = exitStore().settled[token];
        bool isUnheard = index >= checkpointStore().heardCount || settled.ratesHash == UNLISTED;
        require(isDeposit && isUnheard, NotRefundable(index));
        require(isFirst(exitStore().refunded, index), AlreadyRefunded(index));
        uint256 amount = shareOf(settled, token, entry.amount);
        emit Refunded(index, amount);
        payOut(token, entry.sender, to, amount);
    }

    /// A function of its own: a modifier's code is written wherever it stands.
    function requireInExit() private view {
        Phase phase = exitStore().word.phase;
        require(phase == Phase.exit, NotInExit(phase));
    }

    /// Sets a bit, and says whether it was not set before.
    function isFirst(mapping(uint256 => uint256) storage bits, uint256 index) private returns (bool) {
        (uint256 word, uint256 bit) = (bits[index >> 8], 1 << (index & 0xff));
        bits[index >> 8] = word | bit;
        return word & bit == 0;
    }

    /// Claims, what is queued and unpaid, and what came in unheard.
    function owedBy(AssetRow calldata row) private view returns (uint256) {
        address token = row.token;
        (uint256 queued, uint256 paid) = (0, 0);
        for (uint256 lane = 0; lane < 3; ++lane) {
            queued += row.queuedCum[lane];
            paid += flowAt(token, Lane(lane)).paidCum;
        }
        uint256 deposited = tokenOf(token).heldAtoms + paid;
        return row.claimTotal + less(queued, paid) + less(deposited, row.consumedCum);
    }

    /// Whether it is fixed: else the moment would be anybody's choice, and tokens that lack for one block be lost to all.
    function fix(Settled storage settled, address token, uint32 assetId, uint256 owed) private returns (bool) {
        uint256 held = tokenOf(token).heldAtoms;
        uint256 balance = IERC20(token).balanceOf(address(this));
        uint256 have = balance < held ? balance : held;
        if (balance < held && have < owed && isJustShort(token)) return false;
        // Who has enough pays all: any fraction of one is as good.
        if (have >= owed) (have, owed) = (1, 1);
        else if (owed > type(uint128).max) owed = type(uint128).max;
        (settled.haveAtoms, settled.owedAtoms) = (uint96(have), uint128(owed));
        emit TokenSettled(token, assetId, uint96(have), uint128(owed));
        return true;
    }

    /// Writes down when a token was seen to be short. Refuses until that was long enough ago.
    function isJustShort(address token) private returns (bool) {
        ExitStore storage store = exitStore();
        uint64 since = store.shortSince[token];
        if (since == 0) {
            store.shortSince[token] = uint64(block.timestamp);
            emit TokenShort(token, uint64(block.timestamp) + store.timers.answer);
            return true;
        }
        uint64 until = since + store.timers.answer;
        require(block.timestamp >= until, StillShort(until));
        return false;
    }

    /// Rounded down, so that shares of all are no more than there is.
    function shareOf(Settled storage settled, address token, uint256 amount) private view returns (uint256) {
        (uint256 have, uint256 owed) = (settled.haveAtoms, settled.owedAtoms);
        require(owed != 0, NotSettled(token));
        return amount * have / owed;
    }

    function payOut(address token, address recipient, address to, uint256 amount) private {
        require(to == recipient || msg.sender == recipient, NotTheRecipient(recipient));
        requireRecipient(to);
        if (amount == 0) return;
        // Books are what bounds a house that lied: no more leaves than is held.
        tokenOf(token).heldAtoms = uint96(tokenOf(token).heldAtoms - amount);
        send(IERC20(token), to, amount);
    }

    function less(uint256 from, uint256 amount) private pure returns (uint256) {
        return from > amount ? from - amount : 0;
    }
}
