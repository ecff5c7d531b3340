export { type Connectable, type ConnectOptions, type ConnectVersionOptions, connect } from './connect.js';
export { type FakeClock, fakeClock } from './fake-clock.js';
export { type RedisProcess, startRedis } from './start-redis.js';
