import { scaleFrom } from '../toolgate/scale.js';
import { isSetup, setups } from '../toolgate/setups.js';
import { announce } from './parts/announce.js';

// SETUP names what is installed; with STDIO it serves its standard input and output instead of a port.
const { SETUP = 'core', STDIO } = process.env;
if (!isSetup(SETUP)) throw new Error(`SETUP is "${SETUP}": use one of ${Object.keys(setups).join(', ')}.`);
const server = setups[SETUP](scaleFrom(process.env));
if (STDIO) {
  await server.stdio();
} else {
  const { url } = await server.listen({ port: 0 });
  announce(url, ['@toolgate/core']);
}
