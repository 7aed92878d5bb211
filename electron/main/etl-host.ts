import { type UtilityProcess, utilityProcess } from 'electron';
import type { DatasetProgress } from '../../shared/ipc/dataset.ts';
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
import type { ExportEvent } from '../../shared/ipc/export.ts';
import type { Failure } from '../../shared/ipc/reply.ts';
import type { RunEvent } from '../../shared/ipc/schemas.ts';
import workerPath from '../etl/worker.ts?modulePath';
import { AppError } from './app-error.ts';

const schemas: EngineSchemas = engineContract;

type Pending = { resolve: (value: unknown) => void; reject: (error: Error) => void };

type HostOptions = {
  runsFolder: string;
  logsFolder: string;
  workFolder: string;
  /** Hears what happens in runs. */
  onEvent: (event: RunEvent) => void;
  /** Hears how far a profile of the sources is. */
  onDatasetProgress: (progress: DatasetProgress) => void;
  /** Hears what happens in exports. */
  onExportEvent: (event: ExportEvent) => void;
  /** Hears that the engine's process ended unasked; whatever ran in it is gone. */
  onStopped: (failure: Failure) => void;
};

/** The engine in a process of its own: started at the first call, and again at the next one after it died. */
export class EtlHost {
  readonly #options: HostOptions;
  readonly #pending = new Map<number, Pending>();
  #child: UtilityProcess | null = null;
  #lastId = 0;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  /** The process id of the engine, while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Asks the engine. @throws AppError with its failure, or ENGINE_STOPPED where it died over it */
  async ask<Name extends EngineCall>(call: Name, value: EngineTakes<Name>): Promise<EngineGives<Name>> {
    const child = this.#child ?? this.#start();
    this.#lastId += 1;
    const request: EngineRequest = { id: this.#lastId, call, value };
    const answer = await new Promise((resolve, reject) => {
      this.#pending.set(request.id, { resolve, reject });
      child.postMessage(request);
    });
    return schemas[call].gives.parse(answer);
  }

  /** Ends the engine; what runs in it counts as stopped. */
  stop(): void {
    this.#child?.kill();
  }

  #start(): UtilityProcess {
    const { runsFolder, logsFolder, workFolder } = this.#options;
    const args = ['--runs', runsFolder, '--logs', logsFolder, '--work', workFolder];
    const child = utilityProcess.fork(workerPath, args, { serviceName: 'Event Analytics engine' });
    child.on('message', (message: unknown) => this.#receive(engineMessageSchema.parse(message)));
    child.once('exit', (code) => this.#onExit(child, code));
    this.#child = child;
    return child;
  }

  #receive(message: EngineMessage): void {
    if (message.type === 'event') {
      this.#options.onEvent(message.event);
      return;
    }
    if (message.type === 'dataset-progress') {
      const { jobId, progress } = message;
      this.#options.onDatasetProgress({ jobId, progress });
      return;
    }
    if (message.type === 'export') {
      this.#options.onExportEvent(message.event);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'answer') pending?.resolve(message.value);
    else pending?.reject(new AppError(message.error));
  }

  #onExit(child: UtilityProcess, exitCode: number): void {
    if (this.#child === child) this.#child = null;
    const failure: Failure = {
      code: 'ENGINE_STOPPED',
      message: `The engine stopped unexpectedly (exit code ${exitCode}), perhaps for want of memory. Nothing was written. Start the run again; if it stops again, lower the memory limit in Settings.`,
    };
    for (const { reject } of this.#pending.values()) reject(new AppError(failure));
    this.#pending.clear();
    this.#options.onStopped(failure);
  }
}
