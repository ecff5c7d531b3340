import { createServer, type Server } from '@toolgate/core';
import { tokenAuth } from '../../identity/token-auth.js';
import { quietLog } from '../../support/quiet-log.js';
import { addAskingTools } from './add-asking-tools.js';
import { addChangingTools } from './add-changing-tools.js';
import { addContents } from './add-contents.js';
import { addShopTools } from './add-shop-tools.js';
import { addTellingTools } from './add-telling-tools.js';

/** The one tool set that every client is tried with. Two callers may use it: those with the bearer values `ada` and `ben`. */
export function everythingServer(): Server<'auth'> {
  const info = { name: 'everything', version: '1.0.0', instructions: 'Try everything.' };
  const server = createServer({ ...info, log: quietLog() }).use(tokenAuth({ ada: [], ben: [] }));
  addContents(server);
  addAskingTools(server);
  addShopTools(server);
  addTellingTools(server);
  addChangingTools(server);
  return server;
}
