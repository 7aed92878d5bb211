import { Overlay, Paper, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { addSources } from '../../setup/open-sources.ts';

/** Makes the whole window take files and folders. */
export function DropOverlay() {
  const isOver = useFileDrop((paths) => void addSources(paths));
  if (!isOver) return null;
  return (
    <Overlay fixed zIndex={400} backgroundOpacity={0.35} blur={3} center>
      <Paper p="xl" radius="lg" shadow="xl" withBorder>
        <Text size="lg" fw={600}>
          Drop event logs and folders here
        </Text>
      </Paper>
    </Overlay>
  );
}

function useFileDrop(onDrop: (paths: string[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      // Between two elements of the page it has not left.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setIsOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      void Promise.all(files.map((file) => window.api.pathOf(file))).then((paths) =>
        onDrop(paths.filter((path) => path !== '')),
      );
    };
    window.addEventListener('dragenter', over);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', over);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [onDrop]);
  return isOver;
}
