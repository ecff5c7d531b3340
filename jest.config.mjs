export default { projects: ['packages/*', 'apps/*'], reporters: ['default', '<rootDir>/jest.summary.mjs'] };
