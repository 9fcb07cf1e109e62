// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Signatures, SignerSet} from "../../src/sets/SignerSet.sol";
import {vm} from "./Vm.sol";

/// Signer sets whose keys the tests hold: key n of set `seed` is a hash, power is what the caller says.
library Keys {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    struct Keyring {
        SignerSet set;
        /// Private keys in the order of the set's words.
        uint256[] keys;
    }

    /// `count` signers of equal power.
    function ring(string memory seed, uint256 count, uint64 epoch) internal pure returns (Keyring memory made) {
        uint96[] memory powers = new uint96[](count);
        for (uint256 n = 0; n < count; ++n) {
            powers[n] = 1;
        }
        return weighted(seed, powers, epoch);
    }

    function weighted(string memory seed, uint96[] memory powers, uint64 epoch)
        internal
        pure
        returns (Keyring memory made)
    {
        uint256 count = powers.length;
        made.keys = new uint256[](count);
        made.set.words = new uint256[](count);
        made.set.epoch = epoch;
        for (uint256 n = 0; n < count; ++n) {
            uint256 key = uint256(keccak256(abi.encode(seed, n))) % (ORDER - 1) + 1;
            uint256 word = uint256(uint160(vm.addr(key))) << 96 | powers[n];
            made.set.total += powers[n];
            // Insertion in ascending order.
            uint256 place = n;
            for (; place > 0 && made.set.words[place - 1] > word; --place) {
                (made.set.words[place], made.keys[place]) = (made.set.words[place - 1], made.keys[place - 1]);
            }
            (made.set.words[place], made.keys[place]) = (word, key);
        }
    }

    /// Signatures of the first `count` signers.
    function sign(Keyring memory ring_, bytes32 digest, uint256 count) internal pure returns (Signatures memory made) {
        return signBy(ring_, digest, (1 << count) - 1);
    }

    /// Signatures of the signers whose bits are set.
    function signBy(Keyring memory ring_, bytes32 digest, uint256 signers)
        internal
        pure
        returns (Signatures memory made)
    {
        made.signers = signers;
        for (uint256 n = 0; n < ring_.keys.length; ++n) {
            if ((signers >> n) & 1 == 1) made.compact = bytes.concat(made.compact, compact(ring_.keys[n], digest));
        }
    }

    function compact(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, uint256(s) | uint256(v - 27) << 255);
    }

    /// The least number of equal signers that are more than two thirds.
    function quorum(uint256 count) internal pure returns (uint256) {
        return 2 * count / 3 + 1;
    }
}
