import preset from '../../jest.preset.mjs';

// For `npm run browser`, which brings a browser.
export default { ...preset, displayName: 'browser', testMatch: ['<rootDir>/test/browser/*.browser.ts'] };
