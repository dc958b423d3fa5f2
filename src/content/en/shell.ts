/** The page's frame: navigation, paste box, language and theme. */
export const shell = {
  title: 'whichcert',
  question: 'Which certificate does this client get from this server, does its name fit, and why?',
  skip: 'Skip to the content',
  nav: { stage: 'Stage', inspect: 'Inspect', compare: 'Compare', make: 'Make', learn: 'Learn' },
  navLabel: 'Views',
  paste: 'Paste anything',
  pastePlaceholder: 'Paste anything: a certificate, a chain, a server configuration, a capture',
  pasteLarge: (name: string, size: string) => `${name} (${size}) is open`,
  keyDropped: 'A private key was recognised. It is not shown and was forgotten.',
  openFile: 'Open file',
  clear: 'Clear',
  undo: 'Undo',
  language: 'Language',
  theme: { label: 'Dark' },
  notYet: 'This view is not built yet.',
  size: (bytes: number) =>
    bytes < 1024
      ? `${bytes} bytes`
      : bytes < 1024 * 1024
        ? `${(bytes / 1024).toFixed(1)} KB`
        : `${(bytes / 1024 / 1024).toFixed(1)} MB`,
  reading: 'Reading…',
  files: (count: number) => `${count} files`,
  pastedText: 'Pasted text',
  cancel: 'Cancel',
};
