// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Claims, Kept, Rate, ShownClaim} from "../src/exit/Claim.sol";
import {Asserts} from "./support/Asserts.sol";
import {Json, Jsons} from "./support/Json.sol";
import {Trees} from "./support/Trees.sol";

/// Opens the hall's own functions that read a claim.
contract ClaimReader {
    function claimsRoot(ShownClaim calldata shown) external view returns (bytes32) {
        return Claims.claimsRoot(shown);
    }

    function hashOf(Rate[] calldata rates) external pure returns (bytes32) {
        return Claims.hashOf(rates);
    }

    function atomsOf(ShownClaim calldata shown, uint32 assetId, Rate[] calldata rates) external pure returns (uint256) {
        return Claims.atomsOf(shown, assetId, rates);
    }
}

/// Claims hash, and are paid, as TypeScript says: to the atom.
contract VectorClaimsTest is Asserts {
    function part(Json memory json, string memory path, string memory name) private pure returns (uint128) {
        return uint128(json.number(string.concat(path, ".parts.", name)));
    }

    function claimAt(Json memory json, string memory path) private view returns (ShownClaim memory shown) {
        shown.claim.accountId = uint32(json.number(string.concat(path, ".accountId")));
        shown.claim.segmentId = uint32(json.number(string.concat(path, ".segmentId")));
        shown.claim.exitAddress = json.account(string.concat(path, ".exitAddress"));
        shown.claim.exitChain = uint64(json.number(string.concat(path, ".exitChain")));
        shown.claim.idle = part(json, path, "idleAtoms");
        shown.claim.holder = part(json, path, "holderAtoms");
        shown.claim.gain = part(json, path, "gainAtoms");
        shown.claim.junior = part(json, path, "juniorAtoms");
        shown.claim.senior = part(json, path, "seniorAtoms");
        shown.kept = new Kept[](count(json, string.concat(path, ".kept")));
        for (uint256 n = 0; n < shown.kept.length; ++n) {
            string memory one = Jsons.item(string.concat(path, ".kept"), n);
            shown.kept[n].assetId = uint32(json.number(string.concat(one, ".assetId")));
            shown.kept[n].amount = uint128(json.number(string.concat(one, ".amountAtoms")));
        }
        shown.siblings = new bytes32[](32);
    }

    function ratesAt(Json memory json, string memory path) private view returns (Rate[] memory rates) {
        rates = new Rate[](count(json, string.concat(path, ".rates")));
        for (uint256 n = 0; n < rates.length; ++n) {
            string memory one = Jsons.item(string.concat(path, ".rates"), n);
            rates[n] = Rate({
                segmentId: uint32(json.number(string.concat(one, ".segmentId"))),
                rate: json.number(string.concat(one, ".rate")),
                holderKept: json.number(string.concat(one, ".holderKept")),
                gainKept: json.number(string.concat(one, ".gainKept")),
                juniorKept: json.number(string.concat(one, ".juniorKept")),
                seniorKept: json.number(string.concat(one, ".seniorKept"))
            });
        }
    }

    function count(Json memory json, string memory list) private view returns (uint256 items) {
        while (json.has(Jsons.item(list, items))) ++items;
    }

    /// EXIT-041
    function test_claimsArePaidAsTypeScriptSays() external {
        Json memory json = Jsons.open("claims.json");
        ClaimReader reader = new ClaimReader();
        uint256 cases = count(json, ".claims");
        for (uint256 n = 0; n < cases; ++n) {
            string memory path = Jsons.item(".claims", n);
            ShownClaim memory shown = claimAt(json, path);
            Rate[] memory rates = ratesAt(json, path);
            bytes32 root = Trees.climb(json.word(string.concat(path, ".leaf")), shown.claim.accountId, shown.siblings, 32);
            equal(reader.claimsRoot(shown), root, path);
            equal(reader.hashOf(rates), json.word(string.concat(path, ".ratesHash")), path);
            uint32 assetId = uint32(json.number(string.concat(path, ".assetId")));
            equal(reader.atomsOf(shown, assetId, rates), json.number(string.concat(path, ".atoms")), path);
        }
        equal(cases, 24, "cases");
    }
}
