/** A certificate keeps one letter and one colour everywhere. */
import type { Server } from '../hosting/model.ts';

/** `letter` A, B, ... Z, AA; `hue` numbers the colour tokens `--cert-0` to `--cert-5`. */
export type Mark = { letter: string; hue: number };

const hues = 6;

const letterOf = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : letterOf(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));

/** Marks by certificate file, in the order the configuration names them. */
export function certificateMarks(server: Server): Map<string, Mark> {
  const files = [
    ...server.sites.flatMap((site) => site.certificates),
    ...server.listeners.flatMap((listener) => listener.entries ?? []),
  ].map(({ file }) => file);
  return new Map(
    [...new Set(files)].map((file, index) => [file, { letter: letterOf(index), hue: index % hues }]),
  );
}
