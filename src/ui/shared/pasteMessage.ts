import type { Messages } from '../../content/languages.ts';
import { configurationMessage } from '../stage/configurationMessage.ts';
import { helloMessage } from '../stage/helloMessage.ts';
import type { Content } from './pasteContent.ts';
import { problemText } from './problemText.ts';

/** Each item says its own below; these lead to them. */
const mostProblems = 3;

/** What is said of what was read. `keyDropped`: a private key was left out of it. */
export function pasteMessage(
  { configuration, hello, report, passedOver }: Content,
  keyDropped: boolean,
  texts: Messages,
): string {
  if (configuration) return configurationMessage(configuration, texts.configuration);
  if (hello) return helloMessage(hello, texts.capture);
  const sentences = (report?.problems ?? [])
    .slice(0, mostProblems)
    .map((problem) => problemText(problem, texts.x509));
  const left = passedOver.length > 0 ? [texts.configuration.passedOver(passedOver)] : [];
  return [...(keyDropped ? [texts.shell.keyDropped] : []), ...left, ...sentences].join(' ');
}
