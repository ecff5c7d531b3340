export type {
  AskAnswer,
  AskRequest,
  Asks,
  FormAnswer,
  FormRequest,
  SampleRequest,
  UrlAnswer,
  UrlRequest,
} from './call/ask.js';
export type { InputRequest } from './call/asking.js';
export type { Awaitable } from './call/awaitable.js';
export type { Call, CallChanges, Handler } from './call/call.js';
export type {
  InputRequired,
  PromptResult,
  ResourceContent,
  ResourceResult,
  Result,
  ToolResult,
} from './call/result.js';
export { type Clock, systemClock } from './clock.js';
export type { ErrorCode } from './errors/error-kinds.js';
export { ProtocolError } from './errors/protocol-error.js';
export {
  type AnyErrorCode,
  AuthenticationError,
  AuthorizationError,
  CircuitOpenError,
  RateLimitError,
  ResourceError,
  TimeoutError,
  ToolError,
  ToolgateError,
  type ToolgateErrorOptions,
  UnavailableError,
  ValidationError,
} from './errors/toolgate-error.js';
export type { HttpRequest } from './http/http-request.js';
export type { Listening, ListenOptions } from './http/listen.js';
export { callerNetwork } from './identity/address.js';
export type { AuthOptions } from './identity/auth-options.js';
export { type Caller, callerKey, type Era, type TransportName } from './identity/caller.js';
export type { Credential } from './identity/credential.js';
export { type GcraDecision, type GcraRate, gcra } from './identity/gcra.js';
export { assertGrant, grants } from './identity/permissions.js';
export type { Principal } from './identity/principal.js';
export type { Refusal } from './identity/refusal.js';
export type { Logger } from './log.js';
export type { Complete, CompletionContext } from './operation/completion.js';
export type { Operation, OperationKind } from './operation/operation.js';
export type { PromptDescription, PromptHandler, PromptOptions } from './operation/prompt/prompt-options.js';
export type {
  ResourceCall,
  ResourceDescription,
  ResourceHandler,
  ResourceInput,
  ResourceOptions,
  StaticResource,
  TemplateResource,
} from './operation/resource/resource-options.js';
export type { TemplateVariables } from './operation/resource/template-variables.js';
export type { InputDefinition, InputOf, InputShape, JsonSchema } from './operation/schema/input-definition.js';
export { readSkill, type SkillFolder } from './operation/skill/read-skill.js';
export type {
  SkillDescription,
  SkillFileContent,
  SkillFrontmatter,
  SkillOptions,
} from './operation/skill/skill-options.js';
export type {
  OutputDefinition,
  TaskSupport,
  ToolDescription,
  ToolHandler,
  ToolOptions,
  ToolReturn,
} from './operation/tool/tool-options.js';
export type { App } from './plugin/app.js';
export type { InstalledOptions, OperationOptions, OptionsByPlugin } from './plugin/operation-options.js';
export type { Authenticator, Plugin } from './plugin/plugin.js';
export type { Route, RouteAnswer, RouteRequest } from './plugin/route.js';
export type { EventsByType, ServerEvent } from './plugin/server-event.js';
export type { FailedAttemptsService, Services } from './plugin/services.js';
export type { Stage } from './plugin/stage.js';
export type { ConnectOptions } from './protocol/connect-transport.js';
export type { FormContent, FormDefinition } from './protocol/input/elicitation-form.js';
export type { Message, RequestId } from './protocol/json-rpc-message.js';
export type { LegacyRevision, Revision } from './protocol/revisions.js';
export type { ClientFeatures } from './protocol/session/client-features.js';
export type { EventStore, StoredEvent } from './protocol/stream/event-store.js';
export { type MemoryEventStoreOptions, memoryEventStore } from './protocol/stream/memory-event-store.js';
export { type MemoryTaskStoreOptions, memoryTaskStore } from './protocol/tasks/memory-task-store.js';
export type { TaskError, TaskInputRequest, TaskRecord, TaskStatus, TaskStore } from './protocol/tasks/task-store.js';
export type { DrainCounts } from './server/activity.js';
export type { CloseReport, PluginEnd } from './server/close-server.js';
export { createServer } from './server/create-server.js';
export type { ExplainedStep, Explanation } from './server/explain.js';
export type { Notify } from './server/notify.js';
export type { Operations } from './server/operations.js';
export type { RouteInfo } from './server/route-info.js';
export type { RunOptions } from './server/run.js';
export type { FetchHandler, HttpHandler, Server } from './server/server.js';
export type { ServerInfo, ServerOptions } from './server/server-options.js';
export type { SessionInfo, Sessions } from './server/sessions.js';
export type { ToolChanges, Tools } from './server/tools.js';
export { type Duration, parseDuration } from './settings/duration.js';
export { env } from './settings/env.js';
export type { LimitOptions } from './settings/limits.js';
export { parseSize, type Size } from './settings/size.js';
export type { StdioOptions } from './stdio/stdio-options.js';
