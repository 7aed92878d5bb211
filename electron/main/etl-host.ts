import { setTimeout } from 'node:timers/promises';
import { app, type UtilityProcess, utilityProcess } from 'electron';
import type { AnsweredBy } from '../../shared/ipc/contract.ts';
import {
  type EngineCall,
  type EngineGives,
  type EngineMessage,
  type EngineRequest,
  type EngineSchemas,
  type EngineTakes,
  engineContract,
  engineMessageSchema,
} from '../../shared/ipc/engine.ts';
import type { JobKind } from '../../shared/ipc/jobs.ts';
import type { Failure } from '../../shared/ipc/reply.ts';
import workerPath from '../etl/worker.ts?modulePath';
import { AppError } from './app-error.ts';
import { engineFailure, type GoneReason } from './engine-end.ts';

const schemas: EngineSchemas = engineContract;

const serviceName = 'Event Analytics engine';

// The system says why a process is gone a moment after it is.
const reasonWithinMs = 100;

type Pending = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** One process of the engine, and what it was asked for. */
type Engine = {
  child: UtilityProcess;
  pending: Map<number, Pending>;
  /** The memory it was told to make do with; null until it was. */
  memoryLimit: string | null;
  /** Null until it is gone. */
  reason: GoneReason | null;
  /** Settles once those who waited for it know that it is gone; null until it is. */
  told: Promise<void> | null;
};

function abandoned(): AppError {
  return new AppError({ code: 'CANCELLED', message: 'Nobody waits for this answer any more.' });
}

type HostOptions = {
  runsFolder: string;
  logsFolder: string;
  workFolder: string;
  /** What the engine may take of memory in all, as the settings have it. */
  memoryLimit: () => string;
  /** Hears what happens in jobs. */
  onJobEvent: (kind: JobKind, event: unknown) => void;
  /** Hears what it is asked. */
  onAsk: (value: unknown) => void;
  /** Hears that the engine's process ended unasked; whatever ran in it is gone. */
  onStopped: (failure: Failure) => void;
};

/** The engine in a process of its own: started at the first call, and again at the next one after it died. */
export class EtlHost {
  readonly #options: HostOptions;
  #engine: Engine | null = null;
  /** The one that ended last, until its reason is known. */
  #ending: Engine | null = null;
  #lastId = 0;

  constructor(options: HostOptions) {
    this.#options = options;
    app.on('child-process-gone', (_event, { name, reason }) => {
      const engine = this.#ending ?? this.#engine;
      if (name === serviceName && engine !== null) engine.reason ??= reason;
    });
  }

  /**
   * Asks the engine.
   * @param signal fires where nobody waits for the answer any more
   * @throws AppError with its failure, CANCELLED once the signal fires, or ENGINE_STOPPED where it died over it
   */
  async ask<Name extends EngineCall>(
    call: Name,
    value: EngineTakes<Name>,
    signal?: AbortSignal,
  ): Promise<EngineGives<Name>> {
    return schemas[call].gives.parse(await this.#ask(call, value, signal));
  }

  /** Asks it what it answers as it stands: a call of the window, whose value has been checked. @throws as `ask` */
  async pass(call: AnsweredBy<'engine'>, value: unknown, signal: AbortSignal): Promise<unknown> {
    return schemas[call].gives.parse(await this.#ask(call, value, signal));
  }

  async #ask(call: EngineCall, value: unknown, signal?: AbortSignal): Promise<unknown> {
    this.#options.onAsk(value);
    // The next one starts once everyone knows that the last one is gone.
    await this.#ending?.told;
    if (signal?.aborted) throw abandoned();
    const engine = this.#engine ?? this.#start();
    const { child, pending } = engine;
    this.#lastId += 1;
    const id = this.#lastId;
    const post = (request: EngineRequest) => child.postMessage(request);
    const memoryLimit = this.#options.memoryLimit();
    if (engine.memoryLimit !== memoryLimit) post({ memoryLimit });
    engine.memoryLimit = memoryLimit;
    return new Promise((resolve, reject) => {
      const abandon = () => {
        // What the engine still says to it is for nobody.
        if (pending.delete(id)) post({ abandoned: id });
        reject(abandoned());
      };
      signal?.addEventListener('abort', abandon, { once: true });
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          signal?.removeEventListener('abort', abandon);
          settle(value);
        };
      pending.set(id, { resolve: settled(resolve), reject: settled(reject) });
      post({ id, call, value });
    });
  }

  /** Whether there is an engine: it starts at the first question. */
  get isRunning(): boolean {
    return this.#engine !== null;
  }

  /** Ends the engine; what runs in it counts as stopped. */
  stop(): void {
    this.#engine?.child.kill();
  }

  #start(): Engine {
    const { runsFolder, logsFolder, workFolder } = this.#options;
    const folders = ['--runs', runsFolder, '--logs', logsFolder, '--work', workFolder];
    const args = ['--app', String(process.pid), ...folders];
    const child = utilityProcess.fork(workerPath, args, { serviceName });
    const engine: Engine = { child, pending: new Map(), memoryLimit: null, reason: null, told: null };
    child.on('message', (message: unknown) => this.#receive(engine, engineMessageSchema.parse(message)));
    child.on('error', (_type, location) => {
      // V8 names the place at which its heap was full.
      if (/memory|heap/i.test(location)) engine.reason = 'oom';
    });
    child.once('exit', (code) => this.#onExit(engine, code));
    this.#engine = engine;
    return engine;
  }

  #receive({ pending }: Engine, message: EngineMessage): void {
    if (message.type === 'job') {
      this.#options.onJobEvent(message.kind, message.event);
      return;
    }
    const asked = pending.get(message.id);
    pending.delete(message.id);
    if (message.type === 'answer') asked?.resolve(message.value);
    else asked?.reject(new AppError(message.error));
  }

  #onExit(engine: Engine, exitCode: number): void {
    if (this.#engine === engine) this.#engine = null;
    this.#ending = engine;
    engine.told = setTimeout(reasonWithinMs).then(() => {
      this.#ending = null;
      const failure = engineFailure(engine.reason, exitCode);
      for (const { reject } of engine.pending.values()) reject(new AppError(failure));
      this.#options.onStopped(failure);
    });
  }
}
