import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import { type Asking, InputNeeded, type InputRequest } from '../../call/asking.js';
import type { ClientChannel } from '../../call/client-channel.js';
import { OnceResults } from '../../call/once-results.js';
import { ModernAsking } from '../input/modern-asking.js';
import type { Round } from '../input/round.js';
import { notificationText } from '../json-rpc.js';
import type { RequestId } from '../json-rpc-message.js';
import { reaches } from '../logging-level.js';
import type { MethodRequest } from '../method.js';
import { modernRevision } from '../modern/modern-revision.js';
import { type ClientFeatures, clientFeatures } from '../session/client-features.js';
import type { TaskRun } from '../tasks/task-run.js';

/** Makes a task of a call. */
export type BeginTask = () => Promise<TaskRun>;

/** The client of a call on the 2026 wire: it is asked by the answer to its request, or as a task's questions. */
export class ModernChannel implements ClientChannel {
  readonly canAsk = true;
  readonly progressToken: RequestId | undefined;
  readonly #request: MethodRequest;
  readonly #round: Round;
  readonly #beginTask: BeginTask | undefined;
  #features: ClientFeatures | undefined;
  #asking: ModernAsking | undefined;
  #once: OnceResults | undefined;
  #task: Promise<TaskRun> | undefined;
  #run: TaskRun | undefined;

  constructor(request: MethodRequest, round: Round, beginTask: BeginTask | undefined) {
    this.#request = request;
    this.#round = round;
    this.#beginTask = beginTask;
    this.progressToken = request.connection.envelope?.progressToken;
  }

  get features(): ClientFeatures {
    const { clientCapabilities = {} } = this.#request.connection.envelope ?? {};
    this.#features ??= clientFeatures(clientCapabilities, modernRevision);
    return this.#features;
  }

  get asking(): Asking {
    return this.#run ?? this.#rounds;
  }

  get unanswered(): Readonly<Record<string, InputRequest>> | undefined {
    return this.#asking?.unanswered;
  }

  /** Answers so far, for the state that the next round brings back. */
  get accepted(): Readonly<Record<string, unknown>> {
    return this.#rounds.accepted;
  }

  get once(): OnceResults {
    this.#once ??= new OnceResults(this.#round.state.once);
    return this.#once;
  }

  notify(method: string, params: object): void {
    // The request of a task has been answered, and nothing may follow that.
    if (this.#task === undefined) this.#request.connection.notify(notificationText(method, params));
  }

  logs(level: LoggingLevel): boolean {
    const threshold = this.#request.connection.envelope?.logLevel;
    return threshold !== undefined && reaches(level, threshold);
  }

  // A stream of this wire cannot be resumed.
  closeStream(): void {}

  // A question is the answer of its round: none is ever open.
  close(): void {}

  async background(): Promise<void> {
    if (this.#beginTask === undefined) return;
    const [asked] = Object.keys(this.unanswered ?? {});
    // What was asked before is answered to this request, not to a task.
    if (asked !== undefined) throw new InputNeeded(asked);
    this.#task ??= this.#beginTask();
    try {
      const run = await this.#task;
      run.recall(this.accepted);
      this.#run = run;
    } catch (error) {
      this.#task = undefined;
      throw error;
    }
  }

  get #rounds(): ModernAsking {
    this.#asking ??= new ModernAsking(this.#round.state.answers, this.#round.given);
    return this.#asking;
  }
}
