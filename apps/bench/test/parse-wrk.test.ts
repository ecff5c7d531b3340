import { expect, test } from '@jest/globals';
import { parseWrk } from '../src/load/parse-wrk.js';
import { wrkScript } from '../src/load/wrk-script.js';
import { wireRequest } from '../src/request/wire-request.js';

const figures =
  'figures {"requests":23045,"microseconds":1002345,"bytes":5300350,"errors":0,"p50":651,"p99":1180,"p999":4210}';
const printed = (line: string, fault: string): string => `Running 1s test @ http://127.0.0.1:4000/mcp
  1 threads and 16 connections
  23045 requests in 1.00s, 5.05MB read
Requests/sec:  22991.09
${line}
fault ${fault}
`;

test('the figures of wrk are read from the lines our script prints', () => {
  expect(parseWrk(printed(figures, ''))).toEqual({
    requests: 23_045,
    seconds: 1.002345,
    bytes: 5_300_350,
    errors: 0,
    fault: undefined,
    latency: { p50: 651, p99: 1_180, p999: 4_210 },
  });
});

test('errors come with the first wrong answer', () => {
  const output = printed(figures.replace('"errors":0', '"errors":12'), '500 {"error":"broken"}');
  expect(parseWrk(output)).toMatchObject({ errors: 12, fault: '500 {"error":"broken"}' });
});

test('output without figures is refused', () => {
  expect(() => parseWrk('unable to connect to 127.0.0.1:1')).toThrow('wrk printed no figures: unable to connect');
  expect(() => parseWrk(printed(figures.replace('1002345', '0'), ''))).toThrow();
});

test('a text that would end a Lua string does not', () => {
  const params = { text: 'a]]b]=]c' };
  const script = wrkScript(wireRequest({ 'x-a': 'b]]' }, { method: 'm', params }, { text: ']]', end: '', length: 1 }));
  expect(script).toContain('[==[,"method":"m","params":{"text":"a]]b]=]c"}}]==]');
  expect(script).toContain('[ [[x-a]] ] = [=[b]]]=]');
});
