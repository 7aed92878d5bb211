import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Socket } from 'node:net';
import { ConfigError } from '../../shared/config/config-error.ts';
import { parseConfig } from '../../shared/config/parse-config.ts';
import { defaultConfig, type EtlConfig } from '../../shared/config/schema.ts';
import type { Environment, FromVariables } from '../../shared/config/variables.ts';
import { type Logger, silentLogger } from '../../shared/run/logger.ts';

/** Where the configuration is looked for when none is named, from the working directory. */
const defaultConfigPath = 'config/etl_config.yaml';

const maxBytes = 2 ** 20;

type LoadOptions = {
  path?: string | undefined;
  /** Where `${VARIABLE}` is looked up; by default the environment of the process. */
  env?: Environment | undefined;
  logger?: Logger | undefined;
};

export type LoadedConfig = { config: EtlConfig; fromVariables: readonly FromVariables[] };

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EISDIR') return 'is a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: check its permissions';
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
}

/** The bytes of a file, a pipe or a device; of one that is too big only so many that it shows. */
async function readBytes(path: string): Promise<Buffer> {
  // A thread that waits for a pipe would keep the process from ending: one is asked, and listened to, without waiting.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const status = await handle.stat();
  const isPipe = status.isFIFO() || status.isSocket();
  const stream = isPipe
    ? new Socket({ fd: handle.fd, readable: true, writable: false })
    : handle.createReadStream();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      length += bytes.length;
      if (length > maxBytes) break;
    }
  } finally {
    stream.destroy();
    await handle.close().catch(() => {});
  }
  return Buffer.concat(chunks);
}

async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  if (bytes.length > maxBytes) throw new ConfigError(`The config file "${path}" is bigger than 1 MiB.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConfigError(`The config file "${path}" is not UTF-8 text.`, [], { cause });
  }
}

/**
 * Reads the configuration of a run. Without a `path` that is `config/etl_config.yaml`, or, where there is none,
 * the defaults. Throws `ConfigError`: with every fault of the file as an issue, or without issues where a named
 * file is missing, or the file is unreadable, a folder, bigger than 1 MiB or not UTF-8.
 */
export async function loadConfig(options: LoadOptions = {}): Promise<EtlConfig> {
  return (await readConfig(options)).config;
}

/** The same with the texts in it that came from variables, which are to be told as the file says them. */
export async function readConfig(options: LoadOptions = {}): Promise<LoadedConfig> {
  const { path, env = process.env, logger = silentLogger } = options;
  const file = path ?? defaultConfigPath;
  let text: string;
  try {
    text = await readText(file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (path === undefined && isMissing(error)) {
      logger.info(`There is no ${defaultConfigPath}: the default configuration applies.`);
      return { config: structuredClone(defaultConfig), fromVariables: [] };
    }
    throw new ConfigError(`The config file "${file}" ${explain(error)}.`, [], { cause: error });
  }
  const parsed = parseConfig(text, { file, env });
  if (!parsed.ok) throw ConfigError.of(parsed.issues);
  logger.info(`Configuration read from ${file}.`);
  return { config: parsed.config, fromVariables: parsed.fromVariables };
}
