import type { Server } from '@toolgate/core';

/** A resource that changes, operations that come and go, and the tools that make them do so. */
export function addChangingTools(server: Server): void {
  let count = 0;
  let there = true;
  server.resource('counter', { uri: 'test://counter' }, () => String(count));
  server.tool('raise', { description: 'Changes the counter' }, () => {
    count += 1;
    server.notify.resourceUpdated('test://counter');
    return String(count);
  });
  server.tool('spare-tool', { description: 'Comes and goes' }, () => 'here');
  server.prompt('spare-prompt', { description: 'Comes and goes' }, () => 'here');
  server.resource('spare-resource', { uri: 'test://spare' }, () => 'here');
  server.tool('toggle', { description: 'Takes the spare operations away, or puts them back' }, () => {
    there = !there;
    const toggled = there ? 'enable' : 'disable';
    server.tools[toggled]('spare-tool');
    server.prompts[toggled]('spare-prompt');
    server.resources[toggled]('spare-resource');
    return toggled;
  });
  server.tool('listening', { description: 'Whether the session has its stream open' }, (_, call) => {
    const session = server.sessions.list().find(({ id }) => id === call.session);
    return session?.listening ?? true;
  });
}
