import { editConfig } from '../../../../shared/config/edit-config.ts';
import { textWithoutSecrets } from '../../../../shared/config/text-without-secrets.ts';

/**
 * The rules of an earlier run as those of the next one. A record does not keep the address of a webhook, and nothing can be
 * posted to what is left of it: where the rules in use are the very ones, they have it still; otherwise alerts are off.
 * @param recorded the text of the record
 * @param inUse the text of the rules in use
 */
export function rulesAgain(recorded: string, inUse: string): string {
  if (textWithoutSecrets(inUse) === recorded) return inUse;
  if (!/:\/\/[^\s/]+\/\.\.\./.test(recorded)) return recorded;
  try {
    const off = { enable_alerts: false, alert_webhook_url: null };
    return editConfig(recorded, [{ path: ['monitoring'], value: off }]);
  } catch {
    // Written in a way that cannot be edited: it stays as it was recorded, and shows in the rules.
    return recorded;
  }
}
