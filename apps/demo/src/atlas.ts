import { apiKey, type KeyRecord } from '@toolgate/auth-apikey';
import { basicAuth } from '@toolgate/auth-basic';
import { jwt } from '@toolgate/auth-jwt';
import { createServer, type Server, type ServerOptions, systemClock } from '@toolgate/core';
import worldCountries from 'world-countries';
import { Gazetteer } from './countries/gazetteer.js';
import { Notebook, type NotebookLimits } from './notes/notebook.js';
import { addCompareCountries } from './prompts/add-compare-countries.js';
import { addCountryPages } from './resources/add-country-pages.js';
import { slow } from './slow.js';
import { tokenRules } from './token/token-rules.js';
import { addClearNotes } from './tools/add-clear-notes.js';
import { addCountry } from './tools/add-country.js';
import { addFindCountries } from './tools/add-find-countries.js';
import { addLandRoute } from './tools/add-land-route.js';
import { addLongestRoute } from './tools/add-longest-route.js';
import { addNote } from './tools/add-note.js';
import type { AtlasUsers } from './users/atlas-user.js';

export interface AtlasOptions extends Pick<ServerOptions, 'clock' | 'log'> {
  /** Who may call with an API key, by label. */
  readonly keys?: Readonly<Record<string, KeyRecord>> | undefined;
  /** What tokens are signed with; without it none are taken. */
  readonly tokenSecret?: string | undefined;
  /** Who may call with a password, by name. */
  readonly users?: AtlasUsers | undefined;
  readonly notes?: NotebookLimits;
  /** Milliseconds every call waits first, so that a drain can be watched. Default 0. */
  readonly delayMs?: number;
}

const info = {
  name: 'atlas',
  title: 'Atlas',
  version: '0.1.0',
  instructions:
    'Facts about the countries of the world and the land borders between them. Countries are named by code or name in every tool. Data: mledoze/countries, ODbL 1.0.',
};

/** The whole server, not started: countries, land routes and notes for those who may call. Throws where that is nobody. */
export function createAtlas(options: AtlasOptions): Server<'auth'> {
  const { keys, tokenSecret, users, notes = {}, delayMs = 0, ...serving } = options;
  const { clock = systemClock } = serving;
  const gazetteer = new Gazetteer(worldCountries);
  const notebook = new Notebook(notes, () => clock.wallTime());
  const [first, ...more] = [
    ...(keys === undefined ? [] : [apiKey({ keys })]),
    ...(tokenSecret === undefined ? [] : [jwt({ ...tokenRules, secret: tokenSecret, algorithms: ['HS256'] })]),
    ...(users === undefined ? [] : [basicAuth({ users, realm: 'Atlas' })]),
  ];
  if (first === undefined) throw new TypeError('Atlas has nobody who may call: give keys, a tokenSecret or users.');
  const server = createServer({ ...info, ...serving }).use(first);
  for (const authenticator of more) server.use(authenticator);
  if (delayMs > 0) server.use(slow(delayMs));
  addFindCountries(server, gazetteer);
  addCountry(server, gazetteer, notebook);
  addLandRoute(server, gazetteer);
  addLongestRoute(server, gazetteer);
  addNote(server, gazetteer, notebook);
  addClearNotes(server, gazetteer, notebook);
  addCountryPages(server, gazetteer, notebook);
  addCompareCountries(server, gazetteer);
  return server;
}
