import { writeFile } from 'node:fs/promises';
import { RecadoError } from '../base/errors.ts';
import { type Month, monthOf } from '../programme/month/index.ts';
import { shellSight } from '../programme/sight.ts';
import type { App } from './app.ts';
import { REPORTS } from './capabilities.ts';
import { programmeNamed } from './place.ts';
import type { Speaker } from './tongue.ts';

const WORKSPACE = 'main';
const PLACES = ['cohort', 'group', 'site', 'stage', 'partner'] as const;

export interface MonthOptions extends Partial<Record<(typeof PLACES)[number], string>> {
  readonly programme?: string;
  readonly month?: string;
  readonly why?: string;
  readonly shared?: boolean;
  readonly out?: string;
  readonly format: string;
}

/** `recado report month --month 2026-03 --out marzo.pdf`. */
export async function reportMonth(
  options: MonthOptions,
  running: App,
  say: (line: string) => void,
  speaker: () => Speaker,
): Promise<void> {
  const { month = '', why, shared, out } = options;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new RecadoError('REPORT_MONTH', { month: month || '(none said)' });
  const { library, deps } = running.mind();
  const programme = library.programmes.get(programmeNamed(running, options.programme))!;
  const scope = Object.fromEntries(PLACES.flatMap((place) => (options[place] ? [[place, options[place]]] : [])));
  const made = await monthOf(
    { month, programme, scope, shared: shared === true, ...(why === undefined ? {} : { why }) },
    {
      read: (query) => running.store.read(query),
      operate: running.operate,
      sight: shellSight(WORKSPACE),
      by: { kind: 'shell', id: 'shell' },
      now: running.now(),
      words: (key, vars, language) => deps.texts.say(key, { language, vars, address: programme.address }).text,
      kinds: REPORTS,
    },
  );
  if (out?.endsWith('.json') || options.format === 'json') {
    if (out === undefined) say(made.content);
    else await writeFile(out, made.content);
  } else if (out !== undefined) await writeFile(out, await running.paper(made.sheet));
  else for (const line of linesOf(made)) say(line);
  const print = made.sha256.slice(0, 12);
  if (out !== undefined) say(speaker().phrase('months.written', { out, month, version: made.version, print }));
}

/** The page in a terminal. */
function linesOf({ sheet }: Month): string[] {
  const lines = sheet.blocks.flatMap((block): string[] => {
    switch (block.is) {
      case 'heading':
      case 'text':
        return [block.text, ''];
      case 'figures':
        return [...block.items.map(({ label, value, note }) => `  ${label}: ${value}${note ? ` (${note})` : ''}`), ''];
      case 'table':
        return block.rows.map(([what, value]) => `  ${what!.padEnd(44)}${value}`);
      default:
        return [];
    }
  });
  return [...lines, '', sheet.foot ?? ''];
}
