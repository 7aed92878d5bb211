import { explainSystemError } from './system-errors.ts';

/**
 * Runs an action that writes to a folder. What the operating system refuses becomes an error with the place and the remedy.
 * @throws OutputError; any other error of the action as it is
 */
export async function guard<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explainSystemError(folder, error) ?? error;
  }
}
