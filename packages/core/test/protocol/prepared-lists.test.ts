import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PreparedLists } from '../../src/protocol/list/prepared-lists.js';
import { visibilityKey } from '../../src/protocol/list/visibility.js';

describe('PreparedLists', () => {
  it('prepares a text once, until it is cleared', () => {
    const lists = new PreparedLists();
    let prepared = 0;
    const prepare = (): string => `text ${++prepared}`;
    expect([lists.get('a', prepare), lists.get('a', prepare), lists.get('b', prepare)]).toEqual([
      'text 1',
      'text 1',
      'text 2',
    ]);
    lists.clear();
    expect([lists.size, lists.get('a', prepare)]).toEqual([0, 'text 3']);
  });

  it('keeps nothing when preparing fails', () => {
    const lists = new PreparedLists();
    const fail = (): string => {
      throw new Error('no list');
    };
    expect(() => lists.get('a', fail)).toThrow('no list');
    expect([lists.size, lists.get('a', () => 'text')]).toEqual([0, 'text']);
  });

  it('keeps 64 texts unless told otherwise', () => {
    const lists = new PreparedLists();
    for (let index = 0; index < 65; index++) lists.get(`${index}`, () => '');
    expect(lists.size).toBe(64);
  });

  it('forgets the least recently used first', () => {
    const uses = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), uses, (capacity, keys) => {
        const lists = new PreparedLists(capacity);
        let recent: string[] = [];
        for (const key of keys) {
          let prepared = false;
          lists.get(key, () => {
            prepared = true;
            return '';
          });
          expect(prepared).toBe(!recent.includes(key));
          recent = [key, ...recent.filter((other) => other !== key)].slice(0, capacity);
          expect(lists.size).toBe(recent.length);
        }
      }),
    );
  });
});

/** The answers a key was made of, read back from its characters. */
function answersOf(key: string, count: number): boolean[] {
  return Array.from({ length: count }, (_, index) => {
    const character = Math.floor(index / 15);
    const width = Math.min(15, count - character * 15);
    return ((key.charCodeAt(character) >> (width - 1 - (index % 15))) & 1) === 1;
  });
}

describe('visibilityKey', () => {
  it('loses no answer, so two classes never share a key', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (answers) => {
        const key = visibilityKey(answers.length, (index) => answers[index] === true);
        expect(answersOf(key, answers.length)).toEqual(answers);
        expect(key.length).toBe(Math.ceil(answers.length / 15));
        expect(Buffer.from(key).toString()).toBe(key);
      }),
    );
  });

  it('differs as soon as one answer does', () => {
    const classes = fc.integer({ min: 1, max: 200 }).chain((count) => {
      const answers = fc.array(fc.boolean(), { minLength: count, maxLength: count });
      return fc.record({ answers, changed: fc.nat(count - 1) });
    });
    fc.assert(
      fc.property(classes, ({ answers, changed }) => {
        const key = visibilityKey(answers.length, (index) => answers[index] === true);
        const other = visibilityKey(answers.length, (index) => (answers[index] === true) !== (index === changed));
        expect(other).not.toBe(key);
      }),
    );
  });

  it('asks once for each operation, in order', () => {
    const asked: number[] = [];
    visibilityKey(40, (index) => asked.push(index) > 0);
    expect(asked).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });
});
