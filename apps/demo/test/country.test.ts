import { describe, expect, it } from '@jest/globals';
import worldCountries from 'world-countries';
import { ask, atlas, connectAs, read } from './support/atlas-caller.js';

const country = (text: string) => read('country', { country: text });

describe('country', () => {
  it('tells the facts about a country', async () => {
    const { data } = await country('Portugal');
    expect(data).toEqual({
      name: 'Portugal',
      code: 'PRT',
      officialName: 'Portuguese Republic',
      nativeNames: ['Portugal'],
      codes: { cca2: 'PT', ccn3: '620', cioc: 'POR' },
      flag: '🇵🇹',
      capitals: ['Lisbon'],
      region: 'Europe',
      subregion: 'Southern Europe',
      languages: ['Portuguese'],
      currencies: ['EUR Euro'],
      areaKm2: 92_090,
      latitude: 39.5,
      longitude: -8,
      landlocked: false,
      unMember: true,
      neighbours: [{ name: 'Spain', code: 'ESP' }],
      notes: [],
    });
  });

  it.each([
    ['cca2', 'ch', 'CHE'],
    ['cca3', 'CHE', 'CHE'],
    ['ccn3', '756', 'CHE'],
    ['cioc', 'SUI', 'CHE'],
    ['common name', 'switzerland', 'CHE'],
    ['official name', 'swiss confederation', 'CHE'],
    ['native name', 'Schweiz', 'CHE'],
    ['other spelling', 'Holland', 'NLD'],
    ['name with another apostrophe and no accents', 'Cote d’Ivoire', 'CIV'],
  ])('knows a country by its %s', async (_, text, code) => {
    const { data } = await country(text);
    expect(Object(data).code).toBe(code);
  });

  it('reads BRN as the ISO code of Brunei, not as the Olympic code of Bahrain', async () => {
    expect((await country('BRN')).data).toMatchObject({ name: 'Brunei' });
  });

  it('answers for every country of the data within the schema it advertises', async () => {
    const client = await connectAs(atlas(), 'reader');
    const codes: string[] = [];
    for (const { cca3 } of worldCountries) {
      const { data } = await ask(client, 'country', { country: cca3 });
      codes.push(Object(data).code);
    }
    expect(codes).toEqual(worldCountries.map(({ cca3 }) => cca3));
  });

  it('says null for an area that the data does not know', async () => {
    expect((await country('SJM')).data).toMatchObject({ areaKm2: null });
  });

  it.each([
    ['Portugual', 'There is no country "Portugual". Did you mean Portugal (PRT)?'],
    ['Korea', 'There is no country "Korea". Did you mean North Korea (PRK) or South Korea (KOR)?'],
    ['Atlantis', 'There is no country "Atlantis". Look it up with find_countries.'],
  ])('offers what may be meant by %s', async (text, sentence) => {
    expect(await country(text)).toMatchObject({ error: sentence, code: 'UNKNOWN_COUNTRY', data: undefined });
  });

  it.each(['', '   ', 'x'.repeat(81)])('refuses %j as a name', async (text) => {
    expect((await country(text)).code).toBe('VALIDATION');
  });
});
