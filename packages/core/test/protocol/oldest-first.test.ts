import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OldestFirst } from '../../src/protocol/oldest-first.js';

it('keeps values in the order they were set or touched, whatever was deleted since', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.oneof(
    fc.record({ does: fc.constant('set'), key, value: fc.nat() }),
    fc.record({ does: fc.constantFrom('touch', 'delete'), key, value: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const entries = new OldestFirst<number>();
      const model = new Map<string, number>();
      for (const { does, key, value } of steps) {
        const before = model.get(key);
        const known = model.delete(key);
        if (does === 'delete') expect(entries.delete(key)).toBe(known);
        else if (does === 'set') entries.set(key, value);
        else expect(entries.touch(key)).toBe(known);
        if (does === 'set') model.set(key, value);
        else if (does === 'touch' && before !== undefined) model.set(key, before);
        expect([entries.size, entries.oldest()]).toEqual([model.size, [...model.values()][0]]);
        expect([...entries.values()]).toEqual([...model.values()]);
        expect(entries.get(key)).toBe(model.get(key));
      }
    }),
  );
});
