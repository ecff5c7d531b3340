import { ToolgateError } from '../../errors/toolgate-error.js';
import { modernCapabilities } from '../capabilities.js';
import { mayRead } from '../find-resource.js';
import { stateOwner } from '../input/round.js';
import type { MethodRequest } from '../method.js';
import { metaKeys } from '../modern/modern-revision.js';
import { filterJson, type ListenFilter, listenFilter } from '../notify/listen-filter.js';
import { ListenSubscriber } from '../notify/listen-subscriber.js';

/** `subscriptions/listen`: answered when the server ends it; until then what was asked for arrives on its stream, first of all what was granted. */
export async function subscriptionsListen(request: MethodRequest): Promise<string> {
  const { runtime, message, connection, lifetime } = request;
  const { notices, streams, activity } = runtime;
  const wanted = listenFilter(message.params.notifications);
  // Before anything of it is looked up.
  notices.assertRoom(wanted.resources.length + wanted.taskIds.length);
  const filter = await honoured(request, wanted);
  if (lifetime.aborted) throw lifetime.reason;
  const subscriber = new ListenSubscriber(connection.caller, message.id, filter, (text) => {
    if (!connection.push(text)) throw new ToolgateError('NOT_ACCEPTABLE', 'Accept text/event-stream to listen.');
  });
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      release();
      notices.remove(subscriber);
      connection.hungUp?.removeListener(finish);
      settle();
    };
    const finish = (): void => end(() => resolve(endText(request)));
    const release = streams.open(connection.caller, finish);
    try {
      notices.add(subscriber);
      for (const uri of filter.resources) notices.subscribeResource(subscriber, uri);
      for (const taskId of filter.taskIds) notices.subscribeTask(subscriber, taskId);
      subscriber.acknowledge(filterJson(filter));
    } catch (error) {
      end(() => reject(error));
      return;
    }
    // A stream is no work in progress: it takes no place among the calls, and the drain does not wait for it.
    activity.leave(lifetime);
    // Last, for what has ended already ends the stream at once.
    lifetime.onAbort((reason) => end(() => reject(reason)));
    connection.hungUp?.onAbort(finish);
  });
}

/** What of a filter is granted: lists the server has, resources the caller may read, tasks of its own. */
async function honoured(request: MethodRequest, filter: ListenFilter): Promise<ListenFilter> {
  const { runtime, connection } = request;
  const offered = modernCapabilities(runtime);
  const owner = stateOwner(connection.caller);
  const found = await Promise.all(filter.taskIds.map((taskId) => runtime.tasks.find(taskId, owner)));
  return {
    lists: new Set([...filter.lists].filter((list) => Object.hasOwn(offered, list))),
    resources: filter.resources.filter((uri) => mayRead(runtime, uri, connection.caller)),
    taskIds: filter.taskIds.filter((_id, index) => found[index] !== undefined),
  };
}

function endText({ message }: MethodRequest): string {
  return JSON.stringify({ resultType: 'complete', _meta: { [metaKeys.subscriptionId]: message.id } });
}
