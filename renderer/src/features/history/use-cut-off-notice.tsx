import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { formatCount } from '../../../../shared/format/number.ts';
import { goTo } from '../../lib/navigation-store.ts';
import { queryClient } from '../../lib/query-client.ts';
import { showHistoryView, useHistoryState } from './history-store.ts';

const noticeId = 'runs-cut-off';

/** Says at the start that runs were cut off when the app last ended. */
export function useCutOffNotice(): void {
  useEffect(
    () =>
      window.api.on('history:interrupted', ({ ids }) => {
        void queryClient.invalidateQueries({ queryKey: ['runs'] });
        const [latest = null] = ids;
        const show = () => {
          notifications.hide(noticeId);
          showHistoryView('runs');
          useHistoryState.setState({ openId: latest });
          goTo('history');
        };
        notifications.show({
          id: noticeId,
          color: 'yellow.9',
          title: ids.length === 1 ? 'A run was cut off' : `${formatCount(ids.length, 'run')} were cut off`,
          autoClose: false,
          message: (
            <>
              <p style={{ margin: '0 0 8px' }}>
                The app was ended while {ids.length === 1 ? 'it' : 'they'} went on. Nothing was written.
              </p>
              <Button variant="default" size="compact-sm" onClick={show}>
                Show in History
              </Button>
            </>
          ),
        });
      }),
    [],
  );
}
