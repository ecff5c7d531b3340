import type { Runtime } from '../server/runtime.js';
import { extensionKeys } from './modern/modern-revision.js';

type Capabilities = Readonly<Record<string, object>>;

/** What the server offers on the 2025 wire: what no operation has ever stood behind is left out, and without sessions what needs them. */
export function legacyCapabilities(runtime: Runtime): Capabilities {
  const { keepsSessions } = runtime;
  const changes = keepsSessions ? { listChanged: true } : {};
  const { prompts } = runtime.registries;
  return {
    tools: changes,
    ...(hasResources(runtime) ? { resources: keepsSessions ? { subscribe: true, ...changes } : {} } : {}),
    ...(prompts.used ? { prompts: changes } : {}),
    ...(runtime.registries.anyCompletion ? { completions: {} } : {}),
    ...(keepsSessions ? { logging: {} } : {}),
  };
}

/** The same on the 2026 wire, which keeps no sessions anyway. */
export function modernCapabilities(runtime: Runtime): Capabilities {
  const { prompts } = runtime.registries;
  const changes = { listChanged: true };
  const extensions = modernExtensions(runtime);
  return {
    tools: changes,
    ...(hasResources(runtime) ? { resources: { subscribe: true, ...changes } } : {}),
    ...(prompts.used ? { prompts: changes } : {}),
    ...(runtime.registries.anyCompletion ? { completions: {} } : {}),
    logging: {},
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
  };
}

/** Whether the server offers something: a capability, or an extension by its identifier. */
export function offers(capabilities: Capabilities, name: string): boolean {
  return Object.hasOwn(capabilities, name) || Object.hasOwn(capabilities.extensions ?? {}, name);
}

function modernExtensions({ registries: { anyTask, skills } }: Runtime): Capabilities {
  return {
    ...(anyTask ? { [extensionKeys.tasks]: {} } : {}),
    ...(skills.used ? { [extensionKeys.skills]: { directoryRead: true } } : {}),
  };
}

/** The files of skills are resources. */
function hasResources({ registries: { resources, skills } }: Runtime): boolean {
  return resources.used || skills.used;
}
