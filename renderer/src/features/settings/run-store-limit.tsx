import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { parseSize } from '../../../../shared/config/size.ts';
import { otherBytesText } from '../../../../shared/format/other-bytes-text.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import { changeSettings, useSettings } from '../../lib/settings.ts';
import { useHistory } from '../../results/history-query.ts';
import { limitText } from './limit-text.ts';

/** How much disk finished runs may take, and how much they do. */
export function RunStoreLimit() {
  const { runStoreLimitBytes } = useSettings();
  const { data: history } = useHistory();
  const [text, setText] = useState(limitText(runStoreLimitBytes));
  const used =
    history === undefined ? '' : ` In use: ${formatBytes(history.sizeBytes - history.otherBytes)}.`;
  const others =
    history === undefined || history.otherBytes === 0 ? '' : ` ${otherBytesText(history.otherBytes)}`;
  return (
    <TextInput
      label="Size limit of kept runs"
      description={`A size such as 500MB or 20GB, or none. After each finished run the oldest ones are removed until the rest fits; the latest always stays.${used}${others}`}
      value={text}
      error={bytesOf(text) === undefined ? 'must be a size such as 500MB or 20GB, or none' : null}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        const bytes = bytesOf(typed);
        if (bytes !== undefined) void changeSettings({ runStoreLimitBytes: bytes });
      }}
    />
  );
}

/** Null for no limit; nothing where the text is neither that nor a size. */
function bytesOf(text: string): number | null | undefined {
  if (text.trim().toLowerCase() === 'none') return null;
  const bytes = parseSize(text.trim());
  return bytes === null ? undefined : Math.ceil(bytes);
}
