import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.js';
import { UnavailableError } from '../../errors/toolgate-error.js';
import type { ServerEvent } from '../../plugin/server-event.js';
import type { Subscriber } from '../notify/subscriber.js';
import { OldestFirst } from '../oldest-first.js';
import { newSession, type Session, type SessionInit } from './session.js';

const lookedAt = 100;

export type SessionEnd = Extract<ServerEvent, { type: 'session.closed' }>['reason'];

export interface SessionTableOptions {
  readonly clock: Clock;
  readonly capacity: number;
  readonly capacityPerOwner: number;
  readonly idleMs: number;
  readonly lifetimeMs: number;
  readonly emit: (event: ServerEvent) => void;
  /** Ends the subscriptions of a session that has ended. */
  readonly forget: (subscriber: Subscriber) => void;
}

/** Open sessions, bounded overall and per owner; the one that is idle longest goes first, one with a call in flight never. */
export class SessionTable {
  readonly #options: SessionTableOptions;
  // In order of last use: the oldest is idle longest.
  readonly #sessions = new OldestFirst<Session>();
  readonly #byOwner = new Map<string, Set<Session>>();
  #turn = 0;

  constructor(options: SessionTableOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Throws an UnavailableError when all sessions are busy. */
  open(init: SessionInit): Session & { readonly id: string } {
    this.#endIdle();
    const own = this.#byOwner.get(init.owner) ?? new Set();
    if (init.ownerKnown && own.size >= this.#options.capacityPerOwner) {
      this.#evict([...own].sort(byTurn), 'this caller');
    }
    if (this.#sessions.size >= this.#options.capacity) this.#evict(this.#sessions.values(), 'this server');
    const now = this.#options.clock.now();
    const id = randomBytes(16).toString('base64url');
    const session = { ...newSession(init, id, now), id, turn: this.#nextTurn() };
    this.#sessions.set(id, session);
    own.add(session);
    this.#byOwner.set(init.owner, own);
    this.#options.emit({ type: 'session.opened', session: id, owner: init.owner });
    return session;
  }

  /** The session, if it is alive and the owner's own. */
  find(id: string, owner: string): Session | undefined {
    const session = this.#sessions.get(id);
    if (session === undefined || session.owner !== owner || this.#endIfOver(session)) return undefined;
    return session;
  }

  /** Whether a session is alive; one that is over is ended. */
  isOpen(session: Session): boolean {
    return session.id !== undefined && this.find(session.id, session.owner) === session;
  }

  /** Makes a session the one used last. */
  touch(session: Session): void {
    session.lastUsed = this.#options.clock.now();
    session.turn = this.#nextTurn();
    if (session.id !== undefined) this.#sessions.touch(session.id);
  }

  close(session: Session, reason: SessionEnd): void {
    if (session.id === undefined || !this.#sessions.delete(session.id)) return;
    const own = this.#byOwner.get(session.owner);
    own?.delete(session);
    if (own?.size === 0) this.#byOwner.delete(session.owner);
    const ended = new UnavailableError('The session was ended.');
    for (const lifetime of session.inFlight.values()) lifetime.abort(ended);
    session.requests?.fail(ended);
    session.streams?.close();
    session.hangUp?.();
    if (session.subscriber !== undefined) this.#options.forget(session.subscriber);
    this.#options.emit({ type: 'session.closed', session: session.id, reason });
  }

  closeAll(reason: SessionEnd): void {
    for (const session of [...this.#sessions.values()]) this.close(session, reason);
  }

  /** Open sessions, the one that is idle longest first. */
  all(): Iterable<Session> {
    return this.#sessions.values();
  }

  /** A session by its id alone, for those who run the server. */
  get(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  #nextTurn(): number {
    this.#turn += 1;
    return this.#turn;
  }

  /** Looks at a few of the oldest only: busy ones may be many. */
  #endIdle(): void {
    let looked = 0;
    for (const session of this.#sessions.values()) {
      looked += 1;
      if ((!this.#endIfOver(session) && !isBusy(session)) || looked === lookedAt) return;
    }
  }

  #endIfOver(session: Session): boolean {
    const now = this.#options.clock.now();
    const old = now - session.opened >= this.#options.lifetimeMs;
    const idle = !isBusy(session) && now - session.lastUsed >= this.#options.idleMs;
    if (old || idle) this.close(session, old ? 'expired' : 'idle');
    return old || idle;
  }

  #evict(candidates: Iterable<Session>, whose: string): void {
    for (const session of candidates) {
      if (session.inFlight.size > 0) continue;
      this.close(session, 'evicted');
      return;
    }
    throw new UnavailableError(`All sessions of ${whose} are busy.`, { retryAfterMs: 1_000 });
  }
}

function byTurn(one: Session, other: Session): number {
  return one.turn - other.turn;
}

/** A client that listens is there, though it may say nothing for days. */
function isBusy({ inFlight, streams, hangUp }: Session): boolean {
  return inFlight.size > 0 || hangUp !== undefined || streams?.listening === true;
}
