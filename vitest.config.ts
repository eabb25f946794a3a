import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real databases, browsers and child processes take their time on a small machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A run must not depend on where it happens; the tests that vary these set them themselves.
    env: {
      // Processes that the program starts from the source must be able to load it.
      NODE_OPTIONS: `--import=${new URL('./test/typescript-in-node.mjs', import.meta.url).href}`,
      TZ: 'UTC',
      LSG_LANG: '',
      LC_ALL: '',
      LANG: '',
      LC_MESSAGES: '',
    },
  },
});
