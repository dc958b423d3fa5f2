/** The samples' index: what each file says about itself in its first lines. */

/** `group`: `broken` for inputs that are no readable certificate. `text`: the whole file, to be pasted. */
export type Sample = {
  name: string;
  group: 'readable' | 'broken';
  shows: string;
  shouldMatch: string | null;
  text: string;
};

/** All samples by file name; those of `samples/broken/` last. */
export async function loadSamples(): Promise<Sample[]> {
  const { sampleFiles } = await import('./sampleFiles.ts');
  return Object.entries(sampleFiles)
    .map(([path, text]) => describeSample(path, text))
    .sort((a, b) => Number(a.group === 'broken') - Number(b.group === 'broken') || compare(a.name, b.name));
}

export function describeSample(path: string, text: string): Sample {
  return {
    name: path.slice(path.lastIndexOf('/') + 1).replace(/\.pem$/, ''),
    group: path.includes('/broken/') ? 'broken' : 'readable',
    shows: headLine(text, 'What it shows') ?? '',
    shouldMatch: headLine(text, 'Should match'),
    text,
  };
}

/** `# What it shows: …`, or the same in an HTML comment. */
function headLine(text: string, heading: string): string | null {
  const lines = text.split('\n', 6);
  const line = lines.find((candidate) => candidate.includes(`${heading}: `));
  return (
    line
      ?.replace(/^.*?: /, '')
      .replace(/-->$/, '')
      .trimEnd() ?? null
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
