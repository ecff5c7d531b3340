import type { Runtime } from '../server/runtime.js';

type Capabilities = Readonly<Record<string, object>>;

/** What the server offers on the 2025 wire: what no operation stands behind is left out, and without sessions what needs them. */
export function legacyCapabilities(runtime: Runtime): Capabilities {
  const { keepsSessions } = runtime;
  const changes = keepsSessions ? { listChanged: true } : {};
  const { resources, prompts } = runtime.registries;
  return {
    tools: changes,
    ...(resources.size === 0 ? {} : { resources: keepsSessions ? { subscribe: true, ...changes } : {} }),
    ...(prompts.size === 0 ? {} : { prompts: changes }),
    ...(hasCompletions(runtime) ? { completions: {} } : {}),
    ...(keepsSessions ? { logging: {} } : {}),
  };
}

/** The same on the 2026 wire, which keeps no sessions anyway. */
export function modernCapabilities(runtime: Runtime): Capabilities {
  const { resources, prompts, tools } = runtime.registries;
  const changes = { listChanged: true };
  const tasks = tools.enabled.some(({ task }) => task !== undefined);
  return {
    tools: changes,
    ...(resources.size === 0 ? {} : { resources: { subscribe: true, ...changes } }),
    ...(prompts.size === 0 ? {} : { prompts: changes }),
    ...(hasCompletions(runtime) ? { completions: {} } : {}),
    logging: {},
    ...(tasks ? { extensions: { 'io.modelcontextprotocol/tasks': {} } } : {}),
  };
}

function hasCompletions({ registries: { resources, prompts } }: Runtime): boolean {
  return [...resources.enabled, ...prompts.enabled].some(({ completions }) => completions.size > 0);
}
