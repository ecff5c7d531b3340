import { everythingServer } from './everything-server.js';

/** The server as a program, which stdio clients start. */
await everythingServer().run();
