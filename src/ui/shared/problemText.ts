import type { Messages } from '../../content/languages.ts';
import type { InputProblem } from '../../x509/readInput.ts';

/** What is wrong with the input, with its line and character where it stands in a text. */
export function problemText({ code, params, place }: InputProblem, t: Messages['x509']): string {
  const sentence = t.input[code](params);
  return place === null ? sentence : `${t.place(place.line, place.column)} ${sentence}`;
}
