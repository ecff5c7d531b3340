export { type ApiKeyOptions, apiKey } from './api-key.js';
export type { ApiKeysService, KeyInfo } from './api-keys-service.js';
export { digestKey } from './digest-key.js';
export type { KeyEntry } from './keys/key-entry.js';
export type { KeyGrants, KeyRecord, KeyRecords } from './keys/key-record.js';
export { type MintOptions, mintKey } from './mint-key.js';
export { type FileKeyStore, fileKeyStore } from './stores/file-key-store.js';
export type { EditableKeyStore, KeyStore, StoreSetting } from './stores/key-store.js';
export { type RedisClient, type RedisKeyStoreOptions, redisKeyStore } from './stores/redis-key-store.js';
