import { visibleText } from '../../text/visible.ts';
import { texts } from '../shared/i18n.svelte.ts';
import { save } from '../shared/save.ts';
import { nodeWords } from './nodeWords.ts';
import type { OpenItem } from './openItem.svelte.ts';
import type { Structure } from './structure.ts';

/** More would be a picture that nobody can look at, and that viewers do not open. */
const mostRows = 5000;

/** Saves the rows that are unfolded as SVG. */
export async function savePicture(opened: OpenItem, structure: Structure): Promise<void> {
  const [{ treePicture }, { treeSvg }] = await Promise.all([
    import('../../draw/treePicture.ts'),
    import('../../draw/treeSvg.ts'),
  ]);
  const t = texts.current;
  const rows = Array.from({ length: Math.min(opened.rows.count, mostRows) }, (_, row) => {
    const node = opened.rows.nodeAt(row);
    const { field, value, tag } = nodeWords(structure, node, t);
    return { depth: structure.document.depth(node), name: visibleText(field), value, tag };
  });
  const others = opened.rows.count - rows.length;
  if (others > 0) rows.push({ depth: 0, name: t.inspect.tools.pictureMore(others), value: '', tag: '' });
  const title = t.inspect.tools.pictureTitle(opened.item.label);
  save('structure.svg', treeSvg(treePicture(rows), title));
}
