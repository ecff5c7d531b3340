import { describe, expect, it } from '@jest/globals';
import { routeSchema } from '../src/tools/route-schema.js';
import { read } from './support/atlas-caller.js';

async function route(from: string, to: string) {
  const { bordersCrossed, countries } = routeSchema.parse((await read('land_route', { from, to })).data);
  return { bordersCrossed, codes: countries.map(({ code }) => code).join(' ') };
}

describe('land_route', () => {
  it('leads from Portugal to Vietnam over as few borders as possible, always on the same road', async () => {
    const expected = { bordersCrossed: 7, codes: 'PRT ESP FRA DEU POL RUS CHN VNM' };
    expect(await route('Portugal', 'Vietnam')).toEqual(expected);
    expect(await route('pt', '704')).toEqual(expected);
  });

  it('names the countries on the way', async () => {
    const { data } = await read('land_route', { from: 'Portugal', to: 'France' });
    expect(data).toEqual({
      bordersCrossed: 2,
      countries: [
        { name: 'Portugal', code: 'PRT' },
        { name: 'Spain', code: 'ESP' },
        { name: 'France', code: 'FRA' },
      ],
    });
  });

  it('is a route of one from a country to itself, also for an island', async () => {
    expect(await route('Spain', 'ESP')).toEqual({ bordersCrossed: 0, codes: 'ESP' });
    expect(await route('Iceland', 'Iceland')).toEqual({ bordersCrossed: 0, codes: 'ISL' });
  });

  it('crosses as many borders on the way back', async () => {
    expect((await route('Vietnam', 'Portugal')).bordersCrossed).toBe(7);
  });

  it('uses only borders that both sides list: Sri Lanka lists India, India does not list Sri Lanka', async () => {
    const there = await read('land_route', { from: 'Sri Lanka', to: 'India' });
    const back = await read('land_route', { from: 'India', to: 'Sri Lanka' });
    expect(there.error).toBe('No land route leads from Sri Lanka to India: Sri Lanka has no land border.');
    expect(back.error).toBe('No land route leads from India to Sri Lanka: Sri Lanka has no land border.');
    expect((await read('country', { country: 'LKA' })).data).toMatchObject({ neighbours: [] });
  });

  it('says why no land leads to another continent', async () => {
    expect(await read('land_route', { from: 'Portugal', to: 'Brazil' })).toMatchObject({
      error: 'No land route leads from Portugal to Brazil: the sea lies between them.',
      code: 'NO_LAND_ROUTE',
    });
  });

  it('says which of the two countries it does not know', async () => {
    const { error } = await read('land_route', { from: 'Portugal', to: 'Vietnan' });
    expect(error).toBe('There is no country "Vietnan". Did you mean Vietnam (VNM)?');
  });
});
