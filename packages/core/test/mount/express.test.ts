import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import { bearer } from '../identity/token-auth.js';
import { quietLog } from '../support/quiet-log.js';
import { initialize, jsonHeaders } from '../support/wire.js';
import { exercise, mountable, working } from './exercise.js';
import { opened } from './host.js';

const headers = { ...jsonHeaders, ...bearer('ada') };

function hosting(app: Express): Promise<string> {
  return opened(createServer(app));
}

function postTo(url: string, body: string = JSON.stringify(initialize())): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body });
}

const parsers = [
  ['no body parser', undefined],
  ['express.json()', express.json()],
  ['express.text()', express.text({ type: '*/*' })],
  ['express.raw()', express.raw({ type: '*/*' })],
] as const;

describe.each(parsers)('in Express with %s', (_, parser) => {
  const app = () => (parser === undefined ? express() : express().use(parser));

  it('serves at the root, beside routes of the host', async () => {
    const host = app()
      .use(mountable().handler)
      .get('/hello', (__, response) => void response.send('hello'));
    const origin = await hosting(host);
    expect(await exercise(`${origin}/mcp`)).toEqual(working);
    expect(await (await fetch(`${origin}/hello`)).text()).toBe('hello');
    expect((await fetch(`${origin}/nothing`)).status).toBe(404);
  });

  it('serves under a prefix', async () => {
    const origin = await hosting(app().use('/api', mountable().handler));
    expect(await exercise(`${origin}/api/mcp`)).toEqual(working);
  });

  it('serves at the prefix it is mounted at', async () => {
    const origin = await hosting(app().use('/api/mcp', mountable().handler));
    expect(await exercise(`${origin}/api/mcp`)).toEqual(working);
  });

  it('serves in a router, with a path of its own', async () => {
    const router = express.Router().use(mountable({ path: '/tools' }).handler);
    const origin = await hosting(app().use('/v1', router));
    expect(await exercise(`${origin}/v1/tools`)).toEqual(working);
    expect((await postTo(`${origin}/v1/mcp`)).status).toBe(404);
  });
});

describe('in Express', () => {
  it('hands on what is not its own, and nothing else', async () => {
    const seen: string[] = [];
    const host = express()
      .use('/api', mountable().handler)
      .use((request, response) => {
        seen.push(request.originalUrl);
        response.status(404).end();
      });
    const origin = await hosting(host);
    await postTo(`${origin}/api/mcp?trace=1`);
    await postTo(`${origin}/api/mcp/more`);
    await postTo(`${origin}/mcp`);
    expect(seen).toEqual(['/api/mcp/more', '/mcp']);
  });

  it('answers a body that another middleware has read at once, and names the fix', async () => {
    const host = express()
      .use((request, _, next) => void request.resume().on('end', next))
      .use(mountable().handler);
    const response = await postTo(`${await hosting(host)}/mcp`);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      error: {
        message: expect.stringMatching(/mount the server before body parsers.*request\.body/),
        data: { code: 'BODY_CONSUMED' },
      },
    });
  });

  it('measures a parsed body again', async () => {
    const body = JSON.stringify({ ...initialize(), padding: 'x'.repeat(2_000) });
    const host = express()
      .use(express.json())
      .use(mountable({ limits: { body: '1kb' } }).handler);
    expect((await postTo(`${await hosting(host)}/mcp`, body)).status).toBe(413);
  });

  it.each(['[]', '"text"', 'null', '7'])('refuses a parsed body that is no message: %s', async (body) => {
    const host = express()
      .use(express.json({ strict: false }))
      .use(mountable().handler);
    expect((await postTo(`${await hosting(host)}/mcp`, body)).status).toBe(400);
  });

  it('logs an answer that comes after the host has answered, and lives on', async () => {
    const log = quietLog();
    const host = express()
      .use((_, response, next) => {
        response.status(504).end('too late');
        next();
      })
      .use(mountable({ log }).handler);
    const origin = await hosting(host);
    expect((await postTo(`${origin}/mcp`)).status).toBe(504);
    for (let turn = 0; turn < 10 && log.records.length === 0; turn++) await new Promise(setImmediate);
    expect(log.records.map(({ message }) => message)).toEqual(['a response could not be written']);
  });

  it('sees the address that the socket has, whatever Express trusts', async () => {
    const addresses: (string | undefined)[] = [];
    const server = mountable().use({ name: 'looking', admit: ({ address }) => void addresses.push(address) });
    const host = express().set('trust proxy', true).use(server.handler);
    await fetch(`${await hosting(host)}/mcp`, { method: 'POST', headers: { 'x-forwarded-for': '198.51.100.7' } });
    expect(addresses).toEqual(['127.0.0.1']);
  });
});
