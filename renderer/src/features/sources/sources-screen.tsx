import { Button, Paper, Stack } from '@mantine/core';
import { IconFileImport, IconFilePlus, IconFolderPlus, IconPlayerPlay } from '@tabler/icons-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Screen } from '../../components/screen.tsx';
import { goTo } from '../../lib/navigation-store.ts';
import { useDataset } from '../../setup/dataset-query.ts';
import { openSample, openSources } from '../../setup/open-sources.ts';
import { removePath } from '../../setup/sources-store.ts';
import { DatasetContent } from './dataset-content.tsx';
import { FileTable } from './file-table.tsx';
import { useInspection } from './inspection-query.ts';
import { Recents } from './recents.tsx';

/** What the next run reads: dropped, opened, or opened before. */
export function SourcesScreen() {
  const { dataset, error, isFetching } = useDataset();
  const inspection = useInspection();
  const { files, problems } = dataset;
  const isEmpty = files.length === 0;
  const openButtons = (
    <>
      <Button
        variant={isEmpty ? 'filled' : 'default'}
        leftSection={<IconFilePlus size={18} aria-hidden />}
        onClick={() => void openSources('files')}
      >
        Open files…
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={18} aria-hidden />}
        onClick={() => void openSources('folder')}
      >
        Open folder…
      </Button>
    </>
  );
  return (
    <Screen
      title="Sources"
      lead="The event logs that the next run reads."
      actions={
        !isEmpty && (
          <>
            {openButtons}
            <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={() => goTo('run')}>
              Continue to run
            </Button>
          </>
        )
      }
    >
      {error !== null && <ErrorAlert title="The sources could not be read" message={error.message} />}
      {problems.map(({ path, message }) => (
        <ErrorAlert
          key={path}
          color="yellow"
          title="Not used"
          message={message}
          onClose={() => removePath(path)}
        />
      ))}
      {isEmpty && !isFetching ? (
        <Stack flex={1} gap="xl">
          <Paper
            withBorder
            flex={1}
            radius="lg"
            style={{ borderStyle: 'dashed', borderWidth: 2, display: 'flex', flexDirection: 'column' }}
          >
            <EmptyState
              icon={IconFileImport}
              title="Drop event logs here"
              actions={
                <>
                  {openButtons}
                  <Button variant="subtle" onClick={() => void openSample()}>
                    Try sample data
                  </Button>
                </>
              }
            >
              Files and folders with one JSON event a line: .jsonl, .ndjson or .json, also compressed as .gz
              or .zst.
            </EmptyState>
          </Paper>
          <Recents />
        </Stack>
      ) : (
        <>
          <FileTable files={files} preview={inspection.preview.data} profile={inspection.profile.data} />
          {!isEmpty && <DatasetContent inspection={inspection} />}
        </>
      )}
    </Screen>
  );
}
