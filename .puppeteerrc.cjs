// The browser is found or fetched by scripts/start.mjs, never by an install script:
// a failed download would otherwise fail the whole installation.
module.exports = { skipDownload: true };
