import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  CallToolResultSchema,
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  LoggingMessageNotificationSchema,
  PromptListChangedNotificationSchema,
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { type Inbox, type TestClient, toolAnswer } from './test-client.js';
import type { User } from './user.js';

/** Lets the official v1 client answer as `user` does, and keep what it is told. */
export function prepareV1(client: Client, user: User, inbox: Inbox): void {
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => user.elicit(params));
  client.setRequestHandler(CreateMessageRequestSchema, ({ params }) => user.sample(params));
  client.setRequestHandler(ListRootsRequestSchema, () => user.roots());
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params: { level, logger, data } }) =>
    inbox.logs.push({ level, logger, data }),
  );
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => inbox.updates.push(params.uri));
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => inbox.changes.push('tools'));
  client.setNotificationHandler(PromptListChangedNotificationSchema, () => inbox.changes.push('prompts'));
  client.setNotificationHandler(ResourceListChangedNotificationSchema, () => inbox.changes.push('resources'));
}

/** The official v1 client, connected. */
export function v1Client(client: Client, user: User, inbox: Inbox): TestClient {
  return {
    era: '2025',
    official: client,
    user,
    inbox,
    async call(name, input = {}, options = {}) {
      return toolAnswer(await client.callTool({ name, arguments: input }, CallToolResultSchema, options));
    },
    async logFrom(level) {
      await client.setLoggingLevel(level);
    },
    async follow(uri) {
      await client.subscribeResource({ uri });
      return async () => void (await client.unsubscribeResource({ uri }));
    },
    // A session is told of every list.
    followLists: async () => async () => undefined,
  };
}
