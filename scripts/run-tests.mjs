// Runs every check of the project (build, types, the core's types, style, tests) and closes with one line a person or a program can read.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The exit status: 0 only where every check passed and tests ran at all. */
export const runTests = (root, args) => {
  const run = (file, ...given) =>
    spawnSync(process.execPath, [join(root, ...file.split('/')), ...given], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    }).status === 0;
  const node = (file, ...given) => run(`node_modules/${file}`, ...given);
  const checks = [
    ['build', () => run('scripts/build.mjs')],
    ['types', () => node('typescript/bin/tsc', '--noEmit')],
    ['types of the core alone', () => node('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.core.json')],
    ['style', () => node('@biomejs/biome/bin/biome', 'check', '.')],
  ];
  const failedChecks = checks.filter(([name, passes]) => {
    const passed = passes();
    process.stdout.write(`${passed ? 'passed' : 'FAILED'}: ${name}\n`);
    return !passed;
  });
  const folder = mkdtempSync(join(tmpdir(), 'lsg-test-'));
  try {
    const report = join(folder, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const green = node('vitest/vitest.mjs', 'run', ...reporters, ...args);
    const counted = countOf(report);
    const failed = counted.failed + failedChecks.length;
    const wrong = failed > 0 || !green || counted.passed === 0;
    // Vitest may fail without a failed test (an error between tests); that is never shown as none failed.
    process.stdout.write(`${counted.passed} passed, ${wrong && failed === 0 ? 1 : failed} failed\n`);
    return wrong ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Tests passed and failed; a file that could not be loaded counts as one failed test. */
export const countOf = (path) => {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
};
