import { extensionKeys } from '../modern/modern-revision.js';
import { isObject } from '../parse-message.js';
import type { Revision } from '../revisions.js';

/** What a client can be asked for, as it declared. Which capability each stands for is in its name. */
export interface ClientFeatures {
  /** Elicitation by form. */
  readonly form: boolean;
  /** Elicitation by URL. */
  readonly url: boolean;
  readonly sampling: boolean;
  readonly roots: boolean;
  /** The tasks extension of 2026-07-28. */
  readonly tasks: boolean;
}

export const noFeatures: ClientFeatures = { form: false, url: false, sampling: false, roots: false, tasks: false };

/** Reads what a client declared; what its revision does not have does not count. Keeps nothing of the object, which may be large. */
export function clientFeatures(capabilities: Readonly<Record<string, unknown>>, revision: Revision): ClientFeatures {
  const { elicitation, sampling, roots, extensions } = capabilities;
  const modes = isObject(elicitation) && revision >= '2025-06-18' ? elicitation : undefined;
  const modern = revision >= '2026-07-28';
  return {
    // No mode named means the form, the only one there was before 2025-11-25.
    form: modes !== undefined && (modes.form !== undefined || modes.url === undefined),
    url: modes?.url !== undefined && revision >= '2025-11-25',
    sampling: isObject(sampling),
    roots: isObject(roots),
    tasks: modern && isObject(extensions) && isObject(extensions[extensionKeys.tasks]),
  };
}
