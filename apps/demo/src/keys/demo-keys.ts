import { mintKey } from '@toolgate/auth-apikey';
import type { AtlasKeys } from './atlas-key.js';

/** Three new keys, one for each kind of caller. */
export function demoKeys(): AtlasKeys {
  return {
    reader: { secret: mintKey(), permissions: ['countries.read'] },
    editor: { secret: mintKey(), permissions: ['countries.read', 'notes.write'] },
    admin: { secret: mintKey(), permissions: ['*'] },
  };
}
