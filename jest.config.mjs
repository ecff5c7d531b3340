export default { projects: ['packages/*', 'apps/*', 'scripts'], reporters: ['default', '<rootDir>/jest.summary.mjs'] };
