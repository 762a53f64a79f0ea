/**
 * Sums a report of vitest's JSON reporter. A file that could not be loaded has no tests, yet is a failure; so is
 * a run that ended before it could write the report.
 */
export function countTests(report) {
  if (!report) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report);
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}
