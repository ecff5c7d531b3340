import { checkTemplate } from './check-template.js';
import { matchTemplate } from './match-template.js';
import { templateParts } from './template-parts.js';
import { templatePieces } from './template-pieces.js';
import { templateValues } from './template-values.js';

/** Characters of a URI: longer ones belong to no template. */
const maxUriLength = 8_192;
/** Bounds the depth and the time of a match. */
const maxTemplateLength = 2_048;

/** A parsed URI template (RFC 6570, level 3). */
export interface UriTemplate {
  readonly text: string;
  /** In the order of the template, each once. */
  readonly variables: readonly string[];
  /**
   * Decoded variables of a URI of this template, each as short as the rest allows; undefined for any other URI. A query
   * variable that is not there is left out; one that the template does not name, or a value that is unsafe, does not match.
   */
  match(uri: string): Readonly<Record<string, string>> | undefined;
}

/** Parses a URI template. `what` names the operation in the TypeError for one that cannot be matched: `resource "schema"`. */
export function parseUriTemplate(text: string, what: string): UriTemplate {
  if (text.length > maxTemplateLength) {
    throw new TypeError(`${what} has a URI template of ${text.length} characters: use ${maxTemplateLength} at most.`);
  }
  const refusal = (reason: string): TypeError =>
    new TypeError(`${what} has the URI template ${JSON.stringify(text)}: ${reason}`);
  const parts = templateParts(text, refusal);
  checkTemplate(parts, refusal);
  const pieces = templatePieces(parts);
  return {
    text,
    variables: parts.flatMap((part) => (typeof part === 'string' ? [] : part.names)),
    match: (uri) => {
      const encoded = uri.length > maxUriLength ? undefined : matchTemplate(pieces, uri);
      return encoded === undefined ? undefined : templateValues(encoded);
    },
  };
}
