import { activeCall } from '../call/active-call.js';
import { andThen } from '../call/awaitable.js';
import type { Call, Handler } from '../call/call.js';
import { ValidationError } from '../errors/toolgate-error.js';
import type { CoreLink } from './chain.js';
import { type CheckedSchema, describeIssues, type SchemaVerdict, shownIssues } from './schema/schema-check.js';

/** Checks the arguments, and passes on what the schema made of them (defaults, transforms, unknown keys stripped). */
export function inputLink(schema: CheckedSchema): CoreLink {
  const wrap =
    (next: Handler): Handler =>
    (call) =>
      andThen(schema.check(call.input), (verdict) => next(accepted(call, verdict)));
  return { link: { stage: 'input', plugin: 'core', settings: 'arguments checked against the schema' }, wrap };
}

function accepted(call: Call, verdict: SchemaVerdict): Call {
  if ('value' in verdict) return activeCall(call).withInput(verdict.value);
  const message = `Invalid arguments for ${call.operation.name}: ${describeIssues(verdict.issues)}`;
  throw new ValidationError(message, { details: { issues: verdict.issues.slice(0, shownIssues) } });
}
