import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { ActiveCall, CallContext } from '../../call/active-call.js';
import { within } from '../../call/within.js';
import { publicError } from '../../errors/public-error.js';
import { TimeoutError, ToolError, ToolgateError } from '../../errors/toolgate-error.js';
import { jsonText } from '../../operation/json-text.js';
import type { CompiledTool } from '../../operation/tool/compile-tool.js';
import { isOwnCancellation } from '../cancelled.js';
import { notificationText } from '../json-rpc.js';
import type { MethodRequest } from '../method.js';
import { isObject, isRequestId, maxIdLength } from '../parse-message.js';
import { tailorResult } from '../tailor-result.js';
import { toolErrorResult } from '../tool-error.js';

/** `tools/call`: everything that goes wrong inside the call is a result with `isError`; only an unknown tool and malformed params are not. */
export async function toolsCall(request: MethodRequest): Promise<string> {
  const { params } = request.message;
  const tool = findTool(request, params.name);
  const { arguments: input = {} } = params;
  if (!isObject(input)) throw invalid('"arguments" must be an object.');
  const call = new ActiveCall(tool.operation, input, callContext(request), request.lifetime);
  try {
    return encode(await runWithinDeadline(request, tool, call), request, tool.operation.name);
  } catch (thrown) {
    if (isOwnCancellation(thrown, request.lifetime)) throw thrown;
    const error = publicError(thrown, tool.operation.name, request.runtime.log, call.correlationId);
    return JSON.stringify(toolErrorResult(error));
  } finally {
    call.context.close();
  }
}

function findTool({ runtime, connection }: MethodRequest, name: unknown): CompiledTool {
  if (typeof name !== 'string') throw invalid('"name" must be a string.');
  const tool = runtime.tools.get(name);
  if (tool !== undefined && runtime.access.allows(tool.operation, connection.caller)) return tool;
  if (runtime.authentication.required && connection.caller.principal === undefined) {
    throw runtime.authentication.missing(connection.caller.address);
  }
  throw invalid(`Unknown tool: ${name.slice(0, 128)}`);
}

function callContext({ runtime, message, connection, revision }: MethodRequest): CallContext {
  const { _meta: meta = {} } = message.params;
  if (!isObject(meta)) throw invalid('"_meta" must be an object.');
  const token = meta.progressToken;
  if (token !== undefined && !isRequestId(token)) {
    throw invalid(`"progressToken" must be an integer or a string of up to ${maxIdLength} characters.`);
  }
  const old = revision === '2024-11-05';
  return new CallContext(connection.caller, message.id, token, runtime.log, (method, fields) =>
    // The oldest revision has no message in progress.
    connection.notify(notificationText(method, old ? { ...fields, message: undefined } : fields)),
  );
}

function runWithinDeadline(request: MethodRequest, tool: CompiledTool, call: ActiveCall): Promise<CallToolResult> {
  const { ms, queue } = request.runtime.deadline;
  const expire = (): void =>
    request.lifetime.abort(new TimeoutError(`${tool.operation.name} took longer than any call may (${ms / 1_000} s).`));
  return within(request.lifetime, queue, expire, () => tool.chain.run(call));
}

function encode(result: unknown, { runtime, revision }: MethodRequest, name: string): string {
  if (!isToolResult(result)) throw new TypeError(`a plugin answered ${name} with something that is no result`);
  const text = jsonText(tailorResult(result, revision), name);
  const { result: limit } = runtime.limits;
  // A UTF-16 unit is at most three bytes, so most results need no count.
  if (text.length * 3 > limit && Buffer.byteLength(text) > limit) {
    throw new ToolError('RESULT_TOO_LARGE', `The result of ${name} is larger than ${limit} bytes: ask for less.`);
  }
  return text;
}

/** What wrappers pass on is not checked by the compiler of a JavaScript user. */
function isToolResult(value: unknown): value is CallToolResult {
  return isObject(value) && Array.isArray(value.content);
}

function invalid(message: string): ToolgateError {
  return new ToolgateError('INVALID_PARAMS', message);
}
