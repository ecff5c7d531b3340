export default {
  projects: ['packages/*', 'apps/*', 'scripts'],
  maxWorkers: 2,
  testTimeout: 20_000, // a bound against hangs, tenfold what the slowest test takes
  reporters: ['default', '<rootDir>/jest.summary.mjs'],
};
