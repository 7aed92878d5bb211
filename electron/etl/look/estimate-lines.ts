import { open } from 'node:fs/promises';
import { forEachLine } from '../ingest/line-blocks.ts';
import type { InputFile } from '../ingest/source.ts';
import type { Head } from './read-head.ts';

const spots = 3;
const spotBytes = 64 * 1024;
const lineFeed = 10;

/**
 * How many lines a file has, by the lines per byte of a sample: its beginning and, of a plain file, some spots further on.
 * Exact where the beginning is the whole file; null where the sample holds no line end.
 */
export async function estimateLines(input: InputFile, head: Head): Promise<number | null> {
  if (head.isWhole) return countLines(head.bytes);
  const lineFeeds = countLineFeeds(head.bytes);
  if (input.compression !== 'none') return extrapolate(lineFeeds, head.storedBytes, input.sizeBytes);
  const further = await sampleSpots(input, head.storedBytes);
  return extrapolate(lineFeeds + further.lineFeeds, head.storedBytes + further.bytes, input.sizeBytes);
}

function extrapolate(lineFeeds: number, sampleBytes: number, sizeBytes: number): number | null {
  return lineFeeds === 0 ? null : Math.round((lineFeeds / sampleBytes) * sizeBytes);
}

async function sampleSpots({ path, sizeBytes }: InputFile, after: number) {
  const file = await open(path);
  const sample = { lineFeeds: 0, bytes: 0 };
  try {
    const buffer = Buffer.alloc(spotBytes);
    const step = Math.floor((sizeBytes - after) / spots);
    for (let spot = 1; spot <= spots && step > spotBytes; spot += 1) {
      const { bytesRead } = await file.read(buffer, 0, spotBytes, after + spot * step - spotBytes);
      sample.lineFeeds += countLineFeeds(buffer.subarray(0, bytesRead));
      sample.bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
  return sample;
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  const withoutMark = bytes.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? bytes.subarray(3) : bytes;
  forEachLine(withoutMark, () => {
    lines += 1;
  });
  return lines;
}

function countLineFeeds(bytes: Buffer): number {
  let found = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) found += 1;
  return found;
}
