// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Hears of every transfer, before anything moves or after it moved.
interface Listener {
    function onMove() external;
}

/// What `transfer` and `transferFrom` answer when they are done.
enum Answer {
    yes,
    no,
    nothing,
    garbage,
    tooLong
}

/// A token that a test makes odd: it takes fees, rebases, lies, stands still, calls others.
contract OddCoin {
    uint256 private constant ONE = 1e18;

    mapping(address account => uint256 shares) private shares;
    mapping(address owner => mapping(address spender => uint256 amount)) public allowance;
    mapping(address account => bool isBlocked) public isBlocked;
    /// Atoms a share, in 1e18.
    uint256 public index = ONE;
    /// Part of a transfer that the recipient does not get, and that the sender is charged beside it; in millionths.
    uint256 public feePpm;
    uint256 public surchargePpm;
    bool public isPaused;
    Answer public answer;
    Listener public listener;
    Listener public afterwards;

    function set(uint256 feePpm_, uint256 surchargePpm_, bool isPaused_, Answer answer_) external {
        (feePpm, surchargePpm, isPaused, answer) = (feePpm_, surchargePpm_, isPaused_, answer_);
    }

    function setListeners(Listener before, Listener afterwards_) external {
        (listener, afterwards) = (before, afterwards_);
    }

    function setBlocked(address account, bool isBlocked_) external {
        isBlocked[account] = isBlocked_;
    }

    function rebase(uint256 index_) external {
        index = index_;
    }

    function mint(address to, uint256 amount) external {
        shares[to] += amount * ONE / index;
    }

    function balanceOf(address account) public view returns (uint256) {
        return shares[account] * index / ONE;
    }

    /// An approval of everything is never used up.
    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    /// Of no use but to be called.
    function permit(address owner, address spender, uint256 amount, uint256, uint8, bytes32, bytes32) external {
        if (address(listener) != address(0)) listener.onMove();
        allowance[owner][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        move(msg.sender, to, amount);
        say();
    }

    function transferFrom(address from, address to, uint256 amount) external {
        uint256 left = allowance[from][msg.sender];
        require(left >= amount, "allowance");
        if (left != type(uint256).max) allowance[from][msg.sender] = left - amount;
        move(from, to, amount);
        say();
    }

    function move(address from, address to, uint256 amount) private {
        require(!isPaused, "paused");
        require(!isBlocked[from] && !isBlocked[to], "blocked");
        if (address(listener) != address(0)) listener.onMove();
        // One that answers no moves nothing.
        if (answer == Answer.no) return;
        uint256 charged = amount + amount * surchargePpm / 1e6;
        require(balanceOf(from) >= charged, "balance");
        shares[from] -= charged * ONE / index;
        shares[to] += (amount - amount * feePpm / 1e6) * ONE / index;
        if (address(afterwards) != address(0)) afterwards.onMove();
    }

    function say() private view {
        Answer how = answer;
        assembly {
            mstore(0, 1)
            switch how
            case 0 { return(0, 32) }
            case 1 {
                mstore(0, 0)
                return(0, 32)
            }
            case 2 { return(0, 0) }
            case 3 {
                mstore(0, 0xdeadbeef)
                return(0, 32)
            }
            default { return(0, 200000) }
        }
    }
}
