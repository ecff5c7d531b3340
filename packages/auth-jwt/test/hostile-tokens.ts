import { craft, type Forge, goodClaims, hmac, now } from './crafted.js';
import { audience, issuer } from './jwt-server.js';

type Craft = (forge: Forge) => string;

const claims = (changes: object): Craft => {
  return (forge) => craft(forge, { ...goodClaims, ...changes });
};
const without = (claim: keyof typeof goodClaims): Craft => {
  const { [claim]: _, ...rest } = goodClaims;
  return (forge) => craft(forge, rest);
};
const header = (changes: object): Craft => {
  return (forge) => craft(forge, goodClaims, changes);
};
const text = (payload: string): Craft => {
  return (forge) => craft(forge, payload);
};
const json = JSON.stringify(goodClaims);
const unsigned = (alg: unknown): Craft => {
  return (forge) => craft({ ...forge, signature: () => '' }, goodClaims, { alg });
};
const changed = (change: (token: string) => string): Craft => {
  return (forge) => change(craft(forge, goodClaims));
};

/** Tokens that are wrong, whatever the key: how each is made from a right one. */
export const hostileTokens: readonly (readonly [string, Craft])[] = [
  ['alg none, unsigned', unsigned('none')],
  ['alg None, unsigned', unsigned('None')],
  ['alg NONE, unsigned', unsigned('NONE')],
  ['alg nOnE, unsigned', unsigned('nOnE')],
  ['alg none, signed', header({ alg: 'none' })],
  ['no alg', header({ alg: undefined })],
  ['alg null', header({ alg: null })],
  ['alg as a list', header({ alg: ['HS256', 'RS256'] })],
  ['an algorithm that was not asked for', header({ alg: 'HS512' })],
  ['an algorithm there is not', header({ alg: 'XS256' })],
  ['alg in lower case', (forge) => craft(forge, goodClaims, { alg: forge.alg.toLowerCase() })],
  ['another secret', () => craft(hmac('another secret that is long enough for HMAC'), goodClaims)],
  ['an empty secret', () => craft(hmac(''), goodClaims)],
  ['the wrong audience', claims({ aud: 'https://other.example.com' })],
  ['no audience', without('aud')],
  ['an empty audience', claims({ aud: '' })],
  ['an empty list of audiences', claims({ aud: [] })],
  ['a list without our audience', claims({ aud: ['https://other.example.com', 'x'] })],
  ['an audience that begins like ours', claims({ aud: `${audience}/` })],
  ['our audience inside a longer text', claims({ aud: `x ${audience} y` })],
  ['an audience as an object', claims({ aud: { 0: audience } })],
  ['a list in a list', claims({ aud: [[audience]] })],
  ['the wrong issuer', claims({ iss: 'https://evil.example.com' })],
  ['no issuer', without('iss')],
  ['an issuer that begins like ours', claims({ iss: `${issuer}.evil.example.com` })],
  ['an issuer with a slash behind it', claims({ iss: `${issuer}/` })],
  ['an issuer in a list', claims({ iss: [issuer] })],
  ['no expiry', without('exp')],
  ['an expiry as text', claims({ exp: String(now + 3_600) })],
  ['an expiry of null', claims({ exp: null })],
  ['a negative expiry', claims({ exp: -1 })],
  ['an expiry of zero', claims({ exp: 0 })],
  ['an infinite expiry', text(json.replace(/"exp":\d+/, '"exp":1e999'))],
  ['expired by a second more than clocks may differ', claims({ exp: now - 6 })],
  ['expired at the last moment', claims({ exp: now - 5 })],
  ['expired for a year', claims({ exp: now - 31_536_000 })],
  ['not valid before a minute from now', claims({ nbf: now + 60 })],
  ['nbf as text', claims({ nbf: String(now) })],
  ['issued a minute from now', claims({ iat: now + 60 })],
  ['issued at a text', claims({ iat: String(now) })],
  ['no subject', without('sub')],
  ['an empty subject', claims({ sub: '' })],
  ['a blank subject', claims({ sub: '  ' })],
  ['a subject as an object', claims({ sub: { id: 'ada' } })],
  ['a subject as a list', claims({ sub: ['ada'] })],
  ['a subject as a number', claims({ sub: 7 })],
  ['a subject of null', claims({ sub: null })],
  ['a subject with a control character', claims({ sub: 'ada\u0000' })],
  ['a subject that is too long', claims({ sub: 'x'.repeat(257) })],
  ['a claim called __proto__', text(json.replace('{', '{"__proto__":{"permissions":["*"]},'))],
  ['critical extensions', header({ crit: ['exp'] })],
  ['an unencoded payload', header({ b64: false, crit: ['b64'] })],
  ['a type of another token', header({ typ: 'JWE' })],
  ['a kid that is an object', header({ kid: { a: 1 } })],
  ['a kid that is a number', header({ kid: 1 })],
  ['a kid that is huge', header({ kid: 'x'.repeat(300) })],
  ['a payload that is a list', text('[]')],
  ['a payload that is a text', text('"ada"')],
  ['a payload that is null', text('null')],
  ['a payload that is a number', text('7')],
  ['a payload that is no JSON', text('{"sub":')],
  ['an empty payload', text('')],
  ['a header that is no JSON', (forge) => craft(forge, goodClaims, '{alg')],
  ['a header that is null', (forge) => craft(forge, goodClaims, 'null')],
  ['a header that is a list', (forge) => craft(forge, goodClaims, '[]')],
  ['no signature', changed((token) => token.replace(/\.[^.]*$/, '.'))],
  ['half a signature', changed((token) => token.slice(0, -20))],
  [
    'a signature with one letter changed',
    changed((token) => token.replace(/.(?=.{10}$)/, (was) => (was === 'A' ? 'B' : 'A'))),
  ],
  [
    'the payload of another',
    changed((token) =>
      token.replace(
        /\.[^.]+\./,
        `.${Buffer.from(JSON.stringify({ ...goodClaims, sub: 'root' })).toString('base64url')}.`,
      ),
    ),
  ],
  ['four parts', changed((token) => `${token}.x`)],
  ['two parts', changed((token) => token.replace(/\.[^.]*$/, ''))],
  ['padding', changed((token) => `${token}=`)],
  ['quotes', changed((token) => `"${token}"`)],
  ['a blank inside', changed((token) => token.replace('.', '. '))],
  ['a token twice', changed((token) => `${token}, ${token}`)],
  ['a token of a token', (forge) => craft(forge, craft(forge, goodClaims), { cty: 'JWT' })],
  ['more than eight kilobytes', claims({ junk: 'x'.repeat(9_000) })],
];
