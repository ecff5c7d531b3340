import type { Server as HttpServer } from 'node:http';
import { UnavailableError } from '../errors/toolgate-error.js';
import type { App } from '../plugin/app.js';
import type { Plugin } from '../plugin/plugin.js';
import { type CloseReport, closeListener, closeServer } from './close-server.js';
import type { Runtime } from './runtime.js';

/** The start and the end of a compiled server, each of them once. What is closed while it starts does not come up later. */
export class Lifecycle {
  readonly #app: App;
  readonly #runtime: Runtime;
  readonly #listeners: HttpServer[] = [];
  readonly #started: Plugin<string>[] = [];
  readonly #ending = new AbortController();
  #starting: Promise<void> | undefined;
  #closing: Promise<CloseReport> | undefined;

  constructor(app: App, runtime: Runtime) {
    this.#app = app;
    this.#runtime = runtime;
  }

  /** Aborted when the server has drained. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#closing === undefined ? this.#starting : this.#starting.then(() => this.#assertOpen());
  }

  /** Takes over a listener, which is closed with the server. Throws when that has happened already. */
  async keep(listener: HttpServer): Promise<void> {
    this.#listeners.push(listener);
    if (this.#closing === undefined) return;
    await closeListener(listener);
    this.#assertOpen();
  }

  close(deadlineMs: number): Promise<CloseReport> {
    this.#closing ??= this.#close(deadlineMs);
    return this.#closing;
  }

  async #start(): Promise<void> {
    for (const plugin of this.#runtime.plugins) {
      this.#assertOpen();
      await plugin.start?.(this.#app);
      this.#started.push(plugin);
    }
    this.#assertOpen();
    this.#app.emit({ type: 'server.started' });
  }

  async #close(deadlineMs: number): Promise<CloseReport> {
    this.#app.emit({ type: 'server.draining' });
    this.#runtime.activity.refuseNew();
    this.#runtime.streams.close();
    await this.#startSettled(deadlineMs);
    const report = await closeServer(this.#runtime, this.#listeners, this.#started, deadlineMs);
    this.#ending.abort();
    this.#app.emit({ type: 'server.stopped' });
    return report;
  }

  /** A plugin that is starting is waited for, so that it can be stopped. */
  #startSettled(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#app.clock.schedule(ms, resolve);
      const settled = (): void => {
        cancel();
        resolve();
      };
      (this.#starting ?? Promise.resolve()).then(settled, settled);
    });
  }

  #assertOpen(): void {
    if (this.#closing === undefined) return;
    throw new UnavailableError('The server has been closed: create another one.');
  }
}
