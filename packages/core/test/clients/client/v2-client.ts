import type { Client } from '@modelcontextprotocol/client';
import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import { type Inbox, type TestClient, toolAnswer } from './test-client.js';
import type { User } from './user.js';

/** Lets the official v2 client answer as `user` does, and keep what it is told. */
export function prepareV2(client: Client, user: User, inbox: Inbox): void {
  client.setRequestHandler('elicitation/create', ({ params }) => user.elicit(params));
  client.setRequestHandler('sampling/createMessage', ({ params }) => user.sample(params));
  client.setRequestHandler('roots/list', () => user.roots());
  client.setNotificationHandler('notifications/message', ({ params: { level, logger, data } }) =>
    inbox.logs.push({ level, logger, data }),
  );
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => inbox.updates.push(params.uri));
  client.setNotificationHandler('notifications/tools/list_changed', () => inbox.changes.push('tools'));
  client.setNotificationHandler('notifications/prompts/list_changed', () => inbox.changes.push('prompts'));
  client.setNotificationHandler('notifications/resources/list_changed', () => inbox.changes.push('resources'));
}

/** The official v2 client, connected in either era. */
export function v2Client(client: Client, user: User, inbox: Inbox): TestClient {
  return client.getProtocolEra() === 'modern' ? modern(client, user, inbox) : legacy(client, user, inbox);
}

function legacy(client: Client, user: User, inbox: Inbox): TestClient {
  return {
    era: '2025',
    official: client,
    user,
    inbox,
    async call(name, input = {}, options = {}) {
      return toolAnswer(await client.callTool({ name, arguments: input }, options));
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

function modern(client: Client, user: User, inbox: Inbox): TestClient {
  // This era keeps no level: each request names its own.
  let logLevel: LoggingLevel | undefined;
  const meta = () => (logLevel === undefined ? {} : { _meta: { 'io.modelcontextprotocol/logLevel': logLevel } });
  return {
    era: '2026',
    official: client,
    user,
    inbox,
    async call(name, input = {}, options = {}) {
      return toolAnswer(await client.callTool({ name, arguments: input, ...meta() }, options));
    },
    async logFrom(level) {
      logLevel = level;
    },
    async follow(uri) {
      const subscription = await client.listen({ resourceSubscriptions: [uri] });
      return () => subscription.close();
    },
    async followLists() {
      const lists = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };
      const subscription = await client.listen(lists);
      return () => subscription.close();
    },
  };
}
