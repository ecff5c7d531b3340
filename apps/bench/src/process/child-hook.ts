import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loaded into each server before its own code: it ends with the process that started it, however that one ends, and says
// on request how much memory it holds after a full collection.
process.once('disconnect', () => process.exit(1));
process.on('message', () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') return;
  // The second one frees what finalizers of the first one let go.
  collect();
  collect();
  process.send?.(process.memoryUsage());
});
if (!process.connected) process.exit(1);
process.channel?.unref();
