import { json } from 'node:stream/consumers';
import autocannon from 'autocannon';
import { bodyOf, isExpected } from '../request/wire-request.js';
import type { LoadResult } from './load.js';
import { loadRun } from './load-run-schema.js';

// Loads a server as the JSON on standard input says, and prints what it saw.
const { url, request, connections, seconds, lastId } = loadRun.parse(await json(process.stdin));
let id = lastId;
let answers = 0;
let wrong = 0;
let fault: string | undefined;

const result = await autocannon({
  url,
  connections,
  duration: seconds,
  sampleInt: 100,
  requests: [
    {
      method: 'POST',
      headers: { ...request.headers },
      body: bodyOf(request, lastId),
      setupRequest: (sent) => {
        id += 1;
        return { ...sent, body: bodyOf(request, id) };
      },
      onResponse: (status, body) => {
        answers += 1;
        if (isExpected(request.expects, status, body)) return;
        wrong += 1;
        fault ??= `${status} ${body.slice(0, 300)}`;
      },
    },
  ],
});
const { p50, p99, p99_9 } = result.latency;
const seen: LoadResult = {
  requests: answers,
  seconds: (result.finish.getTime() - result.start.getTime()) / 1_000,
  bytes: result.throughput.total,
  errors: wrong + result.errors,
  fault,
  latency: { p50: p50 * 1_000, p99: p99 * 1_000, p999: p99_9 * 1_000 },
};
console.log(JSON.stringify(seen));
