// Brings an embed to life when a reader has acted.
(() => {})();
