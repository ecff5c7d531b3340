import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { startRedis } from '@toolgate/testing';

const path = process.env.PATH;
const given = process.env.TOOLGATE_TEST_REDIS;
afterEach(() => {
  process.env.PATH = path;
  if (given === undefined) delete process.env.TOOLGATE_TEST_REDIS;
  else process.env.TOOLGATE_TEST_REDIS = given;
});

async function ask(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write(`${command}\r\n`);
    const [reply] = await once(socket, 'data');
    return String(reply);
  } finally {
    socket.destroy();
  }
}

it('is a Redis that can be killed and started again, empty', async () => {
  const redis = await startRedis();
  expect(await ask(redis.port, 'SET a 1')).toBe('+OK\r\n');
  await redis.kill();
  await expect(ask(redis.port, 'PING')).rejects.toThrow('ECONNREFUSED');
  await redis.restart();
  expect(await ask(redis.port, 'GET a')).toBe('$-1\r\n');
  await redis.kill();
});

it('can be made to hang, and goes on', async () => {
  const redis = await startRedis();
  redis.pause();
  const reply = ask(redis.port, 'PING');
  expect(await Promise.race([reply, new Promise((resolve) => setTimeout(resolve, 100, 'nothing'))])).toBe('nothing');
  redis.resume();
  expect(await reply).toBe('+PONG\r\n');
  await redis.kill();
});

it('two are strangers to each other', async () => {
  const [one, other] = await Promise.all([startRedis(), startRedis()]);
  await ask(one.port, 'SET a 1');
  expect(await ask(other.port, 'GET a')).toBe('$-1\r\n');
  await Promise.all([one.kill(), other.kill()]);
});

it.each(['/nowhere/redis-server', '/bin/true'])('says what does not start: %s', async (program) => {
  process.env.TOOLGATE_TEST_REDIS = program;
  await expect(startRedis()).rejects.toThrow(`${program} does not start`);
});

it('says what to do where there is none', async () => {
  process.env.PATH = '';
  delete process.env.TOOLGATE_TEST_REDIS;
  await expect(startRedis()).rejects.toThrow('install redis-server, or set TOOLGATE_TEST_REDIS to its path');
});
