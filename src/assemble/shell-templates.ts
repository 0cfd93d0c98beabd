import type { Command } from 'commander';
import type { PackTemplate } from '../domain/template.ts';
import type { TemplateRow } from '../outbox/templates/state.ts';
import type { App } from './app.ts';
import type { Phrase, Speaker } from './tongue.ts';

/** `recado templates sync|list|submit`: what may be said on WhatsApp to someone who has not written for a day. */
export function addTemplateCommands(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  const templates = program.command('templates').description('approved WhatsApp messages, and how each stands');
  templates
    .command('sync')
    .description('ask the provider how its templates stand')
    .action(async () => {
      const { templates: desk } = await app();
      const synced = await desk.sync();
      const { phrase } = speaker();
      if (synced.length === 0) say(phrase('sheets.no-provider'));
      for (const { channel, count } of synced) say(phrase('sheets.synced', { channel, count }));
    });
  templates
    .command('list')
    .description('the templates of the packs, and what the provider last said of each')
    .action(async () => {
      const running = await app();
      const rows = await running.templates.list();
      const packs = [...running.mind().library.programmes.values()].flatMap((programme) => programme.templates);
      const { phrase } = speaker();
      if (packs.length === 0) say(phrase('sheets.none'));
      for (const pack of packs) for (const line of linesOf(pack, rows, phrase)) say(line);
    });
  templates
    .command('submit')
    .description('ask the provider to approve those of the packs that it does not have')
    .action(async () => {
      const { templates: desk } = await app();
      const asked = await desk.submit();
      const { phrase } = speaker();
      if (asked.length === 0) say(phrase('sheets.nothing'));
      for (const { channel, template } of asked) {
        const { name, language, category } = template;
        say(phrase('sheets.asked', { channel, name, language, category }));
        say(`  ${template.body.replaceAll('\n', '\n  ')}`);
        if (template.button !== undefined) say(`  [${template.button}]`);
      }
    });
}

function linesOf(pack: PackTemplate, rows: readonly TemplateRow[], phrase: Phrase): string[] {
  const known = rows.filter(({ name, language }) => name === pack.name && language === pack.language);
  const template = `${pack.programme} ${pack.purpose}: ${pack.name} (${pack.language})`;
  if (known.length === 0) return [phrase('sheets.unheard', { template })];
  return known.map(({ channel, status, category, next_category, quality, reason, trouble }) => {
    const said = [
      status ?? phrase('sheets.unknown'),
      category ?? pack.category,
      ...(next_category ? [phrase('sheets.soon', { category: next_category })] : []),
      ...(quality ? [phrase('sheets.quality', { quality })] : []),
      ...(reason ? [phrase('sheets.reason', { reason })] : []),
      ...(trouble && trouble !== status ? [phrase('sheets.trouble', { trouble })] : []),
    ];
    return phrase('sheets.stands', { template, channel, said: said.join(', ') });
  });
}
