/** Figures, and the table that says which goals they reach. */

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** Prints a line a row and a goal; whether all goals are reached. */
export function report(title, rows) {
  let reached = true;
  console.log(`\n# ${title}`);
  for (const { name, figures, goals } of rows) {
    console.log(`${name}: ${figures}`);
    for (const { what, is, atMost, atLeast } of goals) {
      const ok = atMost === undefined ? is >= atLeast : is <= atMost;
      const goal = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
      console.log(`  ${ok ? 'ok    ' : 'MISSED'} ${Number(is.toFixed(2))} ${what} (${goal})`);
      if (!ok) reached = false;
    }
  }
  return reached;
}
