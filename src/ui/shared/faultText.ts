import { own } from '../../text/own.ts';
import { visibleLine } from '../../text/visible.ts';
import type { Messages } from '../../content/languages.ts';
import type { Problem } from '../../decision.ts';
import type { Work } from './lane.ts';
import { sizeLimit } from './largeInput.ts';

/** What the page says of a problem of its own (`fault.ts`, `lane.ts`). */
export function faultText({ code, params }: Problem, { faults, shell }: Messages): string {
  const { problems, works } = faults;
  const text = (name: string) => visibleLine(String(own(params, name) ?? ''));
  switch (code) {
    case 'part-missing':
    case 'too-much':
    case 'unreadable':
    case 'unpackable':
    case 'given-up':
      return problems[code]();
    case 'too-large':
      return problems['too-large'](shell.size(Number(params.size)), shell.size(sizeLimit));
    case 'too-long':
      return problems['too-long'](works[params.kind as Work['kind']](text('name')));
    default:
      return problems.stopped({ message: text('message'), reading: text('reading') });
  }
}
