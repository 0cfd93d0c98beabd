import type { Command } from 'commander';
import type { PackTemplate } from '../domain/template.ts';
import type { TemplateRow } from '../outbox/templates/state.ts';
import type { App } from './app.ts';

/** `recado templates sync|list|submit`: what may be said on WhatsApp to someone who has not written for a day. */
export function addTemplateCommands(program: Command, app: () => Promise<App>, say: (line: string) => void): void {
  const templates = program.command('templates').description('approved WhatsApp messages, and how each stands');
  templates
    .command('sync')
    .description('ask the provider how its templates stand')
    .action(async () => {
      const { templates: desk } = await app();
      const synced = await desk.sync();
      if (synced.length === 0) say(NO_PROVIDER);
      for (const { channel, count } of synced) say(`${channel} has ${count} templates.`);
    });
  templates
    .command('list')
    .description('the templates of the packs, and what the provider last said of each')
    .action(async () => {
      const running = await app();
      const rows = await running.templates.list();
      const packs = [...running.mind().library.programmes.values()].flatMap((programme) => programme.templates);
      if (packs.length === 0) say('No pack has a templates.yaml.');
      for (const pack of packs) for (const line of linesOf(pack, rows)) say(line);
    });
  templates
    .command('submit')
    .description('ask the provider to approve those of the packs that it does not have')
    .action(async () => {
      const { templates: desk } = await app();
      const asked = await desk.submit();
      if (asked.length === 0) say('Nothing was asked: the provider has them all, or there is no provider.');
      for (const { channel, template } of asked) {
        say(`Asked ${channel} for ${template.name} (${template.language}, ${template.category}):`);
        say(`  ${template.body.replaceAll('\n', '\n  ')}`);
        if (template.button !== undefined) say(`  [${template.button}]`);
      }
    });
}

const NO_PROVIDER =
  'No provider with templates is set up: WhatsApp needs WHATSAPP_BUSINESS_ACCOUNT_ID beside its other settings.';

function linesOf(pack: PackTemplate, rows: readonly TemplateRow[]): string[] {
  const known = rows.filter(({ name, language }) => name === pack.name && language === pack.language);
  const head = `${pack.programme} ${pack.purpose}: ${pack.name} (${pack.language})`;
  if (known.length === 0) return [`${head}, never heard of; \`recado templates sync\` asks`];
  return known.map(({ channel, status, category, next_category, quality, reason, trouble }) => {
    const said = [
      status ?? 'unknown',
      category ?? pack.category,
      ...(next_category ? [`soon ${next_category}`] : []),
      ...(quality ? [`quality ${quality}`] : []),
      ...(reason ? [`reason ${reason}`] : []),
      ...(trouble && trouble !== status ? [`in trouble: ${trouble}`] : []),
    ];
    return `${head} on ${channel}: ${said.join(', ')}`;
  });
}
