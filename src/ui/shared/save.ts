/** Milliseconds until the browser has surely taken the file. */
const taken = 60_000;

/** Hands a file to the browser to be saved. Nothing leaves the page: the address is one of this page's own memory. */
export function save(name: string, content: Uint8Array<ArrayBuffer> | string): void {
  const type = typeof content === 'string' ? 'text/plain' : 'application/octet-stream';
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, taken);
}
