import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type Clock, systemClock } from '../clock.js';
import { bindHttp, type HttpBindings } from '../http/bind-http.js';
import { assertBind, type Listening, type ListenOptions, listeningAt, openListener } from '../http/listen.js';
import { defaultLogger, type Logger, safeLogger } from '../log.js';
import type { PromptHandler, PromptOptions } from '../operation/prompt/prompt-options.js';
import type { ResourceHandler, ResourceOptions } from '../operation/resource/resource-options.js';
import type { InputDefinition } from '../operation/schema/input-definition.js';
import { assertSkillName } from '../operation/skill/skill-name.js';
import type { SkillOptions } from '../operation/skill/skill-options.js';
import type { OutputDefinition, ToolHandler, ToolOptions } from '../operation/tool/tool-options.js';
import { checkPlugin } from '../plugin/check-plugin.js';
import type { Plugin } from '../plugin/plugin.js';
import type { Services } from '../plugin/services.js';
import { type ConnectOptions, connectTransport } from '../protocol/connect-transport.js';
import { Registries } from '../registry/registries.js';
import { type Duration, parseDuration } from '../settings/duration.js';
import { refuseUnknownKeys } from '../settings/refuse-unknown-keys.js';
import { redirectConsole } from '../stdio/redirect-console.js';
import { serveStdio } from '../stdio/serve-stdio.js';
import { stdioLogin } from '../stdio/stdio-login.js';
import type { StdioOptions } from '../stdio/stdio-options.js';
import { assertOperation } from './assert-operation.js';
import { checkServerOptions } from './check-server-options.js';
import type { CloseReport } from './close-server.js';
import { type CompiledServer, compileServer } from './compile-server.js';
import { type Explanation, explainOperation } from './explain.js';
import { Lifecycle } from './lifecycle.js';
import type { Notify } from './notify.js';
import { type Operations, operations } from './operations.js';
import type { RouteInfo } from './route-info.js';
import { type RunOptions, runProgram } from './run.js';
import type { FetchHandler, HttpHandler, Server } from './server.js';
import type { ServerOptions } from './server-options.js';
import { type Sessions, sessions } from './sessions.js';
import { type Tools, tools } from './tools.js';

interface Compiled extends CompiledServer {
  readonly lifecycle: Lifecycle;
  readonly http: HttpBindings;
}

/** A server without plugins. Compose it with `.use()` and `.tool()`, then `listen`, `stdio`, `run`, or mount its `handler`. */
export function createServer(options: ServerOptions): Server {
  return new ToolgateServer(options);
}

class ToolgateServer<Installed extends string = never> implements Server<Installed> {
  readonly provides: { readonly [Name in Installed]: true };
  readonly services: Partial<Services> = {};
  readonly #registries = new Registries();
  readonly tools: Tools = tools(this.#registries.tools);
  readonly resources: Operations = operations(this.#registries.resources);
  readonly prompts: Operations = operations(this.#registries.prompts);
  readonly skills: Operations = operations(this.#registries.skills);
  readonly notify: Notify = {
    resourceUpdated: (uri) => this.#compiled?.runtime.notices.resourceUpdated(uri),
  };
  readonly #options: ServerOptions;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #plugins: Plugin<string>[] = [];
  #compiled: Compiled | undefined;

  constructor(options: ServerOptions) {
    checkServerOptions(options);
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#log = safeLogger(options.log ?? defaultLogger(options.name));
    this.provides = Object.create(null);
  }

  use<const Name extends string = never>(plugin: Plugin<Name>): Server<Installed | Name> {
    if (this.#compiled !== undefined) {
      throw new TypeError(`Plugin ${plugin.name} comes too late: call .use() before the server starts.`);
    }
    checkPlugin(plugin, this.#plugins);
    this.#plugins.push(plugin);
    Object.assign(this.services, plugin.services);
    if (plugin.provides !== undefined) Object.assign(this.provides, { [plugin.provides]: true });
    return withProvided<Installed | Name>(this);
  }

  tool<const Input extends InputDefinition, const Output extends OutputDefinition | undefined>(
    name: string,
    options: ToolOptions<Installed, Input, Output>,
    handler: ToolHandler<Input, Output>,
  ): Server<Installed> {
    this.tools.add(name, options, handler);
    return this;
  }

  resource<const Template extends string, const Input extends InputDefinition | undefined>(
    name: string,
    options: ResourceOptions<Installed, Template, Input>,
    read: ResourceHandler<Template, Input>,
  ): Server<Installed> {
    assertOperation('resource', name, read);
    this.#registries.resources.add({ name, options, handle: read });
    return this;
  }

  prompt<const Arguments extends InputDefinition>(
    name: string,
    options: PromptOptions<Installed, Arguments>,
    get: PromptHandler<Arguments>,
  ): Server<Installed> {
    assertOperation('prompt', name, get);
    this.#registries.prompts.add({ name, options, handle: get });
    return this;
  }

  skill(name: string, options: SkillOptions<Installed>): Server<Installed> {
    assertSkillName(name);
    this.#registries.skills.add({ name, options });
    return this;
  }

  get sessions(): Sessions {
    return sessions(this.#compile().runtime.sessions, this.#clock);
  }

  get routes(): readonly RouteInfo[] {
    return this.#compile().http.routes;
  }

  explain(name: string): Explanation {
    const { runtime } = this.#compile();
    const compiled = this.#registries.find(name);
    if (compiled === undefined) {
      throw new TypeError(`There is no operation "${name}"; there are ${this.#registries.names.join(', ') || 'none'}.`);
    }
    return explainOperation(compiled, runtime.deadline.ms, runtime.authentication.required);
  }

  async start(): Promise<void> {
    return this.#compile().lifecycle.start();
  }

  async listen(options: ListenOptions = {}): Promise<Listening> {
    assertOptions(options, ['port', 'host'], 'listen');
    const { port = 3000, host = '127.0.0.1' } = options;
    const { runtime, http, lifecycle } = this.#compile();
    const { allowedHosts = [], publicUrl } = this.#options;
    assertBind(host, port, runtime.authentication.required || allowedHosts.length > 0 || publicUrl !== undefined);
    await lifecycle.start();
    const listener = await openListener(http.handler, host, port, this.#log);
    await lifecycle.keep(listener);
    return listeningAt(listener, host, http.path);
  }

  async stdio(options: StdioOptions = {}): Promise<void> {
    const { runtime, lifecycle } = this.#compile();
    const { output = process.stdout } = options;
    const restore = output === process.stdout ? redirectConsole() : undefined;
    try {
      const login = stdioLogin(runtime, options.principal, 'stdio');
      await lifecycle.start();
      await serveStdio(runtime, await login(), { ...options, output }, lifecycle.ending);
    } finally {
      restore?.();
    }
  }

  async connect(transport: Transport, options: ConnectOptions = {}): Promise<void> {
    assertOptions(options, ['principal'], 'connect');
    const { runtime, lifecycle } = this.#compile();
    const login = stdioLogin(runtime, options.principal, 'connect');
    await lifecycle.start();
    await connectTransport(runtime, transport, await login(), lifecycle.ending);
  }

  get handler(): HttpHandler {
    return this.#compile().http.handler;
  }

  get fetch(): FetchHandler {
    return this.#compile().http.fetch;
  }

  run(options: RunOptions = {}): Promise<void> {
    return runProgram(this, options);
  }

  async close(options: { readonly deadline?: Duration } = {}): Promise<CloseReport> {
    assertOptions(options, ['deadline'], 'close');
    const deadlineMs = parseDuration(options.deadline ?? '25s', 'deadline of close');
    let compiled: Compiled;
    try {
      compiled = this.#compile();
    } catch {
      // The mistake was thrown where the server was to start; it has served nothing.
      return { completed: 0, aborted: 0, leftOpen: 0, byPlugin: {} };
    }
    return compiled.lifecycle.close(deadlineMs);
  }

  #compile(): Compiled {
    if (this.#compiled === undefined) {
      const ground = { clock: this.#clock, log: this.#log };
      const { app, runtime } = compileServer(this.#options, this.#plugins, this.#registries, this.services, ground);
      const lifecycle = new Lifecycle(app, runtime);
      const http = bindHttp(this.#options, { app, runtime }, () => lifecycle.start());
      this.#compiled = { app, runtime, lifecycle, http };
    }
    return this.#compiled;
  }
}

function assertOptions(options: object, known: readonly string[], what: string): void {
  if (typeof options !== 'object') throw new TypeError(`${what} takes an object: { ${known.join(', ')} }.`);
  refuseUnknownKeys(options, known, what);
}

/** The one cast: `provides` has just become what the new type says. */
function withProvided<Installed extends string>(server: object): Server<Installed> {
  return server as Server<Installed>;
}
