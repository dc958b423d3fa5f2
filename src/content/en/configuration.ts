/** Somebody's own server: what was opened, what is missing, what the editors do with it. */

import { counted } from './counted.ts';

const some = (files: readonly string[], most = 5): string =>
  files.length <= most
    ? files.join(', ')
    : `${files.slice(0, most).join(', ')} and ${files.length - most} more`;

const foundOf = (shown: number, of: number, what: string): string =>
  shown === of ? `${counted(of)} ${what}` : `${counted(shown)} of ${counted(of)} ${what}`;

/** In characters. */
type LongFile = { path: string; length: number; limit: number };
const sizeOf = (characters: number): string =>
  `${(characters / 1024 / 1024).toFixed(1)} MB (${counted(characters)} characters)`;

export const configuration = {
  opened: (mainFile: string) => `Opened as ${mainFile} on the stage.`,
  tooLong: (files: readonly LongFile[]) => {
    const [first] = files;
    if (!first) return '';
    const limit = `whichcert reads up to ${sizeOf(first.limit)} of one configuration file`;
    return files.length === 1
      ? `${first.path || 'This configuration'} was not opened: it has ${sizeOf(first.length)}, and ${limit}.`
      : `${files.length} files were not opened, because ${limit}: ${some(files.map(({ path, length }) => `${path} (${sizeOf(length)})`))}.`;
  },
  keysDropped: (files: readonly string[]) =>
    files.join('') === ''
      ? 'A private key was recognised. It was left out and forgotten.'
      : `A private key was recognised in ${some(files)}. It was left out and forgotten.`,
  unread: (files: readonly string[]) => `The configuration does not read ${some(files)}.`,
  passedOver: (files: readonly string[]) => `Nothing to show was found in ${some(files)}.`,
  missing: (count: number) =>
    count === 1
      ? 'One certificate that it names was not given.'
      : `${count} certificates that it names were not given.`,
  toFillIn: {
    heading: 'Certificates to fill in',
    explain:
      'The configuration names these files, and they were not given. Decisions go by the file’s name until one is filled in.',
    paste: 'Choose one, or paste a certificate into the box at the top: it is then in these lists.',
    nothing: 'not given',
  },
  many: {
    sites: 'Sites',
    findSite: 'Find a site by name, address or file',
    foundSites: (shown: number, of: number) => foundOf(shown, of, 'sites'),
    files: 'Files',
    findFile: 'Find a file',
    foundFiles: (shown: number, of: number) => foundOf(shown, of, 'files'),
    findMissing: 'Find a certificate to fill in',
    foundMissing: (shown: number, of: number) => foundOf(shown, of, 'certificates'),
    findCertificate: 'Find a certificate',
    moreCertificates: (count: number) => `and ${counted(count)} more: find them below`,
    moreToFillIn: (count: number) => `and ${counted(count)} more: find them above`,
    moreProblems: (count: number) => `and ${counted(count)} more`,
    mainFile: 'main file',
  },
  edit: 'Edit the text',
  editing: (file: string) => `Text of ${file}`,
  tooLongToEdit: 'This file is too long to be edited here.',
  keyLeftOut: 'A private key was left out of the text.',
  rewrites: (software: string) =>
    software === 'nginx'
      ? 'The first change here writes the configuration anew as nginx. What this form does not show is then gone; the browser’s Back brings it back.'
      : `The first change here writes the configuration anew as nginx, instead of ${software}. What this form does not show is then gone; the browser’s Back brings it back.`,
};
