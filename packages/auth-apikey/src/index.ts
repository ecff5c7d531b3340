export { type ApiKeyOptions, apiKey } from './api-key.js';
export { digestKey, type KeyGrants, type KeyRecord } from './key-record.js';
export { mintKey } from './mint-key.js';
