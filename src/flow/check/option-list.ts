import { says } from '../../locale/sentence.ts';
import type { Source, YamlPath } from '../source.ts';
import type { FlowTree } from '../tree.ts';
import { type CheckInput, isBuiltIn } from './input.ts';

/** Lists of options as they are written: prices that a comma cuts, numbers that are put before them twice. */
export function checkOptionLists(tree: FlowTree, { issues }: CheckInput): void {
  if (isBuiltIn(tree)) return;
  for (const { step, path } of tree.all) {
    const { options } = step;
    if (!Array.isArray(options)) continue;
    const list = options.map(String);
    const at = [...path, 'options'];
    for (const i of cutAt(list, at, tree.source)) {
      const before = list[i - 1]!;
      const whole = `${before},${list[i]}`;
      issues.add(
        'OPTION_CUT',
        tree.source.place([...at, i - 1]),
        says('OPTION_CUT', { before, after: list[i]! }),
        says('OPTION_CUT.fix', { whole }),
      );
    }
    const [first] = list;
    if (isNumbered(list))
      issues.add(
        'OPTION_NUMBERED',
        tree.source.place([...at, 0]),
        says('OPTION_NUMBERED', { option: first! }),
        says('OPTION_NUMBERED.fix', { option: first!.replace(NUMBERED, '') }),
      );
  }
}

/** Items that a comma between two digits parted, in a list whose other commas have a space, or that go on like 1,050. */
function cutAt(list: readonly string[], at: YamlPath, source: Source): readonly number[] {
  const commas = list.map((_, i) => {
    const [before, here] = [source.span([...at, i - 1]), source.span([...at, i])];
    return i === 0 || !before || !here ? '' : source.text.slice(before.to, here.from);
  });
  const spaced = commas.some((comma) => /^\s*,\s+$/.test(comma));
  return list.flatMap((item, i) => {
    const tight = commas[i] === ',' && /\d$/.test(list[i - 1]!) && /^\d/.test(item);
    return tight && (spaced || /^0\d/.test(item)) ? [i] : [];
  });
}

const NUMBERED = /^(\d{1,2}|[a-j])\s?[.)]\s?(?=\p{L})/iu;

/** `1. Pan`, `2. Miel` or `a) Pan`, `b) Miel`. */
function isNumbered(list: readonly string[]): boolean {
  const marks = list.map((item) => NUMBERED.exec(item)?.[1]?.toLowerCase());
  return list.length > 1 && marks.every((mark, i) => mark === String(i + 1) || mark === 'abcdefghij'[i]);
}
