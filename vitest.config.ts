import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real databases, browsers and child processes take their time on a small machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A run must not depend on where it happens; the tests that vary these set them themselves.
    env: { TZ: 'UTC', LSG_LANG: '', LC_ALL: '', LANG: '', LC_MESSAGES: '' },
  },
});
