/** Request headers that need no preflight, and response headers a page may always read (Fetch, 2.2.2 Headers). */
const freeRequestHeaders = new Set(['accept', 'accept-language', 'content-language', 'content-type']);
const freeResponseHeaders = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];
const freeMethods = new Set(['GET', 'HEAD', 'POST']);
const freeTypes = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']);

export interface BrowserPage {
  /** `fetch` as a script of the page has it: rejects where a browser would keep the answer from it. */
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>;
  /** The preflights that were sent, as the headers they asked for. */
  readonly preflights: readonly string[];
}

/** A page of an origin, as the CORS protocol of Fetch has it: preflights, the checks of answers, and what of them can be read. */
export function browserPage(origin: string): BrowserPage {
  const preflights: string[] = [];
  const fetchAsPage = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const target = new URL(url);
    if (target.origin === origin) return fetch(target, init);
    const method = init.method ?? 'GET';
    const headers = new Headers(init.headers);
    const asked = [...headers].flatMap(([name, value]) => (isFree(name, value) ? [] : [name])).sort();
    if (asked.length > 0 || !freeMethods.has(method)) {
      preflights.push(asked.join(','));
      await preflight(target, origin, method, asked);
    }
    headers.set('origin', origin);
    const response = await fetch(target, { ...init, headers });
    checkOrigin(response, origin, init.credentials === 'include');
    return readable(response);
  };
  return { fetch: fetchAsPage, preflights };
}

/** Fetch, 4.8 CORS-preflight fetch. */
async function preflight(url: URL, origin: string, method: string, asked: readonly string[]): Promise<void> {
  const headers = new Headers({ origin, accept: '*/*', 'access-control-request-method': method });
  if (asked.length > 0) headers.set('access-control-request-headers', asked.join(','));
  const response = await fetch(url, { method: 'OPTIONS', headers });
  await response.arrayBuffer();
  checkOrigin(response, origin, false);
  if (!response.ok) throw blocked(`the preflight was answered ${response.status}`);
  if (!freeMethods.has(method) && !listed(response, 'access-control-allow-methods', method)) {
    throw blocked(`the method ${method} is not allowed`);
  }
  const refused = asked.find((name) => !listed(response, 'access-control-allow-headers', name));
  if (refused !== undefined) throw blocked(`the header ${refused} is not allowed`);
}

/** Fetch, 4.9 CORS check. */
function checkOrigin({ headers }: Response, origin: string, credentials: boolean): void {
  const allowed = headers.get('access-control-allow-origin');
  if (allowed !== origin && (credentials || allowed !== '*')) throw blocked(`${allowed} is allowed, not ${origin}`);
  if (credentials && headers.get('access-control-allow-credentials') !== 'true') {
    throw blocked('credentials are not allowed');
  }
}

/** What a script gets of an answer from another origin. */
function readable(response: Response): Response {
  const exposed = (response.headers.get('access-control-expose-headers') ?? '').split(',').map((name) => name.trim());
  const names = new Set([...freeResponseHeaders, ...exposed.map((name) => name.toLowerCase())]);
  const headers = [...response.headers].filter(([name]) => names.has(name));
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}

function isFree(name: string, value: string): boolean {
  if (!freeRequestHeaders.has(name) || value.length > 128) return false;
  return name !== 'content-type' || freeTypes.has(value.replace(/;.*/s, '').trim().toLowerCase());
}

function listed(response: Response, header: string, wanted: string): boolean {
  const names = (response.headers.get(header) ?? '').split(',').map((name) => name.trim());
  // Methods have case, headers have none.
  return names.includes(wanted) || names.includes(wanted.toLowerCase());
}

/** What a script sees of it in every browser is "Failed to fetch"; the reason is for who reads the test. */
function blocked(reason: string): TypeError {
  return new TypeError(`Blocked by CORS: ${reason}.`);
}
