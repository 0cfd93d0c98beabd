import type { Block, Sheet } from '../../domain/sheet.ts';
import type { BusinessPlan, Section } from './sections.ts';

/** A system text in the reader's language. */
export type Words = (key: string, vars: Readonly<Record<string, string | number>>) => string;

/** Her plan as she would show it to a bank or a neighbour: her words, section by section. */
export function planSheet(
  plan: BusinessPlan,
  of: { readonly name: string; readonly programme: string; readonly day: string; readonly language: string },
  words: Words,
): Sheet {
  const { title, sections, filled, version } = plan;
  return {
    title,
    language: of.language,
    layout: 'page',
    blocks: [
      { is: 'heading', text: title },
      { is: 'display', text: of.name },
      { is: 'text', text: words('plan.made', { n: filled, of: sections.length, version, day: of.day }), size: 'small' },
      ...sections.flatMap((section) => blocksOf(section, words)),
    ],
    foot: of.programme,
  };
}

function blocksOf({ title, texts, files, state }: Section, words: Words): readonly Block[] {
  const blocks: Block[] = [{ is: 'heading', text: title, level: 2 }];
  if (state === 'empty') return [...blocks, { is: 'text', text: words('plan.empty', {}), size: 'small' }];
  for (const text of texts) blocks.push({ is: 'text', text });
  if (files.length > 0) {
    const seen = new Map<string, number>();
    const named = files.map((kind) => {
      const n = (seen.get(kind) ?? 0) + 1;
      seen.set(kind, n);
      return words(`review.part-${kind}`, { n });
    });
    blocks.push({ is: 'text', text: named.join(' '), size: 'small' });
  }
  return blocks;
}
