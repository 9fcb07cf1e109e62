// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Hot keys sign checkpoints; cold keys replace the hot ones in an emergency.
enum SetKind {
    hot,
    cold
}

/// A set as its hash commits to it. A word is `address << 96 | power`; words ascend strictly.
struct SignerSet {
    uint64 epoch;
    uint96 total;
    uint256[] words;
}

/// Who of a set signed: bit n of `signers` stands for word n; signatures of 64 bytes (EIP-2098) follow in that order.
struct Signatures {
    uint256 signers;
    bytes compact;
}

using SignerSets for SignerSet global;

library SignerSets {
    bytes32 private constant TAG = keccak256("novate.signers.v1");
    /// Half of the order of secp256k1: a higher `s` has a twin.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    uint256 private constant MOST_SIGNERS = 100;

    error EmptySet();
    error TooManySigners(uint256 count);
    error NotAscending(uint256 index);
    error ZeroPower(uint256 index);
    error TotalDiffers(uint256 total);
    error SignaturesMissing(uint256 bytesLength);
    error NoSuchSigner(uint256 signers);
    error BadSignature(uint256 index);
    error QuorumMissing(uint256 signed, uint256 total);

    /// `keccak256(abi.encodePacked(tag, house, kind, epoch, total, words))`, a word each.
    function hash(SignerSet calldata set, bytes32 house, SetKind kind) internal pure returns (bytes32 result) {
        bytes32 tag = TAG;
        uint256 epoch = set.epoch;
        uint256 total = set.total;
        uint256[] calldata words = set.words;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, tag)
            mstore(add(input, 32), house)
            mstore(add(input, 64), kind)
            mstore(add(input, 96), epoch)
            mstore(add(input, 128), total)
            let length := shl(5, words.length)
            calldatacopy(add(input, 160), words.offset, length)
            result := keccak256(input, add(length, 160))
        }
    }

    /// Refuses a set that could not be counted: none or too many, an address twice or zero, no power, another total.
    function check(SignerSet calldata set) internal pure {
        uint256 count = set.words.length;
        require(count > 0, EmptySet());
        require(count <= MOST_SIGNERS, TooManySigners(count));
        uint256 before;
        uint256 sum;
        for (uint256 n = 0; n < count; ++n) {
            uint256 word = set.words[n];
            require(word >> 96 > before, NotAscending(n));
            require(uint96(word) > 0, ZeroPower(n));
            before = word >> 96;
            sum += uint96(word);
        }
        require(sum == set.total, TotalDiffers(sum));
    }

    /// Refuses unless more than two thirds of the power signed `digest`. The set is one that was checked.
    function requireQuorum(SignerSet calldata set, bytes32 digest, Signatures calldata signatures) internal view {
        uint256 signed = signedPower(set.words, digest, signatures.signers, signatures.compact);
        require(3 * signed > 2 * uint256(set.total), QuorumMissing(signed, set.total));
    }

    /// The power of those who signed, in assembly: it is most of what a checkpoint costs.
    ///
    /// Beyond the end of the signatures calldata reads as zeros, which nobody signed.
    function signedPower(uint256[] calldata words, bytes32 digest, uint256 signers, bytes calldata compact)
        private
        view
        returns (uint256 signed)
    {
        require(signers >> words.length == 0, NoSuchSigner(signers));
        uint256 halfOrder = HALF_ORDER;
        uint256 end;
        uint256 bad;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, digest)
            end := compact.offset
            for { let word := words.offset } signers { word := add(word, 32) } {
                if and(signers, 1) {
                    let vs := calldataload(add(end, 32))
                    let s := shr(1, shl(1, vs))
                    mstore(add(input, 32), add(27, shr(255, vs)))
                    mstore(add(input, 64), calldataload(end))
                    mstore(add(input, 96), s)
                    // The precompile returns nothing for a signature of nobody, and no signer is zero.
                    mstore(0, 0)
                    pop(staticcall(gas(), 1, input, 128, 0, 32))
                    let member := calldataload(word)
                    if or(gt(s, halfOrder), xor(mload(0), shr(96, member))) {
                        bad := word
                        break
                    }
                    signed := add(signed, and(member, 0xffffffffffffffffffffffff))
                    end := add(end, 64)
                }
                signers := shr(1, signers)
            }
            if bad { bad := add(1, shr(5, sub(bad, words.offset))) }
            end := sub(end, compact.offset)
        }
        if (bad != 0) revert BadSignature(bad - 1);
        require(end == compact.length, SignaturesMissing(compact.length));
    }
}
