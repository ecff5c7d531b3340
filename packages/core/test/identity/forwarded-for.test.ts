import { describe, expect, it } from '@jest/globals';
import { plainServer } from '../server/plain-server.js';
import { listening } from '../support/listening.js';
import { initialize, jsonHeaders } from '../support/wire.js';

/** The address a server on loopback sees of a request with this X-Forwarded-For. */
async function seen(trustedProxies: readonly string[], forwardedFor?: string): Promise<string | undefined> {
  const addresses: (string | undefined)[] = [];
  const server = plainServer({ trustedProxies }).use({
    name: 'looking',
    admit: ({ address }) => void addresses.push(address),
  });
  const { url } = await listening(server);
  const headers = { ...jsonHeaders, ...(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(initialize()) });
  expect(response.status).toBe(200);
  return addresses[0];
}

const loopback = ['127.0.0.1'];

describe('X-Forwarded-For', () => {
  it.each([
    ['is not believed without trusted proxies', [], '198.51.100.7', '127.0.0.1'],
    ['is not believed from a peer that is no trusted proxy', ['10.0.0.0/8'], '198.51.100.7', '127.0.0.1'],
    ['is believed from a trusted proxy', loopback, '198.51.100.7', '198.51.100.7'],
    ['is believed from a proxy in a trusted range', ['127.0.0.0/8'], '198.51.100.7', '198.51.100.7'],
    ['of several is read from the right', loopback, '203.0.113.1, 198.51.100.7', '198.51.100.7'],
    [
      'skips trusted proxies on its way',
      ['127.0.0.1', '10.0.0.0/8'],
      '198.51.100.7, 10.0.0.2,10.1.1.1',
      '198.51.100.7',
    ],
    [
      'stops at the first address that is not trusted',
      ['127.0.0.1', '10.0.0.0/8'],
      '10.9.9.9, 198.51.100.7, 10.0.0.2',
      '198.51.100.7',
    ],
    ['of trusted proxies alone is the farthest of them', ['127.0.0.1', '10.0.0.0/8'], '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['may be IPv6', loopback, '2001:db8::7', '2001:db8::7'],
    ['that is a mapped address is the IPv4 address', loopback, '::ffff:198.51.100.7', '198.51.100.7'],
    ['may name mapped proxies', ['127.0.0.1', '10.0.0.0/8'], '198.51.100.7, ::FFFF:10.0.0.2', '198.51.100.7'],
    ['may name IPv6 proxies', ['127.0.0.1', 'fd00::/8'], '198.51.100.7, fd12::1', '198.51.100.7'],
    ['that is garbage leaves the last address that is known', loopback, 'unknown', '127.0.0.1'],
    ['with garbage at the right is not read past it', loopback, '198.51.100.7, <script>', '127.0.0.1'],
    ['with garbage behind a proxy leaves that proxy', ['127.0.0.1', '10.0.0.0/8'], 'unknown, 10.0.0.2', '10.0.0.2'],
    ['with a port is garbage', loopback, '198.51.100.7:4711', '127.0.0.1'],
    ['that is empty says nothing', loopback, '', '127.0.0.1'],
    ['with an empty entry at the right is not read past it', loopback, '198.51.100.7,', '127.0.0.1'],
    ['that is missing says nothing', loopback, undefined, '127.0.0.1'],
  ])('%s', async (_, proxies, forwardedFor, expected) => {
    expect(await seen(proxies, forwardedFor)).toBe(expected);
  });

  it('sent in two headers is one list', async () => {
    const addresses: (string | undefined)[] = [];
    const server = plainServer({ trustedProxies: loopback }).use({
      name: 'looking',
      admit: ({ address }) => void addresses.push(address),
    });
    const { port } = await listening(server);
    const { request } = await import('node:http');
    await new Promise<void>((resolve, reject) => {
      const headers = { 'x-forwarded-for': ['203.0.113.1', '198.51.100.7'] };
      request({ port, host: '127.0.0.1', path: '/mcp', method: 'GET', headers }, (response) => {
        response.resume().on('end', resolve);
      })
        .on('error', reject)
        .end();
    });
    expect(addresses).toEqual(['198.51.100.7']);
  });

  it('has no part in fetch, whose host names the address', async () => {
    const addresses: (string | undefined)[] = [];
    const server = plainServer({ trustedProxies: ['192.0.2.1'] }).use({
      name: 'looking',
      admit: ({ address }) => void addresses.push(address),
    });
    const headers = { 'x-forwarded-for': '198.51.100.7' };
    await server.fetch(new Request('http://localhost/mcp', { headers }), { address: '192.0.2.1' });
    await server.fetch(new Request('http://localhost/mcp', { headers }));
    expect(addresses).toEqual(['192.0.2.1', undefined]);
  });
});
