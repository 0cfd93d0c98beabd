import type { Block } from './authors-page.ts';
export async function judge(block: Block): Promise<string | undefined> {
  return `not known: ${block.info}`;
}
