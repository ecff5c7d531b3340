export default class PlainSummary {
  onRunComplete(_contexts, r) {
    this.skipped = r.numPendingTests + r.numTodoTests;
    const failed = r.numFailedTests + r.numRuntimeErrorTestSuites + this.skipped; // a skipped test is a failed one
    process.stdout.write(`${r.numPassedTests} passed, ${failed} failed\n`);
  }
  getLastError() {
    return this.skipped > 0 ? new Error(`${this.skipped} tests were skipped`) : undefined;
  }
}
