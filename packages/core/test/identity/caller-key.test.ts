import { describe, expect, it } from '@jest/globals';
import { type Caller, callerKey, callerNetwork } from '@toolgate/core';
import fc from 'fast-check';
import { principal } from './token-auth.js';

const anonymous: Caller = {
  principal: undefined,
  address: undefined,
  session: undefined,
  transport: 'http',
  era: '2025',
};

describe('callerNetwork', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:0000:0000:0000:0001', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8::2:3:4:5', '2001:db8:0:0::/64'],
    ['1::3:4:5:6:7:8', '1:0:3:4::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['somewhere', 'somewhere'],
    ['', ''],
  ])('of %j is %j', (address, network) => {
    expect(callerNetwork(address)).toBe(network);
  });

  it('is one for two addresses exactly when their first 64 bits are the same', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), fc.boolean(), (one, other, same) => {
        const prefix = bits(one).slice(0, 4);
        fc.pre(prefix.some((group) => group !== 0));
        const second = same ? [...prefix, ...bits(other).slice(4)].map((group) => group.toString(16)).join(':') : other;
        const equal = prefix.join() === bits(second).slice(0, 4).join();
        expect(callerNetwork(one) === callerNetwork(second)).toBe(equal);
      }),
    );
  });
});

describe('callerKey', () => {
  it('is the id of the principal, whatever the address and the session', () => {
    const ada = { ...anonymous, principal: principal('ada'), address: '192.0.2.1', session: 's1' };
    expect(callerKey(ada)).toBe('tokens:ada');
    expect(callerKey({ ...ada, address: '192.0.2.2', session: 's2' })).toBe('tokens:ada');
  });

  it('is the network of the address without a principal, never the session', () => {
    expect(callerKey({ ...anonymous, address: '192.0.2.1', session: 's1' })).toBe('address:192.0.2.1');
    expect(callerKey({ ...anonymous, address: '2001:db8:1:2::9', session: 's2' })).toBe('address:2001:db8:1:2::/64');
  });

  it('is the transport where nothing else is known', () => {
    expect(callerKey(anonymous)).toBe('transport:http');
    expect(callerKey({ ...anonymous, transport: 'stdio' })).toBe('transport:stdio');
  });
});

/** The eight groups of an IPv6 address, also of one that ends in IPv4. */
function bits(address: string): number[] {
  const dotted = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = '', tail] = dotted.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
