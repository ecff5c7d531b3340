import { describe, expect, it } from '@jest/globals';
import worldCountries from 'world-countries';
import { z } from 'zod';
import { read } from './support/atlas-caller.js';

const answer = z.object({
  countries: z.array(z.object({ name: z.string(), code: z.string(), region: z.string() })),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
});

async function find(input: Record<string, unknown>) {
  const { countries, ...rest } = answer.parse((await read('find_countries', input)).data);
  return { codes: countries.map(({ code }) => code), countries, ...rest };
}

describe('find_countries', () => {
  it.each([
    ['a common name', 'portugal', 'PRT'],
    ['part of an official name', 'hashemite', 'JOR'],
    ['a native name', 'Österreich', 'AUT'],
    ['a native name without its accents', 'osterreich', 'AUT'],
    ['a name in another script', '日本', 'JPN'],
    ['a capital', 'Ouagadougou', 'BFA'],
    ['a code of two letters', 'zm', 'ZMB'],
    ['a code of three letters', 'UNK', 'UNK'],
    ['a number', '620', 'PRT'],
    ['an Olympic code', 'POR', 'PRT'],
  ])('finds a country by %s', async (_, query, code) => {
    expect((await find({ query })).codes[0]).toBe(code);
  });

  it('puts whole matches first, then beginnings, beginnings of words, and the rest', async () => {
    expect((await find({ query: 'oman' })).codes.slice(0, 2)).toEqual(['OMN', 'ROU']);
    const { codes } = await find({ query: 'man', pageSize: 50 });
    // Manama is the capital of Bahrain.
    expect(codes.filter((code) => ['OMN', 'IMN', 'BHR'].includes(code))).toEqual(['BHR', 'IMN', 'OMN']);
  });

  it('takes codes only whole', async () => {
    const { codes } = await find({ query: 'pt' });
    expect(codes[0]).toBe('PRT');
    expect(codes).toContain('EGY');
    expect((await find({ query: '62' })).total).toBe(0);
  });

  it('keeps to a region', async () => {
    const { countries, total } = await find({ query: 'guinea', region: 'Oceania' });
    expect(countries).toEqual([expect.objectContaining({ code: 'PNG', region: 'Oceania' })]);
    expect(total).toBe(1);
  });

  it('knows every region of the data', async () => {
    const regions = [...new Set(worldCountries.map(({ region }) => region))];
    const totals = await Promise.all(regions.map(async (region) => (await find({ region })).total));
    expect(totals.reduce((sum, total) => sum + total)).toBe(250);
  });

  it('refuses a region that the data does not have', async () => {
    const { error } = await read('find_countries', { region: 'Atlantis' });
    expect(error).toMatch(/^Invalid arguments for find_countries: region: /);
  });

  it('lists every country once over all pages, without a query', async () => {
    const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => find({ page, pageSize: 50 })));
    expect(pages.map(({ page, pages: count, total }) => [page, count, total])).toEqual(
      [1, 2, 3, 4, 5].map((page) => [page, 5, 250]),
    );
    expect(new Set(pages.flatMap(({ codes }) => codes)).size).toBe(250);
  });

  it('shows ten countries of the first page unless it is told otherwise', async () => {
    const { codes, page, pages } = await find({});
    expect([codes.length, page, pages]).toEqual([10, 1, 25]);
  });

  it('has nothing on a page after the last and none for a text that nothing matches', async () => {
    expect(await find({ query: 'guinea', page: 2 })).toMatchObject({ codes: [], total: 4, pages: 1 });
    expect(await find({ query: 'zzzz' })).toMatchObject({ codes: [], total: 0, pages: 0 });
    expect(await find({ query: '?!' })).toMatchObject({ codes: [], total: 0 });
  });

  it.each([{ pageSize: 51 }, { pageSize: 0 }, { page: 0 }, { page: 1.5 }, { page: 251 }, { query: 'x'.repeat(81) }])(
    'refuses %j',
    async (input) => {
      const { code } = await read('find_countries', input);
      expect(code).toBe('VALIDATION');
    },
  );
});
