import cluster from 'node:cluster';
import { scaleFrom } from '../toolgate/scale.js';
import { setups } from '../toolgate/setups.js';
import { announce } from './parts/announce.js';

// WORKERS processes share one port. They keep no sessions, for a client's requests reach any of them.
if (cluster.isPrimary) {
  // Workers end with this process; only it ends with the benchmark.
  cluster.setupPrimary({ execArgv: [] });
  let ready = 0;
  const workers = Number(process.env.WORKERS ?? 2);
  cluster.on('listening', (_, { port }) => {
    ready += 1;
    if (ready === workers) announce(`http://127.0.0.1:${port}/mcp`, ['@toolgate/core']);
  });
  for (let started = 0; started < workers; started += 1) cluster.fork();
} else {
  await setups.sessionless(scaleFrom(process.env)).listen({ port: 0 });
}
