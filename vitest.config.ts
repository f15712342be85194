import { defineConfig } from 'vitest/config';
import { bundledText } from './scripts/bundled-text.ts';
import { apiReference } from './scripts/documentation/api-reference.ts';
import { documentation } from './scripts/documentation/plugin.ts';

/** Unit, property and conformance tests; end-to-end journeys are Playwright's (playwright.config.ts). */
export default defineConfig({
  plugins: [bundledText(), documentation(), apiReference()],
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**'],
    globalSetup: ['test/build-tool.ts'],
    // Property and conformance tests read many captures; they fail by being wrong, not by being slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One of two processors is the default, which leaves the other one idle.
    maxWorkers: '100%',
  },
});
