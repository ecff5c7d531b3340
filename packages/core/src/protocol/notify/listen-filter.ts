import { ToolgateError } from '../../errors/toolgate-error.js';
import { isObject } from '../parse-message.js';
import type { ListName } from './subscriber.js';

/** What a `subscriptions/listen` wants to hear of. */
export interface ListenFilter {
  readonly lists: ReadonlySet<ListName>;
  readonly resources: readonly string[];
  readonly taskIds: readonly string[];
}

const flags = { tools: 'toolsListChanged', prompts: 'promptsListChanged', resources: 'resourcesListChanged' } as const;
const lists: readonly ListName[] = ['tools', 'prompts', 'resources'];

/** Reads `params.notifications`. Throws INVALID_PARAMS for what is missing or malformed. */
export function listenFilter(notifications: unknown): ListenFilter {
  if (!isObject(notifications)) throw invalid('"notifications" must be an object.');
  return {
    lists: new Set(lists.filter((list) => flag(notifications, flags[list]))),
    resources: texts(notifications, 'resourceSubscriptions'),
    taskIds: texts(notifications, 'taskIds'),
  };
}

/** The filter as the acknowledgement repeats it: only what is honoured. */
export function filterJson(filter: ListenFilter): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(lists.filter((list) => filter.lists.has(list)).map((list) => [flags[list], true])),
    ...(filter.resources.length === 0 ? {} : { resourceSubscriptions: filter.resources }),
    ...(filter.taskIds.length === 0 ? {} : { taskIds: filter.taskIds }),
  };
}

function flag(notifications: Readonly<Record<string, unknown>>, key: string): boolean {
  const value = notifications[key];
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw invalid(`"notifications.${key}" must be a boolean.`);
}

function texts(notifications: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  const value = notifications[key] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return [...new Set(value)];
  throw invalid(`"notifications.${key}" must be a list of strings.`);
}

function invalid(message: string): ToolgateError {
  return new ToolgateError('INVALID_PARAMS', message);
}
