import type { Server } from '@toolgate/core';

/** Tools that change the lists: what they add is there after every other call. */
export function addChangingTools(server: Server): Server {
  return server
    .tool('test_trigger_tool_change', { description: 'Adds a tool, or removes it again' }, () => {
      const removed = server.tools.remove('test_temporary_tool');
      if (removed) return 'Removed test_temporary_tool.';
      server.tool('test_temporary_tool', { description: 'Here for a while' }, () => 'Still here.');
      return 'Added test_temporary_tool.';
    })
    .tool('test_trigger_prompt_change', { description: 'Adds a prompt, or removes it again' }, () => {
      const removed = server.prompts.remove('test_temporary_prompt');
      if (removed) return 'Removed test_temporary_prompt.';
      server.prompt('test_temporary_prompt', { description: 'Here for a while' }, () => 'Still here.');
      return 'Added test_temporary_prompt.';
    });
}
