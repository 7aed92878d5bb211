import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { Section } from './section.tsx';

/** What the app is, and what it is built on. */
export function About() {
  const { data: info } = useQuery({ queryKey: ['app'], queryFn: () => call(window.api.app.info()) });
  if (info === undefined) return null;
  return (
    <Section title="About">
      <div>
        <Text size="sm">
          {info.name} {info.version}
        </Text>
        <Text size="sm" c="dimmed">
          Electron {info.electron}, Chromium {info.chrome}, Node.js {info.node}
        </Text>
      </div>
    </Section>
  );
}
