import { ToolgateError } from '../errors/toolgate-error.js';

export interface ScanLimits {
  readonly depth: number;
  readonly nodes: number;
}

/** How many keys the text of a message has, level by level. `JSON.parse` keeps the last of two equal keys, so fewer keys afterwards means a duplicate. */
export interface KeyCounts {
  message: number;
  params: number;
  meta: number;
}

const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/** Bounds nesting and size before `JSON.parse` sees the text (a million levels would block for 400 ms), and counts the envelope's keys. */
export function scanJson(text: string, limits: ScanLimits): KeyCounts {
  const counts: KeyCounts = { message: 0, params: 0, meta: 0 };
  let depth = 0;
  let nodes = 1;
  // The level of the object that `params` and `params._meta` open, 0 while outside.
  let params = 0;
  let meta = 0;
  let keyStart = 0;
  let keyEnd = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        keyStart = index + 1;
        keyEnd = endOfString(text, keyStart);
        index = keyEnd;
        break;
      case colon:
        nodes++;
        if (depth === 1) counts.message++;
        else if (depth === 2 && params === 2) counts.params++;
        else if (depth === 3 && meta === 3) counts.meta++;
        break;
      case comma:
        nodes++;
        keyEnd = 0;
        break;
      case openBrace:
        depth++;
        nodes++;
        if (depth === 2) params = isKey(text, keyStart, keyEnd, 'params') ? 2 : 0;
        else if (depth === 3) meta = params === 2 && isKey(text, keyStart, keyEnd, '_meta') ? 3 : 0;
        keyEnd = 0;
        break;
      case openBracket:
        depth++;
        nodes++;
        if (depth === 2) params = 0;
        else if (depth === 3) meta = 0;
        keyEnd = 0;
        break;
      case closeBrace:
      case closeBracket:
        depth--;
        break;
    }
    if (depth > limits.depth) throw refusal(`The message is nested more than ${limits.depth} levels deep.`);
    if (nodes > limits.nodes) throw refusal(`The message has more than ${limits.nodes} values.`);
  }
  return counts;
}

/** Characters that are looked at one by one before the rest is searched: most keys are shorter. */
const shortString = 24;

function endOfString(text: string, start: number): number {
  for (let index = start; index < start + shortString; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) return index;
    if (code === backslash) break;
  }
  let end = text.indexOf('"', start);
  while (end > 0 && text.charCodeAt(end - 1) === backslash) {
    let slashes = end - 1;
    while (slashes > start && text.charCodeAt(slashes - 1) === backslash) slashes--;
    if ((end - slashes) % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return end < 0 ? text.length : end;
}

function isKey(text: string, start: number, end: number, key: string): boolean {
  if (end - start === key.length) return text.startsWith(key, start);
  const written = text.slice(start, end);
  return written.includes('\\') && unescaped(written) === key;
}

function unescaped(written: string): unknown {
  try {
    return JSON.parse(`"${written}"`);
  } catch {
    return undefined;
  }
}

function refusal(message: string): ToolgateError {
  return new ToolgateError('INVALID_REQUEST', message);
}
