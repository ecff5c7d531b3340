import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Listening, ListenOptions } from '../http/listen.js';
import type { PromptHandler, PromptOptions } from '../operation/prompt/prompt-options.js';
import type { ResourceHandler, ResourceOptions } from '../operation/resource/resource-options.js';
import type { InputDefinition } from '../operation/schema/input-definition.js';
import type { SkillOptions } from '../operation/skill/skill-options.js';
import type { OutputDefinition, ToolHandler, ToolOptions } from '../operation/tool/tool-options.js';
import type { Plugin } from '../plugin/plugin.js';
import type { Services } from '../plugin/services.js';
import type { ConnectOptions } from '../protocol/connect-transport.js';
import type { Duration } from '../settings/duration.js';
import type { StdioOptions } from '../stdio/stdio-options.js';
import type { CloseReport } from './close-server.js';
import type { Explanation } from './explain.js';
import type { Notify } from './notify.js';
import type { Operations } from './operations.js';
import type { RouteInfo } from './route-info.js';
import type { RunOptions } from './run.js';
import type { Sessions } from './sessions.js';
import type { Tools } from './tools.js';

/** A `(request, response, next)` for `node:http`, `https.createServer`, Express and everything that speaks their language. */
export type HttpHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** Serves one fetch request. Give the client's address, or limits per address do not apply; `Host` is checked against `allowedHosts` and `publicUrl` alone. */
export type FetchHandler = (request: Request, info?: { readonly address?: string }) => Promise<Response>;

/** A server under construction or running. `Installed` names what its plugins provide. */
export interface Server<Installed extends string = never> {
  /** What operations may use. */
  readonly provides: { readonly [Name in Installed]: true };
  readonly services: Partial<Services>;

  /** Installs a plugin. The order matters only inside one stage. Throws after `start`. */
  use<const Name extends string = never>(plugin: Plugin<Name>): Server<Installed | Name>;

  /** Adds a tool. Its name is 1 to 128 of `A-Z a-z 0-9 _ . -`. */
  tool<
    const Input extends InputDefinition = Record<never, never>,
    const Output extends OutputDefinition | undefined = undefined,
  >(
    name: string,
    options: ToolOptions<Installed, Input, Output>,
    handler: ToolHandler<Input, Output>,
  ): Server<Installed>;

  /** Adds a resource: one at a `uri`, or all of a `template`. Names are unique over all operations. */
  resource<const Template extends string = never, const Input extends InputDefinition | undefined = undefined>(
    name: string,
    options: ResourceOptions<Installed, Template, Input>,
    read: ResourceHandler<Template, Input>,
  ): Server<Installed>;

  /** Adds a prompt. */
  prompt<const Arguments extends InputDefinition = Record<never, never>>(
    name: string,
    options: PromptOptions<Installed, Arguments>,
    get: PromptHandler<Arguments>,
  ): Server<Installed>;

  /**
   * Adds a skill (MCP extension SEP-2640): instructions and files, read as resources below `skill://<name>/`. Its name is 1
   * to 64 of `a-z 0-9 -`, and unique over all operations.
   */
  skill(name: string, options: SkillOptions<Installed>): Server<Installed>;

  /** Changes tools while the server runs. */
  readonly tools: Tools;
  readonly resources: Operations;
  readonly prompts: Operations;
  readonly skills: Operations;
  /** Reading it compiles the server. */
  readonly sessions: Sessions;
  readonly notify: Notify;
  /** All that is served over HTTP, the endpoint first. Reading it compiles the server. */
  readonly routes: readonly RouteInfo[];

  /** The compiled chain of one operation, with each plugin's settings. Compiles the server. */
  explain(name: string): Explanation;

  /** Compiles every operation (throws for mistakes in the configuration), then starts the plugins. Called by all that serve. */
  start(): Promise<void>;
  /** Serves Streamable HTTP on a port of its own. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Serves standard input and output until the input ends. */
  stdio(options?: StdioOptions): Promise<void>;
  /** Serves one client over a transport of the official SDK, until either side closes it. Resolves when it is connected. */
  connect(transport: Transport, options?: ConnectOptions): Promise<void>;
  /** For servers of other frameworks. Reading it compiles the server; the first request awaits its start. */
  readonly handler: HttpHandler;
  /** For fetch-style hosts and tests. Reading it compiles the server; the first request awaits its start. */
  readonly fetch: FetchHandler;
  /** The whole program: HTTP when `PORT` or `--port` is given (`HOST`, `--host`), else stdio; SIGTERM and SIGINT drain and exit. */
  run(options?: RunOptions): Promise<void>;
  /** Refuses new calls, lets the ones in flight finish (default 25 s), then ends them, and stops the plugins. */
  close(options?: { readonly deadline?: Duration }): Promise<CloseReport>;
}
