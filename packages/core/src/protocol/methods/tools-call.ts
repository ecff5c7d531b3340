import { type Awaitable, orElse } from '../../call/awaitable.js';
import { isToolResult, type Result } from '../../call/result.js';
import { missingCapability } from '../../errors/missing-capability.js';
import { ProtocolError } from '../../errors/protocol-error.js';
import { PublishedError } from '../../errors/published-error.js';
import { ToolError, ToolgateError } from '../../errors/toolgate-error.js';
import type { CompiledTool } from '../../operation/tool/compile-tool.js';
import { allowedOperation, operationOf } from '../allowed-operation.js';
import { clientChannelOf } from '../channel/client-channel-of.js';
import type { BeginTask } from '../channel/modern-channel.js';
import { invoke } from '../invoke.js';
import type { MethodRequest } from '../method.js';
import { checkParamHeaders } from '../modern/check-param-headers.js';
import { extensionKeys } from '../modern/modern-revision.js';
import { isObject } from '../parse-message.js';
import { resultText } from '../result-text.js';
import { tailorResult } from '../tailor-result.js';
import { callAsTask, declaresTasks } from '../tasks/call-as-task.js';
import { toolErrorResult } from '../tool-error.js';

/** `tools/call`: what goes wrong inside the call is a result with `isError`; unknown tools, malformed params and a ProtocolError are not. */
export function toolsCall(request: MethodRequest): Awaitable<string> {
  const { message, connection, runtime } = request;
  const tool = findTool(request, message.params.name);
  const { arguments: input = {} } = message.params;
  if (!isObject(input)) throw invalid('"arguments" must be an object.');
  if (connection.header !== undefined) checkParamHeaders(tool.paramHeaders, input, connection.header);
  const limit = tool.maxRequestBytes ?? runtime.limits.body;
  if (message.bytes > limit) {
    const sentence = `The request is larger than the ${limit} bytes that ${tool.operation.name} takes.`;
    throw new ToolgateError('PAYLOAD_TOO_LARGE', sentence, { details: { limit } });
  }
  if (tool.task === undefined) return callTool(request, tool, input);
  if (declaresTasks(request)) return callAsTask(request, (work, begin) => callTool(work, tool, input, begin));
  return tool.task === 'required' ? refuseWithoutTasks(request, tool) : callTool(request, tool, input);
}

function callTool(request: MethodRequest, tool: CompiledTool, input: object, begin?: BeginTask): Awaitable<string> {
  const channel = clientChannelOf(request, begin);
  const encode = (result: Result): string => toolText(result, request, tool);
  return orElse(
    () => invoke(request, { compiled: tool, input, uri: undefined, channel, encode }),
    (thrown) => {
      if (!(thrown instanceof PublishedError) || isProtocolError(thrown, request)) throw thrown;
      return toolText(toolErrorResult(thrown.error), request, tool);
    },
  );
}

/** A client of the 2025 wire learns what it lacks from the model's own result: its revisions have no error for that. */
function isProtocolError({ error }: PublishedError, { connection }: MethodRequest): boolean {
  if (!(error instanceof ProtocolError)) return false;
  return connection.envelope !== undefined || error.code !== 'MISSING_CLIENT_CAPABILITY';
}

function findTool(request: MethodRequest, name: unknown): CompiledTool {
  if (typeof name !== 'string') throw invalid('"name" must be a string.');
  const tool = request.runtime.registries.tools.get(name);
  return allowedOperation(request, tool, operationOf, () => invalid(`Unknown tool: ${name.slice(0, 128)}`));
}

function toolText(result: Result, request: MethodRequest, { operation, answersObject }: CompiledTool): string {
  if (!isToolResult(result))
    throw new TypeError(`a plugin answered ${operation.name} with something that is no result`);
  return resultText(tailorResult(result, request.revision, answersObject), request, operation.name);
}

function refuseWithoutTasks(request: MethodRequest, tool: CompiledTool): string {
  const { name } = tool.operation;
  const required = { extensions: { [extensionKeys.tasks]: {} } };
  if (request.connection.envelope !== undefined) throw missingCapability(name, 'poll a task', required);
  const sentence = `${name} runs as a task only: use a client of 2026-07-28 with tasks.`;
  return toolText(toolErrorResult(new ToolError('TASK_REQUIRED', sentence)), request, tool);
}

function invalid(message: string): ToolgateError {
  return new ToolgateError('INVALID_PARAMS', message);
}
