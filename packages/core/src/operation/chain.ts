import type { Handler } from '../call/call.js';
import type { App } from '../plugin/app.js';
import type { Plugin } from '../plugin/plugin.js';
import type { Stage } from '../plugin/stage.js';
import type { Operation } from './operation.js';

/** One link of a compiled chain, as `server.explain(name)` shows it. */
export interface Link {
  readonly stage: Stage | 'input' | 'timeout';
  /** Name of the plugin, `core` for the links that are always there. */
  readonly plugin: string;
  readonly settings: string;
}

/** Core's own link between two stages. */
export interface CoreLink {
  readonly link: Link;
  readonly wrap: (next: Handler) => Handler;
}

export interface Chain {
  readonly run: Handler;
  /** Outermost first. */
  readonly links: readonly Link[];
}

/** Where core's links stand between the stages of plugins. */
export interface CoreLinks {
  readonly input: CoreLink;
  readonly timeout: CoreLink;
}

/** Composes an operation's chain, innermost first, so that nothing is looked up or walked when a call comes. */
export function compileChain(
  operation: Operation,
  handler: Handler,
  plugins: readonly Plugin<string>[],
  core: CoreLinks,
  app: App,
): Chain {
  const links: Link[] = [];
  let run = handler;
  const addStage = (stage: Stage): void => {
    for (const plugin of plugins.filter((candidate) => candidate.stage === stage).reverse()) {
      if (plugin.wrap === undefined) continue;
      const wrapped = plugin.wrap(run, operation, app);
      if (typeof wrapped !== 'function') {
        throw new TypeError(
          `Plugin ${plugin.name} returned no handler from wrap: return next where it has nothing to do.`,
        );
      }
      if (wrapped === run) continue;
      run = wrapped;
      links.unshift({ stage, plugin: plugin.name, settings: plugin.describe?.(operation) ?? '' });
    }
  };
  const addCore = ({ link, wrap }: CoreLink): void => {
    run = wrap(run);
    links.unshift(link);
  };
  addStage('handler');
  addCore(core.timeout);
  addStage('guard');
  addStage('cache');
  addCore(core.input);
  addStage('limit');
  addStage('observe');
  return { run, links };
}
