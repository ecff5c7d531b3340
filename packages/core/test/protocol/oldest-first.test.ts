import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OldestFirst } from '../../src/protocol/oldest-first.js';

it('finds the value that was set longest ago, whatever was set and deleted since', () => {
  const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.option(fc.nat()) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const entries = new OldestFirst<number>();
      const model = new Map<string, number>();
      for (const { key, value } of steps) {
        const known = model.delete(key);
        if (value === null) expect(entries.delete(key)).toBe(known);
        else {
          model.set(key, value);
          entries.set(key, value);
        }
        expect([entries.size, entries.oldest()]).toEqual([model.size, [...model.values()][0]]);
        expect(entries.get(key)).toBe(model.get(key));
      }
    }),
  );
});
