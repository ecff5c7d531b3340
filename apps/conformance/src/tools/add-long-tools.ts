import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from '@toolgate/core';

/** Tools that say something before they answer, or let the connection go meanwhile. */
export function addLongTools(server: Server): Server {
  return server
    .tool('test_tool_with_logging', { description: 'Logs three messages to the client' }, async (_input, call) => {
      const { signal } = call;
      call.message('info', 'Tool execution started');
      await pause(50, undefined, { signal });
      call.message('info', 'Tool processing data');
      await pause(50, undefined, { signal });
      call.message('info', 'Tool execution completed');
      return 'Logged three messages.';
    })
    .tool('test_logging_tool', { description: 'Logs to clients that ask for it' }, (_input, call) => {
      call.message('error', 'Only for clients that named a level');
      return 'Logged one message.';
    })
    .tool('test_tool_with_progress', { description: 'Tells its progress' }, async (_input, call) => {
      const { signal } = call;
      call.progress(0, 100);
      await pause(50, undefined, { signal });
      call.progress(50, 100);
      await pause(50, undefined, { signal });
      call.progress(100, 100);
      return 'Done.';
    })
    .tool('test_reconnection', { description: 'Ends its stream; the rest is to be resumed' }, async (_input, call) => {
      call.closeStream(100);
      await pause(300, undefined, { signal: call.signal });
      return 'The client came back for this.';
    });
}
