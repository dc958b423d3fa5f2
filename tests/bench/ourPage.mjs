/** Inspect, driven as a person would, from inside the page: these functions are sent to it and know nothing outside. */

/**
 * Gives an input (a text to paste, or a file's octets fetched from `url`) and waits until its rows are on the screen.
 * Times in ms: `clock`, and `time` without the wait for a frame (as `pages/painted.mjs` has them). `tasks`: those of the main thread over 50 ms, up to half a second after the rows appeared.
 */
export async function showInput({ text, url }) {
  const painted = () =>
    new Promise((resolve) => {
      const asked = performance.now();
      requestAnimationFrame(() => {
        const waited = performance.now() - asked;
        setTimeout(() => resolve(waited), 0);
      });
    });
  const rows = () => document.querySelector('[role=tree] [role=treeitem]') !== null;
  const shown = () =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!rows()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
  const box = document.querySelector('header textarea, textarea');
  const transfer = new DataTransfer();
  if (url === undefined) transfer.setData('text/plain', text);
  else transfer.items.add(new File([await (await fetch(url)).arrayBuffer()], 'input.der'));
  await painted();

  const tasks = [];
  const watch = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  watch.observe({ type: 'longtask' });
  const start = performance.now();
  const appeared = shown();
  if (url !== undefined) {
    const file = document.querySelector('input[type=file]');
    file.files = transfer.files;
    file.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    const event = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
    if (box.dispatchEvent(event)) {
      box.value = text; // what the browser does with a paste that nobody took
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  await appeared;
  const waited = await painted();
  const clock = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 500));
  watch.disconnect();
  return {
    clock,
    time: clock - waited,
    tasks: tasks.map(({ duration }) => duration),
    elements: document.getElementsByTagName('*').length,
  };
}

/** Clear, and what Undo would need is given up as well by a second input: an empty page is waited for. */
export async function clearInput() {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Clear');
  button.click();
  while (document.querySelector('[role=tree] [role=treeitem]') !== null)
    await new Promise((resolve) => setTimeout(resolve, 5));
}
